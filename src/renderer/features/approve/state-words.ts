import type { ApprovalItem } from '../../../contract/index.ts';

/** `person` is whoever sits at this library. */
export const whoWords = ({ kind, id }: ApprovalItem['proposed_by'], person: string): string =>
  kind === 'agent' ? `a program (${id})` : id === person ? 'you' : id;

/** What was changed in an account is read there again; what was begun or remembered here is done. */
export const confirmedWords = (kind: ApprovalItem['kind']): string =>
  kind === 'budget change' || kind === 'pause' || kind === 'resume' ? 'Sent and read back' : 'Done';

/** What is remembered or begun here is not sent. */
export const approveWords = (kind: ApprovalItem['kind']): string =>
  kind === 'data leaves' ? 'Approve' : kind === 'model spend' ? 'Approve and begin' : 'Approve and send';

/** A no before the yes, or after it while nothing has left. */
export const rejectWords = (state: ApprovalItem['state']): { deed: string; done: string } =>
  state === 'proposed' ? { deed: 'Reject', done: 'Rejected' } : { deed: 'Call back', done: 'Called back' };

const states: Record<Exclude<ApprovalItem['state'], 'confirmed'>, string> = {
  proposed: 'Waits for you',
  approved: 'Approved, not sent yet',
  intent: 'About to be sent',
  sent: 'Being sent',
  failed: 'Not done, or only in part',
  unknown: 'Nobody knows yet whether it happened',
  rejected: 'Rejected',
  expired: 'Expired; propose it again',
  voided: 'Void: it is no longer what was approved',
  cancelled: 'Cancelled',
};
export const stateWords = ({ state, kind }: ApprovalItem): string =>
  state === 'confirmed' ? confirmedWords(kind) : states[state];
