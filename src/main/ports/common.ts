import type { AppEvent } from '../../contract/index.ts';

export interface Clock {
  /** UTC now, ISO 8601. */
  now(): string;
  /** Monotonic milliseconds, for rates and time left. */
  monotonicMs(): number;
}

export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface Events {
  emit(event: WithoutSeq<AppEvent>): void;
}

type WithoutSeq<E> = E extends unknown ? Omit<E, 'seq'> : never;

/** Waits; rejects with the signal's reason when that fires. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;
