import type { AppEvent } from '../../../contract/index.ts';
import { keptEventBytes, keptEvents } from './limits.ts';

interface Kept {
  readonly seq: number;
  readonly text: string;
}

/** Where a listener stands. The run changes when the numbers start anew, as after a restart of the owner process. */
export interface Place {
  readonly run: number;
  readonly seq: number;
}

/** The newest events, serialised once for every listener. What a slow listener has not taken waits here and nowhere else. */
export class EventRing {
  readonly #kept: Kept[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #maxEvents: number;
  readonly #maxBytes: number;
  #bytes = 0;
  #run = 0;
  #newest = 0;

  constructor(maxEvents = keptEvents, maxBytes = keptEventBytes) {
    this.#maxEvents = maxEvents;
    this.#maxBytes = maxBytes;
  }

  get newest(): Place {
    return { run: this.#run, seq: this.#newest };
  }

  push(event: AppEvent): void {
    if (event.seq <= this.#newest) this.#startAnew();
    const text = `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`;
    this.#kept.push({ seq: event.seq, text });
    this.#bytes += text.length;
    this.#newest = event.seq;
    while (this.#kept.length > this.#maxEvents || this.#bytes > this.#maxBytes) {
      this.#bytes -= this.#kept.shift()?.text.length ?? 0;
    }
    for (const listener of this.#listeners) listener();
  }

  /** The event after a place; `gap` when it is no longer here, null when there is none yet. */
  after(place: Place): Kept | 'gap' | null {
    if (place.run !== this.#run || place.seq > this.#newest) return 'gap';
    if (place.seq === this.#newest) return null;
    const first = this.#kept[0];
    if (!first || place.seq + 1 < first.seq) return 'gap';
    // Numbers grow by one, so the index is their distance; a jump in them is a gap too.
    const next = this.#kept[place.seq + 1 - first.seq];
    return next?.seq === place.seq + 1 ? next : 'gap';
  }

  onPush(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #startAnew(): void {
    this.#kept.length = 0;
    this.#bytes = 0;
    this.#run += 1;
  }
}
