import { bySource, type Order } from './orders.ts';
import { type LedgerRow, saleKey } from './row.ts';

/** That a source knows a sale of an ad account. */
export interface ToldSale {
  readonly source: string;
  readonly shop: string | null;
  readonly sale: string;
  readonly numbered: boolean;
  readonly happenedAt: string;
  readonly learntAt: string;
  /** When we learnt that it is not so: it was taken back, or dated anew. */
  readonly until: string | null;
  /** By its last word it was sold for more than nothing. */
  readonly isWorth: boolean;
}

type Teller = Pick<
  LedgerRow,
  | Exclude<keyof ToldSale, 'sale' | 'numbered' | 'until' | 'isWorth'>
  | 'account'
  | 'order'
  | 'eventId'
  | 'kind'
  | 'status'
  | 'minor'
  | 'saidAt'
  | 'takenBack'
>;

/** A refund tells of no sale. That a row is of the ad account says nothing of which of its shops. */
export const toldSales = (rows: readonly Teller[]): ToldSale[] => {
  const orders = rows.filter(({ kind }) => kind === 'order');
  const events = Map.groupBy(orders, ({ shop, ...row }) =>
    [row.source, shop, row.eventId, saleKey(row)].join('\u0000'),
  );
  return [...events.values()].flatMap(salesOfEvent);
};

/** What an event was told to be, one after the other. */
function salesOfEvent(said: readonly Teller[]): ToldSale[] {
  const sales: ToldSale[] = [];
  let last: Teller | undefined;
  for (const row of inTime(said)) {
    if (last && (row.saidAt ?? row.learntAt) < (last.saidAt ?? last.learntAt)) continue;
    last = row;
    const isSale = row.status !== 'open' && !row.takenBack;
    const isWorth = (row.status === 'approved' || row.status === 'pending') && row.minor > 0;
    const known = sales.at(-1);
    if (known?.until === null) {
      const isSame = isSale && known.happenedAt === row.happenedAt;
      sales[sales.length - 1] = { ...known, ...(isSame ? { isWorth } : { until: row.learntAt }) };
      if (isSame) continue;
    }
    if (!isSale) continue;
    sales.push({
      source: row.source,
      shop: row.shop === row.account ? null : row.shop,
      sale: saleKey(row),
      numbered: row.order !== null,
      happenedAt: row.happenedAt,
      learntAt: row.learntAt,
      until: null,
      isWorth,
    });
  }
  return sales.filter(({ learntAt, until }) => until !== learntAt);
}

type Sale = Pick<Order, 'source' | 'numbered' | 'happenedAt'>;

/**
 * Whose sales without an order number add up; those with one always do, once for each number. Without one nothing shows that
 * two sources tell of the same sale: one stands aside where another source tells of a sale within the days that two may date
 * it apart, and either numbers it or leads: knows more sales, or as good as many and led before. Sources that each say their
 * shop are apart where the shops differ.
 */
export interface Tellers {
  /** By what was known at `knownAt`; by now when null. */
  standsAside(sale: Sale, knownAt: string | null): boolean;
  /** When what is said of a sale may have become another. */
  changes(sale: Sale): string[];
}

/** By so many days two sources may date one sale apart: a deal is closed after it was paid. */
const datedApartDays = 28;

/** From when until when something was known; null until now. */
type Span = readonly [from: string, until: string | null];

/** What was known when. */
type Learnt<Key> = Map<Key, readonly Span[]>;

interface Source {
  readonly name: string;
  readonly shops: Learnt<string | null>;
  /** By the day that sales are of. */
  readonly numbered: Learnt<number>;
  readonly all: Learnt<number>;
}

export function tellersOf(told: readonly ToldSale[]): Tellers {
  const sources = new Map<string, Source>();
  for (const { source: name, shop, numbered, happenedAt, learntAt, until } of told) {
    const source = sources.get(name) ?? { name, shops: new Map(), numbered: new Map(), all: new Map() };
    sources.set(name, source);
    learn(source.shops, shop, [learntAt, until]);
    learn(source.all, dayOf(happenedAt), [learntAt, until]);
    if (numbered) learn(source.numbered, dayOf(happenedAt), [learntAt, until]);
  }
  const standings = standingsOf(told);
  const rivalsOf = (source: Source) => [...sources.values()].filter((other) => other !== source);
  return {
    standsAside({ source: name, numbered, happenedAt }, knownAt) {
      const source = sources.get(name);
      if (numbered || !source) return !numbered;
      const at = knownAt ?? now;
      const standing = standings.findLast(({ from }) => from <= at);
      const isKnown = (days: Learnt<number>) => near(days, happenedAt).some((span) => holds(span, at));
      return rivalsOf(source).some(
        (other) =>
          (isKnown(other.numbered) || (leads(standing, other.name, name) && isKnown(other.all))) &&
          mayShare(source, other, at),
      );
    },
    changes({ source: name, numbered, happenedAt }) {
      const source = sources.get(name);
      if (numbered || !source) return [];
      const rivals = rivalsOf(source).filter(({ all }) => near(all, happenedAt).length > 0);
      if (rivals.length === 0) return [];
      const turned = standings.filter((standing, index) =>
        rivals.some(
          (other) => leads(standing, other.name, name) !== leads(standings[index - 1], other.name, name),
        ),
      );
      const turns = [
        ...rivals.flatMap(({ numbered: of, all }) => [near(of, happenedAt), near(all, happenedAt)]),
        ...[source, ...rivals].flatMap(({ shops }) => [...shops.values()]),
      ].flatMap((spans) => joined(spans).flat());
      return [...turns, ...turned.map(({ from }) => from)].flatMap((at) => at ?? []);
    },
  };
}

/** Every instant that something was learnt at lies before this one. */
const now = '9998';

/** Whether both may be the date of one sale. */
export const mayBeDated = (one: string, other: string, apartDays: number = datedApartDays): boolean =>
  Math.abs(dayOf(one) - dayOf(other)) <= apartDays;

const dayOf = (instant: string): number => Math.floor(Date.parse(instant) / 86_400_000);

const holds = ([from, until]: Span, at: string): boolean => from <= at && (until === null || at < until);

function learn<Key>(learnt: Learnt<Key>, what: Key, span: Span): void {
  const known = learnt.get(what);
  learnt.set(what, known ? joined([...known, span]) : [span]);
}

/** The same as few spans, each after the one before it. */
function joined(spans: readonly Span[]): readonly Span[] {
  if (spans.length < 2) return spans;
  const all: Span[] = [];
  for (const span of spans.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const last = all.at(-1);
    if (!last || (last[1] !== null && last[1] < span[0])) all.push(span);
    else if (last[1] !== null && (span[1] === null || span[1] > last[1]))
      all[all.length - 1] = [last[0], span[1]];
  }
  return all;
}

function near(days: Learnt<number>, instant: string): Span[] {
  const middle = dayOf(instant);
  const spans: Span[] = [];
  for (let day = middle - datedApartDays; day <= middle + datedApartDays; day += 1)
    for (const span of days.get(day) ?? []) spans.push(span);
  return spans;
}

/** Of sources that each say their shop those alone may tell of one sale that share one. */
function mayShare(a: Source, b: Source, at: string): boolean {
  const known = ({ shops }: Source) =>
    [...shops].flatMap(([shop, spans]) => (spans.some((span) => holds(span, at)) ? [shop] : []));
  const [one, other] = [known(a), known(b)];
  return [...one, ...other].includes(null) || one.some((shop) => other.includes(shop));
}

/** The place of each source that knew sales, from a moment on; the one that leads has 0. */
interface Standing {
  readonly from: string;
  readonly places: ReadonlyMap<string, number>;
}

const leads = (standing: Standing | undefined, one: string, other: string): boolean =>
  (standing?.places.get(one) ?? Infinity) < (standing?.places.get(other) ?? Infinity);

/**
 * So many times the sales of the one before it give a source its place. Two that tell of the same sales in turn know more in
 * turn, and with them each sale of either would come and go: between two turns one has to grow by a tenth, so there are few.
 */
const clearlyMore = 1.1;

/** From each moment on at which a source took the place of another, or came as the last. */
function standingsOf(told: readonly ToldSale[]): Standing[] {
  const turns = [...Map.groupBy(told, ({ source, sale }) => `${source}\u0000${sale}`).values()].flatMap(
    (same) =>
      joined(same.map(({ learntAt, until }): Span => [learntAt, until])).flatMap(([from, until]) => {
        const source = (same[0] as ToldSale).source;
        const come = { source, learntAt: from, by: 1 };
        return until === null ? [come] : [come, { source, learntAt: until, by: -1 }];
      }),
  );
  const sizes = new Map<string, number>();
  const sizeOf = (source: string): number => sizes.get(source) ?? 0;
  const order: string[] = [];
  const standings: Standing[] = [];
  for (const [from, same] of Map.groupBy(inTime(turns), ({ learntAt }) => learntAt)) {
    const added = new Set(same.flatMap(({ source }) => (sizes.has(source) ? [] : [source])));
    for (const { source, by } of same) sizes.set(source, sizeOf(source) + by);
    order.push(...[...added].sort((a, b) => sizeOf(b) - sizeOf(a) || bySource(a, b)));
    const hasMoved = moveUp(order, (one, before) => sizeOf(one) > clearlyMore * sizeOf(before));
    if (hasMoved || added.size > 0)
      standings.push({ from, places: new Map(order.map((source, place) => [source, place])) });
  }
  return standings;
}

/** Each before all in a row that it is to pass; whether any passed one. */
function moveUp(order: string[], passes: (one: string, before: string) => boolean): boolean {
  let hasMoved = false;
  for (let end = 1; end < order.length; end += 1) {
    for (let at = end; at > 0; at -= 1) {
      const [before, one] = [order[at - 1] as string, order[at] as string];
      if (!passes(one, before)) break;
      [order[at - 1], order[at]] = [one, before];
      hasMoved = true;
    }
  }
  return hasMoved;
}

const inTime = <T extends { readonly learntAt: string }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => (a.learntAt < b.learntAt ? -1 : a.learntAt > b.learntAt ? 1 : 0));
