import type { Failure, Input, Output, ProcedureId, Result } from '../../contract/index.ts';
import type { Transport } from './transport.ts';

export interface Answer<T> {
  readonly data: T | undefined;
  readonly error: Failure | undefined;
  readonly loading: boolean;
}

interface Entry {
  readonly id: ProcedureId;
  readonly input: unknown;
  answer: Answer<unknown>;
  stale: boolean;
  /** Grows with each request, so that a late answer to an earlier one is dropped. */
  turn: number;
  /** What was told while a request is under way, whose answer may be older; null while none is. */
  told: ((data: unknown) => unknown)[] | null;
  readonly watchers: Set<() => void>;
}

const waiting: Answer<never> = { data: undefined, error: undefined, loading: true };
const KEPT_UNWATCHED = 60;

/** Answers of queries, kept by id and input. What is shown stays while it is read again, unless it is gone by then. */
export class QueryCache {
  readonly #transport: Transport;
  readonly #entries = new Map<string, Entry>();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  static key(id: ProcedureId, input: unknown): string {
    return `${id} ${JSON.stringify(input)}`;
  }

  read<Id extends ProcedureId>(id: Id, input: Input<Id>): Answer<Output<Id>> {
    const entry = this.#entries.get(QueryCache.key(id, input));
    return (entry?.answer ?? waiting) as Answer<Output<Id>>;
  }

  watch<Id extends ProcedureId>(id: Id, input: Input<Id>, onChange: () => void): () => void {
    const entry = this.#entry(id, input);
    entry.watchers.add(onChange);
    if (entry.stale) void this.#load(entry);
    return () => {
      entry.watchers.delete(onChange);
      this.#trim();
    };
  }

  /** Asks before anything on screen does. */
  load<Id extends ProcedureId>(id: Id, input: Input<Id>): Promise<void> {
    return this.#load(this.#entry(id, input));
  }

  /** Reads again what is on screen; the rest when it is next shown. */
  invalidate(matches: (id: ProcedureId, input: unknown) => boolean): void {
    for (const entry of this.#entries.values()) {
      if (!matches(entry.id, entry.input)) continue;
      entry.stale = true;
      if (entry.watchers.size > 0) void this.#load(entry);
    }
  }

  /** Puts in what an event or a command has already told. */
  patch<Id extends ProcedureId>(id: Id, change: (data: Output<Id>, input: unknown) => Output<Id>): void {
    for (const entry of this.#entries.values()) {
      if (entry.id !== id) continue;
      const changed = (data: unknown): unknown => change(data as Output<Id>, entry.input);
      entry.told?.push(changed);
      if (entry.answer.data !== undefined)
        this.#set(entry, { ...entry.answer, data: changed(entry.answer.data) });
    }
  }

  #entry(id: ProcedureId, input: unknown): Entry {
    const key = QueryCache.key(id, input);
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { id, input, answer: waiting, stale: true, turn: 0, told: null, watchers: new Set() };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  async #load(entry: Entry): Promise<void> {
    entry.stale = false;
    entry.turn += 1;
    const told: Entry['told'] = [];
    entry.told = told;
    const { turn } = entry;
    const result: Result<unknown> = await this.#transport.call(entry.id, entry.input as never);
    if (turn !== entry.turn) return;
    entry.told = null;
    this.#set(
      entry,
      result.ok
        ? {
            data: told.reduce((data, change) => change(data), result.value),
            error: undefined,
            loading: false,
          }
        : {
            data: result.error.code === 'NOT_FOUND' ? undefined : entry.answer.data,
            error: result.error,
            loading: false,
          },
    );
  }

  #set(entry: Entry, answer: Answer<unknown>): void {
    entry.answer = answer;
    for (const tell of [...entry.watchers]) tell();
  }

  #trim(): void {
    const idle = [...this.#entries].filter(([, entry]) => entry.watchers.size === 0);
    for (const [key] of idle.slice(0, Math.max(0, idle.length - KEPT_UNWATCHED))) this.#entries.delete(key);
  }
}
