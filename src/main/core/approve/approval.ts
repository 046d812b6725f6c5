import type { ErrorCode, PersonRole, Role } from '../../../contract/index.ts';
import type { Content } from './content.ts';

/**
 * proposed -> approved -> intent -> sent -> confirmed | failed | unknown -> confirmed | failed
 *
 * `intent` is committed before the first call, and comes again where that did not leave; `unknown` is a call whose reply never came, and goes back to `sent` where
 * more is to be sent. rejected, expired, voided and cancelled end it before anything was sent.
 */
export type State =
  | 'proposed'
  | 'approved'
  | 'intent'
  | 'sent'
  | 'confirmed'
  | 'failed'
  | 'unknown'
  | 'rejected'
  | 'expired'
  | 'voided'
  | 'cancelled';

/** A model, an MCP client, a file or a deep link is an agent: it may propose and nothing else. */
export interface Actor {
  readonly kind: 'person' | 'agent';
  readonly id: string;
}

export interface Approval {
  readonly id: string;
  readonly state: State;
  readonly content: Content;
  readonly contentHash: string;
  readonly proposedBy: Actor;
  /** ISO 8601, UTC. */
  readonly proposedAt: string;
  readonly expiresAt: string;
  /** Hidden from the queue until then; it expires all the same. */
  readonly laterUntil: string | null;
  readonly given: readonly Given[];
  /** Why it was rejected, voided or failed. */
  readonly reason: string | null;
  /** Carried by the call, to find its effect again. */
  readonly tag: string | null;
  readonly sentAt: string | null;
  /** The platform's own id of the effect. */
  readonly answerId: string | null;
}

interface Given {
  readonly person: string;
  readonly at: string;
  readonly hash: string;
}

/** What the workspace allows. Held by the main process, never by a window. */
export interface Policy {
  /** The last that names a person and a client counts. */
  readonly roles: readonly PersonRole[];
  /** Of whoever is not named for a client. */
  readonly roleOfOthers: Role;
  readonly expiryHours: number;
  /** At this amount and above two people must agree; 0 for always, null for never. */
  readonly twoPeopleFromMinor: number | null;
  /** At this amount and above the approver types it back, and a restart takes the approval away again. */
  readonly typeBackFromMinor: number;
  readonly caps: { readonly perAction: number; readonly perDay: number; readonly perAccountDay: number };
  /** How long after a call its effect may still be missing from a look-up. */
  readonly settlingSeconds: number;
  /** Stops every new send until it is let go of. */
  readonly killed: boolean;
}

/** What the requests of an account were allowed to move, together. */
export interface Allowed {
  readonly currency: string;
  readonly account: string;
  readonly minor: number;
}

/** What was already allowed today, in all and in this account; in the currency of the content. */
export interface SpentToday {
  readonly allMinor: number;
  readonly accountMinor: number;
}

export type Event =
  | { readonly type: 'edit'; readonly by: Actor; readonly at: string; readonly content: Content }
  | {
      readonly type: 'approve';
      readonly by: Actor;
      readonly at: string;
      /** Of what the approver saw. */
      readonly hash: string;
      readonly typedMinor: number | null;
      readonly spent: SpentToday;
    }
  | { readonly type: 'reject'; readonly by: Actor; readonly at: string; readonly reason: string }
  | { readonly type: 'later'; readonly by: Actor; readonly at: string; readonly until: string }
  | { readonly type: 'tick' | 'restart' | 'kill'; readonly at: string }
  /** It is not, here or on the platform, what was approved. */
  | { readonly type: 'drift'; readonly at: string; readonly reason: string }
  | { readonly type: 'claim'; readonly at: string; readonly tag: string; readonly spent: SpentToday }
  /** Before each of its calls. */
  | { readonly type: 'send'; readonly at: string }
  /** Its first call did not leave after all. */
  | { readonly type: 'put back'; readonly at: string }
  | { readonly type: 'confirm'; readonly at: string; readonly answerId: string }
  | { readonly type: 'fail'; readonly at: string; readonly reason: string }
  | { readonly type: 'lose'; readonly at: string }
  /** The platform was asked for the tag: the id of its effect, or null where there is none yet. */
  | { readonly type: 'look up'; readonly at: string; readonly answerId: string | null }
  /** A part whose reply was lost has been found; the others are still to be sent. */
  | { readonly type: 'go on'; readonly at: string }
  /** A person looked for themselves. `left`: parts that were not sent yet. */
  | {
      readonly type: 'settle';
      readonly by: Actor;
      readonly at: string;
      readonly happened: boolean;
      readonly left: boolean;
    };

export type Outcome =
  | { readonly kind: 'moved'; readonly approval: Approval }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly reason: string };

/** Nothing of it has left: claimed, it waits for the line or the platform's pace. */
export const notLeft: readonly State[] = ['proposed', 'approved', 'intent'];
/** Those whose end is still open, once a person has allowed them. */
export const unfinished: readonly State[] = ['approved', 'intent', 'sent', 'unknown'];
export const waiting: readonly State[] = ['proposed', ...unfinished];
