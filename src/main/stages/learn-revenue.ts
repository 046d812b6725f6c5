import { AppError, type Revenue } from '../../contract/index.ts';
import { answerOf, type RevenueQuestion } from '../core/learn/ledger/answer.ts';
import { ratesAt } from '../core/learn/ledger/rates.ts';
import type { Clock, LedgerReader } from '../ports.ts';

/** The revenue of an ad or a campaign. Throws NOT_FOUND for what no account and no row names. */
export async function revenueFor(
  { reader, clock }: { readonly reader: LedgerReader; readonly clock: Clock },
  question: RevenueQuestion,
): Promise<Revenue> {
  const { kind, id, known_at: knownAt = null } = question;
  const place = await reader.revenuePlace(kind, id, knownAt);
  if (!place) throw new AppError('NOT_FOUND', `No account and no imported row names the ${kind} ${id}.`);
  const ids = kind === 'ad' ? place.ads : place.campaigns;
  return answerOf(question, {
    place,
    rows: await reader.ledgerRows(place),
    metaDays: place.account ? await reader.metaRevenue(place.account.id, kind, ids, knownAt) : [],
    rates: ratesAt(await reader.rates(), knownAt),
    now: clock.now(),
  });
}
