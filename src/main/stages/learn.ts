import { type Ad, type AdId, AppError } from '../../contract/index.ts';
import type { LearnAd } from '../core/learn/learn-from.ts';
import { modelTraitsOf } from '../core/learn/traits.ts';
import type { FrameHash } from '../core/measure/signals.ts';
import type {
  Clock,
  ExperimentReader,
  ExperimentWriter,
  Learner,
  LearnReader,
  LearnVersion,
  LearnWriter,
  MetaReader,
} from '../ports.ts';
import { readTests } from './experiments.ts';

export interface LearnPorts {
  readonly reader: LearnReader &
    ExperimentReader &
    Pick<MetaReader, 'metaDays'> & {
      /** Every ad of the library with its pictures, oldest first, a part at a time. */
      hashesAfter(
        seq: number,
        limit: number,
      ): Promise<{ seq: number; id: AdId; hashes: readonly FrameHash[] }[]>;
    };
  readonly writer: LearnWriter & ExperimentWriter;
  readonly adsOf: (ids: readonly AdId[]) => Promise<Ad[]>;
  readonly learner: Learner;
  readonly clock: Clock;
}

/** Ads read at a time, so that calls are answered in between. */
const batch = 50;
/** Any number: the same results give the same version. */
const seed = 1;

/**
 * One refresh of the knowledge base: results of linked ads and what the ads have, learnt from beside the app, kept as one
 * more version. Nothing is written until all of it is there.
 */
export async function refreshLearning(
  { reader, writer, adsOf, learner, clock }: LearnPorts,
  accountId: string,
  signal: AbortSignal,
): Promise<LearnVersion> {
  const rows = await reader.resultRows(accountId);
  if (rows.length === 0)
    throw new AppError('NOT_ENOUGH_DATA', 'No ad of the library is linked with an ad that has results.');
  const days = await reader.daysOf(accountId);
  const tested = await readTests({ reader, writer, clock }, accountId);
  const ads: LearnAd[] = [];
  for (let seq = 0; ; ) {
    const some = await reader.hashesAfter(seq, batch);
    const whole = new Map((await adsOf(some.map(({ id }) => id))).map((ad) => [ad.id, ad]));
    for (const { id, hashes } of some) {
      const ad = whole.get(id);
      if (!ad) continue;
      const { duration_s: durationS } = ad.media;
      ads.push({ id, durationS, hashes, traits: modelTraitsOf(ad), words: wordsOf(ad) });
    }
    if (some.length < batch) break;
    seq = (some.at(-1) as { seq: number }).seq;
    signal.throwIfAborted();
  }
  const accounts = await reader.accountsFor(ads.map(({ id }) => id));
  const own = ads.flatMap(({ id }) => (accounts.get(id) === accountId ? [id] : []));
  const inUse = await reader.modelInUse(accountId, rows);
  const learned = await learner.learn({ ads, rows, own, inUse, tested: [...tested], seed }, signal);
  const madeAt = clock.now();
  const id = await writer.saveLearned(accountId, learned, days, madeAt);
  return { id, accountId, madeAt, ...days, learned };
}

/** Seen and heard; a word is told from the next by what is neither letter nor digit. */
const wordsOf = ({ text, spoken }: Ad): string[] => {
  const lines = [...(text?.lines ?? []), ...(spoken?.lines ?? [])].map((line) => line.text.toLowerCase());
  return [...new Set(lines.flatMap((line) => line.match(/[\p{L}\p{N}]+/gu) ?? []))];
};
