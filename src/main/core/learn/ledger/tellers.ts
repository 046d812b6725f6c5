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
}

type Teller = Pick<
  LedgerRow,
  Exclude<keyof ToldSale, 'sale' | 'numbered'> | 'account' | 'order' | 'eventId' | 'kind' | 'status'
>;

/** A refund tells of no sale. That a row is of the ad account says nothing of which of its shops. */
export const toldSales = (rows: readonly Teller[]): ToldSale[] =>
  rows
    .filter(({ kind, status }) => kind === 'order' && status !== 'open')
    .map((row) => ({
      source: row.source,
      shop: row.shop === row.account ? null : row.shop,
      sale: saleKey(row),
      numbered: row.order !== null,
      happenedAt: row.happenedAt,
      learntAt: row.learntAt,
    }));

type Sale = Pick<Order, 'source' | 'numbered' | 'happenedAt'>;

/**
 * Whose sales without an order number add up; those with one always do, once for each number. Without one nothing shows that
 * two sources tell of the same sale: one stands aside where another source tells of a sale within the days that two may date
 * it apart, and either numbers it or knows more sales. Sources that each say their shop are apart where the shops differ.
 */
export interface Tellers {
  /** By what was known at `knownAt`; by now when null. */
  standsAside(sale: Sale, knownAt: string | null): boolean;
  /** When what is said of a sale may have become another. */
  changes(sale: Sale): string[];
}

/** By so many days two sources may date one sale apart: a deal is closed after it was paid. */
const datedApartDays = 28;

/** When something was learnt first, by what it is. */
type Learnt<Key> = Map<Key, string>;

interface Source {
  readonly name: string;
  readonly shops: Learnt<string | null>;
  /** By the day that sales are of. */
  readonly numbered: Learnt<number>;
  readonly all: Learnt<number>;
}

export function tellersOf(told: readonly ToldSale[]): Tellers {
  const sources = new Map<string, Source>();
  for (const { source: name, shop, numbered, happenedAt, learntAt } of told) {
    const source = sources.get(name) ?? { name, shops: new Map(), numbered: new Map(), all: new Map() };
    sources.set(name, source);
    learn(source.shops, shop, learntAt);
    learn(source.all, dayOf(happenedAt), learntAt);
    if (numbered) learn(source.numbered, dayOf(happenedAt), learntAt);
  }
  const standings = standingsOf(told);
  const rivalsOf = (source: Source) => [...sources.values()].filter((other) => other !== source);
  return {
    standsAside({ source: name, numbered, happenedAt }, knownAt) {
      const source = sources.get(name);
      if (numbered || !source) return !numbered;
      const at = knownAt ?? now;
      const order = standings.findLast(({ from }) => from <= at)?.order ?? [];
      const isKnown = (days: Learnt<number>) => (firstNear(days, happenedAt) ?? never) <= at;
      return rivalsOf(source).some(
        (other) =>
          (isKnown(other.numbered) ||
            (order.indexOf(other.name) < order.indexOf(name) && isKnown(other.all))) &&
          mayShare(source, other, at),
      );
    },
    changes({ source: name, numbered, happenedAt }) {
      const source = sources.get(name);
      if (numbered || !source) return [];
      const near = rivalsOf(source).filter(({ all }) => firstNear(all, happenedAt) !== undefined);
      if (near.length === 0) return [];
      return [
        ...near.flatMap(({ numbered: of, all }) => [firstNear(of, happenedAt), firstNear(all, happenedAt)]),
        ...[source, ...near].flatMap(({ shops }) => [...shops.values()]),
        ...standings.map(({ from }) => from),
      ].flatMap((at) => at ?? []);
    },
  };
}

/** Every instant that something was learnt at lies before these. */
const now = '9998';
const never = '9999';

const dayOf = (instant: string): number => Math.floor(Date.parse(instant) / 86_400_000);

function learn<Key>(learnt: Learnt<Key>, what: Key, at: string): void {
  const known = learnt.get(what);
  if (known === undefined || at < known) learnt.set(what, at);
}

function firstNear(days: Learnt<number>, instant: string): string | undefined {
  const middle = dayOf(instant);
  let first: string | undefined;
  for (let day = middle - datedApartDays; day <= middle + datedApartDays; day += 1) {
    const at = days.get(day);
    if (at !== undefined && (first === undefined || at < first)) first = at;
  }
  return first;
}

/** Of sources that each say their shop those alone may tell of one sale that share one. */
function mayShare(a: Source, b: Source, at: string): boolean {
  const known = ({ shops }: Source) => [...shops].flatMap(([shop, from]) => (from <= at ? [shop] : []));
  const [one, other] = [known(a), known(b)];
  return [...one, ...other].includes(null) || one.some((shop) => other.includes(shop));
}

/** The sources by how many sales they knew, the one that knew most first, from each moment on at which that changed. */
function standingsOf(
  told: readonly ToldSale[],
): { readonly from: string; readonly order: readonly string[] }[] {
  const firsts = new Map<string, { readonly source: string; learntAt: string }>();
  for (const { source, sale, learntAt } of told) {
    const key = `${source}\u0000${sale}`;
    const known = firsts.get(key);
    if (!known || learntAt < known.learntAt) firsts.set(key, { source, learntAt });
  }
  const sizes = new Map<string, number>();
  const standings: { from: string; order: readonly string[] }[] = [];
  for (const [from, same] of Map.groupBy(inTime([...firsts.values()]), ({ learntAt }) => learntAt)) {
    for (const { source } of same) sizes.set(source, (sizes.get(source) ?? 0) + 1);
    const order = [...sizes].sort(([a, x], [b, y]) => y - x || bySource(a, b)).map(([source]) => source);
    if (order.join('\u0000') !== standings.at(-1)?.order.join('\u0000')) standings.push({ from, order });
  }
  return standings;
}

const inTime = <T extends { readonly learntAt: string }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => (a.learntAt < b.learntAt ? -1 : a.learntAt > b.learntAt ? 1 : 0));
