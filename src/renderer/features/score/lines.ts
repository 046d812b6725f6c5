import type { Output } from '../../../contract/index.ts';

export type Group = Output<'score.groups'>['groups'][number];

/** One line of the list: the header of a group, or as many ads as stand side by side. */
export type Line =
  | { readonly kind: 'head'; readonly group: number }
  | { readonly kind: 'ads'; readonly group: number | null; readonly first: number; readonly ads: number };

/** Where the keyboard stands: on an ad, or on the header of a group. */
export type Stop = { readonly ad: number } | { readonly head: number };

/** A group's key as the folded ones are remembered; ads in no group fold together. */
export const foldKey = ({ key }: Pick<Group, 'key'>): string => key ?? '';

/**
 * How the ads of a view lie in lines, with or without groups. Ads are told by their place in the whole view, also while
 * their group is folded.
 */
export class Lines {
  readonly count: number;
  readonly total: number;
  readonly columns: number;
  readonly groups: readonly Group[];
  readonly folded: ReadonlySet<string>;
  /** Of each group: its first line, which is its header, and its first ad. */
  readonly #lines: number[] = [];
  readonly #ads: number[] = [];

  constructor(total: number, columns: number, groups: readonly Group[], folded: ReadonlySet<string>) {
    this.total = total;
    this.columns = columns;
    this.groups = groups;
    this.folded = folded;
    let [line, ad] = [0, 0];
    for (const group of groups) {
      this.#lines.push(line);
      this.#ads.push(ad);
      line += 1 + (folded.has(foldKey(group)) ? 0 : Math.ceil(group.ads / columns));
      ad += group.ads;
    }
    this.count = groups.length === 0 ? Math.ceil(total / columns) : line;
  }

  isFolded(group: number): boolean {
    return this.folded.has(foldKey(this.groups[group] as Group));
  }

  at(line: number): Line {
    if (this.groups.length === 0) return this.#adsFrom(null, line * this.columns, this.total);
    const group = lastAtMost(this.#lines, line);
    const start = this.#lines[group] as number;
    if (line === start) return { kind: 'head', group };
    const first = this.firstOf(group) + (line - start - 1) * this.columns;
    return this.#adsFrom(group, first, this.firstOf(group) + (this.groups[group] as Group).ads);
  }

  #adsFrom(group: number | null, first: number, end: number): Line {
    return { kind: 'ads', group, first, ads: Math.max(0, Math.min(this.columns, end - first)) };
  }

  firstOf(group: number): number {
    return this.#ads[group] ?? 0;
  }

  /** Null without groups. */
  groupOf(ad: number): number | null {
    return this.groups.length === 0 ? null : lastAtMost(this.#ads, ad);
  }

  headOf(group: number): number {
    return this.#lines[group] as number;
  }

  /** The line that shows the ad; that of the header while its group is folded. */
  lineOf(ad: number): number {
    const group = this.groupOf(ad);
    if (group === null) return Math.floor(ad / this.columns);
    const head = this.#lines[group] as number;
    return this.isFolded(group) ? head : head + 1 + Math.floor((ad - this.firstOf(group)) / this.columns);
  }

  /** So many lines on or back, in the same column where there is one. */
  step(from: Stop, by: number): Stop {
    const line = 'head' in from ? this.headOf(from.head) : this.lineOf(from.ad);
    const here = this.at(line);
    const column = 'ad' in from && here.kind === 'ads' ? from.ad - here.first : 0;
    const to = this.at(Math.max(0, Math.min(this.count - 1, line + by)));
    return to.kind === 'head' ? { head: to.group } : { ad: to.first + Math.min(column, to.ads - 1) };
  }

  /** The neighbour in reading order, over headers as well. */
  beside(from: Stop, by: 1 | -1): Stop {
    const line = 'head' in from ? this.headOf(from.head) : this.lineOf(from.ad);
    const here = this.at(line);
    if ('ad' in from && here.kind === 'ads') {
      const to = from.ad + by;
      if (to >= here.first && to < here.first + here.ads) return { ad: to };
    }
    const next = line + by;
    if (next < 0 || next >= this.count) return from;
    const to = this.at(next);
    if (to.kind === 'head') return { head: to.group };
    return { ad: by === 1 ? to.first : to.first + to.ads - 1 };
  }
}

/** Place of the last value that is not above `wanted`, in a list that grows. */
function lastAtMost(values: readonly number[], wanted: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] as number) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
