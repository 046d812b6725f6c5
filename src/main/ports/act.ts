import type { AdId, ApprovalLimits, ErrorCode, PartState } from '../../contract/index.ts';
import type { Anchor, AuditBody, AuditEntry } from '../core/act/audit.ts';
import type { Mutation, Remote } from '../core/act/plan.ts';
import type { Allowed, Approval, State } from '../core/approve/approval.ts';
import type { Content } from '../core/approve/content.ts';

/** What came of one write. A reply that was lost is an answer of its own: nobody knows yet whether it happened. */
export type Applied =
  | {
      readonly kind: 'done';
      readonly answerId: string;
      /** What a person has to look at all the same. */
      readonly detail?: string | undefined;
    }
  /** The platform said no, or nothing was sent: nothing has changed there. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: string }
  /** The platform takes nothing for a while, so long where it is known: then it may be sent after another look. */
  | {
      readonly kind: 'at rest';
      readonly detail: string;
      readonly afterMs: number | null;
      /** Part of it was taken before. */
      readonly begun?: boolean;
    }
  /** Sent, and then a timeout, a broken line or an answer that cannot be read. */
  | { readonly kind: 'lost'; readonly detail: string };

export interface RemoteAccount extends Remote {
  /** What the platform calls each target that it knows. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * The ad account, as the executor reads and writes it. A target is what carries a daily budget (an ad set, or a campaign
 * that shares its own) or, to stop and start it, also an ad, which has no budget of its own.
 */
export interface AdAccountPort {
  /** The one that is connected. Throws NOT_CONNECTED. */
  account(): Promise<string>;
  /** As the platform has it now, never from a cache. Throws AppError when it cannot be read. */
  read(account: string, targets: readonly string[], signal: AbortSignal): Promise<RemoteAccount>;
  /** When the budget of its target, or whether that runs, was changed last since then, by whomever; null where no change is told. */
  lastChanged(
    account: string,
    mutation: Mutation,
    sinceMs: number,
    signal: AbortSignal,
  ): Promise<string | null>;
  /**
   * One write, sent once and never repeated inside, and not at all once `stop` has fired; the caller reads back. The
   * currency is the account's, as it was just read.
   */
  apply(
    place: Pick<Content, 'account' | 'currency'>,
    mutation: Mutation,
    signal: AbortSignal,
    stop: AbortSignal,
  ): Promise<Applied>;
}

type TaggedContent = Extract<Content, { readonly amountMinor: number }>;

/**
 * Something that is made once and carries our tag out with it: a paused draft (tag in its name), events (their id).
 */
export interface TaggedPort {
  /** Sent once and never repeated inside. Of several requests, none is begun once `stop` has fired. */
  send(content: TaggedContent, tag: string, signal: AbortSignal, stop: AbortSignal): Promise<Applied>;
  /** The platform's id of what carries the tag, null where there is none (yet). Absent where a repeat with the same tag does nothing. */
  find?(content: TaggedContent, tag: string, signal: AbortSignal): Promise<string | null>;
  /**
   * A person saw that the call whose reply was lost took effect: so it is kept. Answers whether more of the same is still
   * to be sent. Absent where one call is all there is.
   */
  seen?(content: TaggedContent): Promise<boolean>;
}

/** What leaves this machine, by the kind that a person approves. A kind without a port cannot be proposed. */
export interface Outside {
  readonly adAccount: AdAccountPort;
  readonly tagged: Readonly<Partial<Record<Content['kind'], TaggedPort>>>;
}

/** A request as it is kept. Whoever writes it back names the revision that he read: of two, one is refused. */
export interface ApprovalRow {
  readonly approval: Approval;
  readonly revision: number;
  readonly adId: AdId | null;
  readonly decisionId: string | null;
  /** Since when its amount counts for the caps; null while nobody has approved it. */
  readonly allowedAt: string | null;
  /** The platform takes no more changes before then. */
  readonly notBefore: string | null;
  readonly problem: string | null;
}

/** One call of a request, committed as `intent` before the call leaves. */
export interface Part {
  readonly tag: string;
  readonly target: string;
  /** Null where the request is one call as a whole. */
  readonly mutation: Mutation | null;
  readonly state: PartState;
  readonly attempts: number;
  /** The last moment at which its call can have been under way. */
  readonly sentAt: string | null;
  readonly answerId: string | null;
  readonly code: ErrorCode | null;
  readonly detail: string | null;
}

export interface ApprovalsWaiting {
  readonly waiting: number;
  readonly aside: number;
  readonly underWay: number;
  readonly first: readonly ApprovalRow[];
}

export interface ApprovalReader {
  approvalRow(id: string): Promise<ApprovalRow | null>;
  /** Newest first. */
  approvalRows(states: readonly State[] | null, limit: number): Promise<ApprovalRow[]>;
  /** Those that wait, most money first, then the oldest; what is set aside comes last. */
  approvalsByStake(at: string, limit: number): Promise<ApprovalRow[]>;
  /** How many requests of this program wait for a person. */
  proposedBy(agent: string, at: string): Promise<number>;
  /** Those of an account that may still take effect, oldest first. */
  approvalsOpen(account: string, at: string): Promise<ApprovalRow[]>;
  /** All that was asked for by one decision. */
  approvalsOf(decisionId: string): Promise<ApprovalRow[]>;
  /** The request that takes this one back: it waits, is under way or was carried out. */
  takingBack(id: string, at: string): Promise<string | null>;
  approvalParts(id: string): Promise<Part[]>;
  /** Calls that other requests under way have made on this target, of which nobody knows whether they arrived. */
  callsLost(target: string, exceptOf: string): Promise<Part[]>;
  /** Requests to pause this target that a person allowed, whatever came of them. */
  pausesAllowed(account: string, target: string): Promise<string[]>;
  /** What a target stands in, as it was read last: the ad set and the campaign of an ad, the campaign of an ad set. */
  above(target: string): Promise<string[]>;
  /** What requests were allowed to move since then. */
  allowedSince(since: string): Promise<Allowed[]>;
  /** What waits for a person, by now, for later, or for its end, and those of the first kind that expire soonest. */
  approvalsWaiting(at: string, limit: number): Promise<ApprovalsWaiting>;
  approvalPolicy(): Promise<{ readonly limits: ApprovalLimits; readonly stopped: boolean }>;
  auditHead(): Promise<Anchor>;
  /** Whether a backup took the library's place, and what it holds was not held back since. */
  isFromBackup(): Promise<boolean>;
  /** Of these ad sets, those that Meta was still learning of when they were last read. */
  stillLearning(targets: readonly string[]): Promise<string[]>;
  /** Those that any of these ad sets, campaigns and ads was read in last. */
  accountsOf(targets: readonly string[]): Promise<string[]>;
  /** In order, from after this one. */
  auditEntries(afterSeq: number, limit: number): Promise<AuditEntry[]>;
  /** `seq` of the newest entry that says this of the subject; 0 where none does. */
  lastSaid(subject: string, what: string): Promise<number>;
  /** Newest first. */
  newestAudit(subject: string | null, limit: number): Promise<AuditEntry[]>;
}

export interface NewApproval {
  readonly row: Omit<ApprovalRow, 'revision'>;
  readonly said: AuditBody;
}

export interface ApprovalWriter {
  /** All of them, in one transaction. */
  addApprovals(made: readonly NewApproval[]): Promise<Anchor>;
  /** The row, its parts and what is said of it in one transaction. Throws CONFLICT when the row is no longer as it was read. */
  saveApproval(row: ApprovalRow, parts: readonly Part[], said: AuditBody): Promise<Anchor>;
  setApprovalPolicy(
    /** What is not named stays, also where somebody else changes it at this moment. */
    change: { readonly limits: ApprovalLimits } | { readonly stopped: boolean },
    said: AuditBody,
  ): Promise<Anchor>;
  setFromBackup(is: boolean): Promise<void>;
}

/** The end of the audit log, kept outside of the database. */
export interface AuditAnchor {
  keep(anchor: Anchor): Promise<void>;
  /** Every copy there is; the one that counts most is the one to hold. */
  kept(): Promise<{ readonly place: 'file' | 'keychain'; readonly anchor: Anchor }[]>;
  /** The newest end that each copy tells of. */
  newest(alsoKeychain: boolean): Promise<readonly Anchor[]>;
}
