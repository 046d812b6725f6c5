import type { Ad, AdRow, AdText, Note, Output, ParsedInput } from '../../../src/contract/index.ts';
import { anAd } from './an-ad.ts';
import { matcher } from './match.ts';

type ViewInput = Pick<ParsedInput<'score.rows'>, 'where' | 'sort' | 'direction' | 'job_id' | 'upto'> & {
  readonly group?: ParsedInput<'score.rows'>['group'];
};
type Value = string | number | null;

const sortValue = (row: AdRow, sort: ViewInput['sort'], added: number): Value => {
  if (sort === 'name') return row.name;
  if (sort === 'added') return added;
  if (sort === 'duration') return row.duration_s;
  if (sort === 'rating') return row.rating;
  if (sort === 'council') return row.council?.score ?? null;
  if (sort === 'disagreement') return row.council?.disagreement ?? null;
  if (sort === 'score' || sort === 'rank') return row.score;
  return row.sub[sort];
};

/** The ads of the fake host, in the order in which they were added. */
export class FakeLibrary {
  readonly #rows: AdRow[] = [];
  readonly #placeOf = new Map<string, number>();
  readonly #jobOf = new Map<string, string>();
  readonly #views = new Map<string, AdRow[]>();
  readonly notes = new Map<string, readonly Note[]>();
  readonly texts = new Map<string, AdText>();
  /** What an ad has beside what its row tells. */
  readonly more = new Map<string, Partial<Ad>>();

  constructor(rows: readonly AdRow[]) {
    this.add(rows, null);
  }

  /** Ads of which it is known whether they repeat another; all of them unless a spec says otherwise. */
  indexedAds: number | null = null;
  get indexed(): number {
    return this.indexedAds ?? this.size;
  }

  readonly removed = new Map<string, AdRow>();

  remove(ids: readonly string[]): { ads: string[] } {
    const ads = ids.filter((id) => this.row(id));
    for (const id of ads) this.removed.set(id, this.row(id) as AdRow);
    this.#reset(this.#rows.filter(({ id }) => !this.removed.has(id)));
    return { ads };
  }

  restore(ids: readonly string[]): { ads: string[] } {
    const back = ids.flatMap((id) => this.removed.get(id) ?? []);
    for (const { id } of back) this.removed.delete(id);
    this.#reset([...this.#rows, ...back]);
    return { ads: back.map(({ id }) => id) };
  }

  #reset(rows: readonly AdRow[]): void {
    this.#rows.splice(0);
    this.#placeOf.clear();
    this.add(rows, null);
  }

  all(): readonly AdRow[] {
    return this.#rows;
  }

  setClients(clientOf: (id: string, path: string) => string | null): void {
    this.#rows.forEach((row, at) => {
      this.#rows[at] = { ...row, client: clientOf(row.id, row.path) };
    });
    this.#views.clear();
  }

  get size(): number {
    return this.#rows.length;
  }

  add(rows: readonly AdRow[], jobId: string | null): void {
    for (const row of rows) {
      this.#placeOf.set(row.id, this.#rows.push(row) - 1);
      if (jobId) this.#jobOf.set(row.id, jobId);
    }
    const ranked = this.#rows
      .filter((row) => row.score !== null)
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
    const ranks = new Map(ranked.map((row, at) => [row.id, at + 1]));
    this.#rows.forEach((row, at) => {
      this.#rows[at] = { ...row, rank: ranks.get(row.id) ?? null, rank_of: ranked.length };
    });
    this.#views.clear();
  }

  view(input: ViewInput): AdRow[] {
    const key = JSON.stringify(input);
    const kept = this.#views.get(key);
    if (kept) return kept;
    const matches = matcher(input.where);
    const up = (input.direction ?? (input.sort === 'name' ? 'asc' : 'desc')) === 'asc' ? 1 : -1;
    const found = this.#rows
      .map((row, at) => ({ row, value: sortValue(row, input.sort, at) }))
      .slice(0, input.upto ?? this.#rows.length)
      .filter(({ row }) => matches(row) && (!input.job_id || this.#jobOf.get(row.id) === input.job_id))
      .sort((a, b) => {
        if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
        if (a.value === b.value) return a.row.id < b.row.id ? -1 : 1;
        return a.value < b.value ? -up : up;
      })
      .map(({ row }) => row);
    const { group = 'none' } = input;
    const view = group === 'none' ? found : this.#grouped(found, group).flatMap(({ rows }) => rows);
    this.#views.set(key, view);
    return view;
  }

  groups(input: ViewInput): Output<'score.groups'>['groups'] {
    const { group = 'none' } = input;
    if (group === 'none') return [];
    return this.#grouped(this.view({ ...input, group: 'none' }), group).map(({ key, rows }) => ({
      key,
      name: (group === 'near' && key !== null && this.row(key)?.name) || null,
      ads: rows.length,
      first: (rows[0] as AdRow).id,
      best: rows.reduce<number | null>(
        (best, { score }) => (score === null ? best : Math.max(best ?? 0, score)),
        null,
      ),
    }));
  }

  #grouped(view: readonly AdRow[], by: 'near' | 'hook'): { key: string | null; rows: AdRow[] }[] {
    const heads = new Set(this.#rows.flatMap(({ near_duplicate_of }) => near_duplicate_of ?? []));
    const keyOf = ({ id, hook_type, near_duplicate_of }: AdRow): string | null => {
      if (by === 'hook') return hook_type === 'unknown' ? null : hook_type;
      return near_duplicate_of ?? (heads.has(id) ? id : null);
    };
    const groups = new Map<string | null, AdRow[]>();
    for (const row of view) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
    return [...groups]
      .map(([key, rows]) => ({ key, rows }))
      .sort((a, b) => Number(a.key === null) - Number(b.key === null));
  }

  ad(idOrPath: string): Ad | null {
    const row = this.#rows.find(({ id, path }) => id === idOrPath || path === idOrPath);
    return row
      ? anAd(row, {
          notes: [...(this.notes.get(row.id) ?? [])],
          ...this.more.get(row.id),
          ...(this.texts.has(row.id) && { text: this.texts.get(row.id) as AdText }),
        })
      : null;
  }

  change(id: string, facts: Partial<AdRow>): void {
    const at = this.#placeOf.get(id) ?? -1;
    this.#rows[at] = { ...(this.#rows[at] as AdRow), ...facts };
    this.#views.clear();
  }

  row(id: string): AdRow | null {
    return this.#rows[this.#placeOf.get(id) ?? -1] ?? null;
  }
}
