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
      const standing = standings.findLast(({ from }) => from <= at);
      const isKnown = (days: Learnt<number>) => (firstNear(days, happenedAt) ?? never) <= at;
      return rivalsOf(source).some(
        (other) =>
          (isKnown(other.numbered) || (leads(standing, other.name, name) && isKnown(other.all))) &&
          mayShare(source, other, at),
      );
    },
    changes({ source: name, numbered, happenedAt }) {
      const source = sources.get(name);
      if (numbered || !source) return [];
      const near = rivalsOf(source).filter(({ all }) => firstNear(all, happenedAt) !== undefined);
      if (near.length === 0) return [];
      const turned = standings.filter((standing, index) =>
        near.some(
          (other) => leads(standing, other.name, name) !== leads(standings[index - 1], other.name, name),
        ),
      );
      return [
        ...near.flatMap(({ numbered: of, all }) => [firstNear(of, happenedAt), firstNear(all, happenedAt)]),
        ...[source, ...near].flatMap(({ shops }) => [...shops.values()]),
        ...turned.map(({ from }) => from),
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
  const firsts = new Map<string, { readonly source: string; learntAt: string }>();
  for (const { source, sale, learntAt } of told) {
    const key = `${source}\u0000${sale}`;
    const known = firsts.get(key);
    if (!known || learntAt < known.learntAt) firsts.set(key, { source, learntAt });
  }
  const sizes = new Map<string, number>();
  const sizeOf = (source: string): number => sizes.get(source) ?? 0;
  const order: string[] = [];
  const standings: Standing[] = [];
  for (const [from, same] of Map.groupBy(inTime([...firsts.values()]), ({ learntAt }) => learntAt)) {
    const added = new Set(same.flatMap(({ source }) => (sizes.has(source) ? [] : [source])));
    for (const { source } of same) sizes.set(source, sizeOf(source) + 1);
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
