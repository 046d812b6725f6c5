import { type LedgerRow, newer } from './row.ts';
import { salesIn } from './sales.ts';

/** A sale as it is known at one moment. */
export interface Order {
  readonly sale: string;
  /** Whose figure counts. */
  readonly source: string;
  /** The other sources that know the same sale; their figures are not added. */
  readonly alsoIn: readonly string[];
  readonly status: LedgerRow['status'];
  readonly minor: number;
  readonly currency: string;
  readonly happenedAt: string;
  readonly beganAt: string | null;
  readonly ad: string | null;
  readonly campaign: string | null;
}

/** The rule by which a sale that several sources know counts once; shown with every figure. */
export const countingRule =
  'One order number of one shop is one sale and counts once: as HubSpot tells it, else as a tracker or an imported file does (by name), else as it was sent through the Conversions API. Meta’s own figures are never added to orders.';

/** CRM first, since it knows what was paid; what we sent ourselves last, since it only repeats another. */
const rank = (source: string): string =>
  `${source === 'hubspot' ? 0 : source === 'conversions-api' ? 2 : 1}${source}`;
const bySource = (a: string, b: string): number => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0);

/**
 * The orders as they were known at `knownAt` (everything when null). For each source the last statement about an order
 * counts; refunds are added to it, unless it is worth nothing any more. The first source that says more than "open"
 * gives the figures; the first that knows the ad gives the ad. A refund of an order that nobody has told of waits.
 */
export function ordersAt(rows: readonly LedgerRow[], knownAt: string | null): Order[] {
  const known = knownAt === null ? rows : rows.filter(({ learntAt }) => learntAt <= knownAt);
  return [...salesIn(known)]
    .flatMap(([sale, all]) => {
      const sources = Map.groupBy(all, ({ source }) => source);
      const told = [...sources.keys()].sort(bySource).flatMap((source) => {
        const of = orderOf(sale, source, sources.get(source) as LedgerRow[]);
        return of ? [of] : [];
      });
      const counted = told.find(({ status }) => status !== 'open') ?? told[0];
      if (!counted) return [];
      const placed = counted.ad === null ? told.find(({ ad }) => ad !== null) : counted;
      const campaign = (placed ?? counted).campaign ?? told.find((one) => one.campaign !== null)?.campaign;
      const others = told.filter((one) => one !== counted);
      return [
        {
          ...counted,
          alsoIn: others.map(({ source }) => source),
          ad: placed?.ad ?? null,
          campaign: campaign ?? null,
          beganAt: counted.beganAt ?? null,
        },
      ];
    })
    .sort((a, b) => (a.sale < b.sale ? -1 : 1));
}

function orderOf(sale: string, source: string, rows: readonly LedgerRow[]): Order | undefined {
  const last = rows.filter(({ kind }) => kind === 'order').reduce<LedgerRow | undefined>(later, undefined);
  if (!last) return undefined;
  const gone = last.status === 'declined' || last.status === 'refunded' || last.status === 'open';
  const refunds = new Map<string, LedgerRow>();
  for (const row of rows) {
    if (row.kind !== 'refund' || row.currency !== last.currency) continue;
    refunds.set(row.eventId, later(refunds.get(row.eventId), row));
  }
  const refunded = [...refunds.values()]
    .filter(({ status }) => status === 'approved')
    .reduce((sum, { minor }) => sum + minor, 0);
  const withAd = rows.filter(({ ad }) => ad !== null).reduce<LedgerRow | undefined>(later, undefined);
  return {
    sale,
    source,
    alsoIn: [],
    status: last.status,
    minor: gone ? 0 : last.minor + refunded,
    currency: last.currency,
    happenedAt: last.happenedAt,
    beganAt: last.beganAt,
    ad: last.ad ?? withAd?.ad ?? null,
    campaign: last.campaign ?? withAd?.campaign ?? null,
  };
}

const later = (known: LedgerRow | undefined, row: LedgerRow): LedgerRow => (known ? newer(known, row) : row);
