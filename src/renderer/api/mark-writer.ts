import type { AdId, MarkChange, MarkEdit, MarkedAd, Marks, Result } from '../../contract/index.ts';
import { editMarks } from '../../contract/marks.ts';
import { inLine } from './in-line.ts';
import { inParts } from './in-parts.ts';
import type { Transport } from './transport.ts';

/** One after the other. */
export type Edits = readonly MarkEdit[];
const none: Edits = [];

interface Pending {
  readonly ads: ReadonlySet<AdId>;
  readonly edit: MarkEdit;
}

/**
 * What this window knows of marks beyond the rows it has read. An edit shows at once and is written behind it, in the
 * order in which edits were made; one that is refused takes itself out of the picture.
 */
export class MarkWriter {
  readonly #call: Transport['call'];
  /** Told by the host, or written by this window. */
  readonly #settled = new Map<AdId, Edits>();
  #pending: readonly Pending[] = [];
  /** What the two come to, kept for as long as it is the same: what is drawn hangs on it. */
  readonly #shown = new Map<AdId, Edits>();
  readonly #watchers = new Set<() => void>();

  constructor(call: Transport['call']) {
    this.#call = call;
  }

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  };

  editsOf(id: AdId): Edits {
    return this.#shown.get(id) ?? none;
  }

  /** An empty list stands for more ads than an event carries: everything is read again. */
  told(marks: readonly MarkedAd[]): void {
    if (marks.length === 0) {
      const ids = [...this.#settled.keys()];
      this.#settled.clear();
      this.#show(ids);
      return;
    }
    for (const { ad, pick, rating, tags } of marks) this.#settled.set(ad, [{ pick, rating, tags }]);
    this.#show(marks.map(({ ad }) => ad));
  }

  /** Answers the changes that undo it; none where nothing had to change. */
  async edit(changes: readonly MarkChange[], order = inLine): Promise<Result<MarkChange[]>> {
    const mine: readonly Pending[] = changes.map(({ ads, ...edit }) => ({ ads: new Set(ads), edit }));
    const ids = changes.flatMap(({ ads }) => ads);
    this.#pending = [...this.#pending, ...mine];
    this.#show(ids);
    const result = await order(() => inParts(changes, (part) => this.#ask(part)));
    this.#pending = this.#pending.filter((one) => !mine.includes(one));
    if (result.ok)
      for (const { ads, edit } of mine)
        for (const id of ads) this.#settled.set(id, [...(this.#settled.get(id) ?? none), edit]);
    this.#show(ids);
    return result;
  }

  async #ask(changes: MarkChange[]): Promise<Result<MarkChange[]>> {
    const result = await this.#call('review.mark', { changes });
    return result.ok ? { ok: true, value: result.value.before } : result;
  }

  #show(ids: readonly AdId[]): void {
    for (const id of ids) {
      const pending = this.#pending.flatMap(({ ads, edit }) => (ads.has(id) ? [edit] : []));
      const edits = [...(this.#settled.get(id) ?? none), ...pending];
      if (edits.length > 0) this.#shown.set(id, edits);
      else this.#shown.delete(id);
    }
    for (const tell of this.#watchers) tell();
  }
}

export const applied = (marks: Marks, edits: Edits): Marks => edits.reduce(editMarks, marks);
