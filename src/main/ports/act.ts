import type { ErrorCode } from '../../contract/index.ts';
import type { Mutation, Remote } from '../core/act/plan.ts';
import type { Content } from '../core/approve/content.ts';

/** What came of one write. A reply that was lost is an answer of its own: nobody knows yet whether it happened. */
export type Applied =
  | { readonly kind: 'done'; readonly answerId: string }
  /** The platform said no, or nothing was sent: nothing has changed there. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: string }
  /** Sent, and then a timeout, a broken line or an answer that cannot be read. */
  | { readonly kind: 'lost'; readonly detail: string };

export interface RemoteAccount extends Remote {
  /** What the platform calls each target that it knows. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * The ad account, as the executor reads and writes it. A target is what carries a daily budget (an ad set, or a campaign
 * that shares its own) or, for a pause, also an ad, whose budget is 0.
 * @public
 */
export interface AdAccountPort {
  /** The one that is connected. Throws NOT_CONNECTED. */
  account(): Promise<string>;
  /** As the platform has it now, never from a cache. Throws AppError when it cannot be read. */
  read(account: string, targets: readonly string[], signal: AbortSignal): Promise<RemoteAccount>;
  /** One write, sent once and never repeated inside; the caller reads back. */
  apply(account: string, mutation: Mutation, signal: AbortSignal): Promise<Applied>;
}

type TaggedContent = Extract<Content, { readonly amountMinor: number }>;

/**
 * Something that is made once and carries our tag out with it: a paused draft (tag in its name), events (their id).
 * @public
 */
export interface TaggedPort {
  /** Sent once and never repeated inside. */
  send(content: TaggedContent, tag: string, signal: AbortSignal): Promise<Applied>;
  /** The platform's id of what carries the tag, null where there is none (yet). Absent where a repeat with the same tag does nothing. */
  find?(content: TaggedContent, tag: string, signal: AbortSignal): Promise<string | null>;
}
