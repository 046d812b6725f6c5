import type { ReadyEvent, ServerEvent } from '../core/learn/conversions/events.ts';
import type { Applied } from './act.ts';

/** Events as they were shown to the approver. */
export interface EventBatch {
  readonly id: string;
  readonly pixel: string;
  readonly testCode: string | null;
  /** Of the events as text; what was approved carries the same. */
  readonly digest: string;
  readonly events: readonly ReadyEvent[];
}

export interface EventKey {
  readonly name: string;
  readonly id: string;
}

export interface SentState extends EventKey {
  readonly line: number;
  readonly state: 'waiting' | 'sent' | 'accepted' | 'refused';
  readonly problem: string | null;
}

export interface ConversionReader {
  eventBatch(id: string): Promise<EventBatch | null>;
  /** Those of the events that Meta has taken, as `name\0id`. */
  acceptedEvents(pixel: string, keys: readonly EventKey[]): Promise<ReadonlySet<string>>;
  sentEvents(batch: string): Promise<SentState[]>;
}

export interface ConversionWriter {
  addEventBatch(batch: EventBatch, at: string): Promise<void>;
  /** Written before they leave, and again with what came of them. An event that was taken stays so. */
  markEvents(
    batch: Pick<EventBatch, 'id' | 'pixel'>,
    events: readonly ReadyEvent[],
    state: SentState['state'],
    problem: string | null,
    at: string,
  ): Promise<void>;
}

/** One request of at most 1000 events, sent once, and not at all once `stop` has fired. Refused means that none of them was taken. */
export interface ConversionsPort {
  send(
    pixel: string,
    events: readonly ServerEvent[],
    testCode: string | null,
    signal: AbortSignal,
    stop: AbortSignal,
  ): Promise<Applied>;
}
