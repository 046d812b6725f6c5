import type { AdId, AdRow, Failure, Input, Result } from '../../../contract/index.ts';
import type { Transport } from '../../api/transport.ts';
import { useToasts } from '../../state/toasts.ts';
import type { View } from '../../state/view.ts';
import type { Group } from './lines.ts';

export const PAGE = 100;
/** About 8,000 rows: more than anyone scrolls through at once, and a few MB. */
const KEPT_PAGES = 80;

export type ViewInput = Pick<Input<'score.rows'>, 'where' | 'sort' | 'direction' | 'group' | 'job_id'>;

export const inputOf = (view: View): ViewInput => ({
  where: view.where,
  sort: view.sort,
  direction: view.direction,
  group: view.group,
  ...(view.jobId === null ? {} : { job_id: view.jobId }),
});

/** Whether what the user does to an ad can take it out of the view, or move it, while they go through it. */
export const byMarks = ({ where, sort }: ViewInput): boolean =>
  sort === 'rating' || /(^|\s)-?(pick|rating|tag|notes|client)[:=<>]/i.test(where ?? '');

/**
 * One filtered, sorted view of the library at one moment, read page by page. `upto` holds it still: an ad that is
 * scored later is in the next view, so that no row moves under the pointer.
 */
export class RowPages {
  readonly input: ViewInput;
  /** The same question as the rows before it asked: whoever went through those goes on where they were. */
  readonly continues: boolean;
  total = 0;
  library = 0;
  /** Ads whose pictures have been compared with the library's. */
  indexed = 0;
  upto: number | null = null;
  error: Failure | null = null;
  /** In their order; none in a view without groups. */
  groups: readonly Group[] = [];
  ready = false;
  /** An ad of it was judged by the council. */
  judged = false;
  version = 0;
  readonly #call: Transport['call'];
  readonly #pages = new Map<number, readonly AdRow[]>();
  readonly #asked = new Set<number>();
  readonly #watchers = new Set<() => void>();
  #opened: Promise<void> | null = null;
  #shown: { readonly first: number; readonly last: number };
  #ids: Promise<readonly AdId[]> | null = null;
  #held: readonly AdId[] | null = null;

  constructor(call: Transport['call'], input: ViewInput, before: RowPages | null = null) {
    this.#call = call;
    this.input = input;
    this.continues = before !== null;
    this.#shown = before ? before.#shown : { first: 0, last: 0 };
  }

  /** The same view as it is now, where what is asked for is still the same. */
  again(input: ViewInput): RowPages {
    return new RowPages(this.#call, input, this.#asks(input) ? this : null);
  }

  #asks(input: ViewInput): boolean {
    return JSON.stringify(input) === JSON.stringify(this.input);
  }

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  };

  row(index: number): AdRow | null {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;
  }

  indexOf(id: AdId): number {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }

  /** Any row that is loaded, whichever page holds it. */
  known(id: AdId): AdRow | null {
    const index = this.indexOf(id);
    return index < 0 ? null : this.row(index);
  }

  /** Once: the first answer, or the reason why there is none, fixes the moment as of which every later page is asked for. */
  open(): Promise<void> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async #open(): Promise<void> {
    // Read beside the first page, so that deciding on its ads cannot shift the pages after it.
    if (byMarks(this.input)) void this.ids().then((ids) => this.#hold(ids));
    await this.#load(0);
    // What is looked at comes with it, or the rows would go blank for a moment.
    const { first, last } = this.#shown;
    const looked = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    await Promise.all(looked.map((page) => page > 0 && page * PAGE < this.total && this.#load(page)));
    // As of the same moment. Sorting by groups costs the host more than reading rows by id.
    if (this.#grouped) void this.ids().then((ids) => this.#hold(ids));
  }

  need(first: number, last: number): void {
    this.#shown = { first: Math.floor(Math.max(0, first) / PAGE), last: Math.floor(last / PAGE) };
    for (let page = this.#shown.first; page <= this.#shown.last; page += 1) {
      if (this.#pages.has(page) || this.#asked.has(page)) continue;
      if (page * PAGE < this.total) void this.#load(page);
    }
  }

  /** Reads again what is shown, at the same moment: the same rows in the same order, with what is known of them now. */
  async refresh(): Promise<void> {
    const shown = [...this.#pages.keys()].filter(
      (page) => page === 0 || (page >= this.#shown.first && page <= this.#shown.last),
    );
    for (const page of [...this.#pages.keys()]) if (!shown.includes(page)) this.#pages.delete(page);
    await Promise.all(shown.map((page) => this.#load(page)));
  }

  /** Every id in order, once it is known. */
  get held(): readonly AdId[] | null {
    return this.#held;
  }

  /** Every id in order, for ranges and "select all"; read once per view. None where it was refused, which is told. */
  ids(): Promise<readonly AdId[]> {
    this.#ids ??= this.#call('score.ids', { ...this.input, ...this.#moment() }).then((result) => {
      if (result.ok) return result.value.ids;
      // Whoever asks next asks the host again.
      this.#ids = null;
      const { message, nextStep } = result.error;
      useToasts.getState().show({ tone: 'error', key: 'ids', text: message, next: nextStep });
      return [];
    });
    return this.#ids;
  }

  /** The ids of what is asked for now, which may be the next view: its rows are still being read. */
  idsOf(input: ViewInput): Promise<readonly AdId[]> {
    return this.#asks(input) ? this.ids() : new RowPages(this.#call, input).ids();
  }

  #hold(ids: readonly AdId[]): void {
    if (ids.length === 0) return;
    this.#held = ids;
    this.#tell();
  }

  #moment(): { upto?: number } {
    return this.upto === null ? {} : { upto: this.upto };
  }

  async #load(page: number): Promise<void> {
    this.#asked.add(page);
    const read = await (this.#held ? this.#readHeld(this.#held, page) : this.#readView(page));
    this.#asked.delete(page);
    if (read.ok) {
      this.error = null;
      this.ready = true;
      this.#pages.set(page, read.value.rows);
      this.judged ||= read.value.rows.some(({ council }) => council !== null);
      // The first is always shown: the best of the view stand above the rows.
      const oldest = [...this.#pages.keys()].find((one) => one > 0);
      if (this.#pages.size > KEPT_PAGES && oldest !== undefined) this.#pages.delete(oldest);
    } else {
      this.error = read.error;
    }
    this.#tell();
  }

  #tell(): void {
    this.version += 1;
    for (const tell of this.#watchers) tell();
  }

  get #grouped(): boolean {
    return this.input.group !== undefined && this.input.group !== 'none';
  }

  async #readGroups(): Promise<Failure | null> {
    const { group } = this.input;
    if (group === undefined || group === 'none') return null;
    const result = await this.#call('score.groups', { ...this.input, ...this.#moment(), group });
    if (!result.ok) return result.error;
    this.groups = result.value.groups;
    return null;
  }

  async #readView(page: number): Promise<Result<{ rows: AdRow[] }>> {
    const result = await this.#call('score.rows', {
      ...this.input,
      ...this.#moment(),
      offset: page * PAGE,
      limit: PAGE,
    });
    if (result.ok) {
      this.upto ??= result.value.newest;
      this.total = result.value.total;
      this.library = result.value.library;
      this.indexed = result.value.indexed;
      // Rows without their headers would lie elsewhere a moment later.
      const error = page === 0 && this.groups.length === 0 ? await this.#readGroups() : null;
      if (error) return { ok: false, error };
    }
    return result;
  }

  #readHeld(held: readonly AdId[], page: number): Promise<Result<{ rows: AdRow[] }>> {
    return this.#call('score.rowsOf', { ids: held.slice(page * PAGE, (page + 1) * PAGE) });
  }
}
