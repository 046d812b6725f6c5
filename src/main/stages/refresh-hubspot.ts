import { dealRow } from '../core/learn/import/deal.ts';
import { type Cycle, salesCycle } from '../core/learn/ledger/delays.ts';
import { ordersAt } from '../core/learn/ledger/orders.ts';
import type { Statement } from '../core/learn/ledger/row.ts';
import type { Clock, DealsPort, LedgerReader, LedgerWriter } from '../ports.ts';

export interface Refreshed {
  readonly deals: number;
  readonly added: number;
  readonly known: number;
  readonly bad: { readonly deal: string; readonly problem: string }[];
  readonly joined: { readonly ad: number; readonly campaign: number; readonly neither: number };
}

/** Reads every deal; what the ledger knows word for word adds nothing, so that it may be broken off and run again. */
export async function refreshHubspot(
  parts: { readonly port: DealsPort; readonly writer: LedgerWriter; readonly clock: Clock },
  signal: AbortSignal,
): Promise<Refreshed> {
  const at = parts.clock.now();
  const bad: { deal: string; problem: string }[] = [];
  const joined = { ad: 0, campaign: 0, neither: 0 };
  let [deals, added, good] = [0, 0, 0];
  for await (const page of parts.port.deals(signal)) {
    const learntAt = parts.clock.now();
    const rows: Statement[] = [];
    for (const deal of page) {
      const row = dealRow(deal, learntAt);
      if ('problem' in row) bad.push({ deal: deal.id, problem: row.problem });
      else rows.push(row);
      joined[deal.ad !== null ? 'ad' : deal.campaign !== null ? 'campaign' : 'neither'] += 1;
    }
    deals += page.length;
    good += rows.length;
    added += (await parts.writer.addLedgerRows(rows, { words: at, shop: null, told: null })).added;
  }
  // A deal that was won meanwhile may stand on a page that was read before.
  const told = { source: 'hubspot', at, how: 'refresh' as const };
  await parts.writer.addLedgerRows([], { words: at, shop: null, told });
  return { deals, added, known: good - added, bad, joined };
}

const dayMs = 86_400_000;

/** From the opening of a deal until it was won. Deals that were closed before they were opened say nothing and are counted. */
export async function salesCycleOf({
  reader,
  clock,
}: {
  readonly reader: LedgerReader;
  readonly clock: Clock;
}) {
  const deals = ordersAt(await reader.rowsOfSource('hubspot'), null).filter(
    ({ status, beganAt }) => beganAt !== null && (status === 'approved' || status === 'open'),
  );
  const cycles = deals.map(({ status, beganAt, happenedAt }): Cycle => {
    const end = status === 'approved' ? happenedAt : clock.now();
    return { days: (Date.parse(end) - Date.parse(beganAt as string)) / dayMs, won: status === 'approved' };
  });
  const usable = cycles.filter(({ days }) => days >= 0);
  return {
    won: usable.filter(({ won }) => won).length,
    open: usable.filter(({ won }) => !won).length,
    dropped: cycles.length - usable.length,
    days: salesCycle(usable),
  };
}
