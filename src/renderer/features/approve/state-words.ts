import type { ApprovalItem } from '../../../contract/index.ts';

export const stateWords: Record<ApprovalItem['state'], string> = {
  proposed: 'Waits for you',
  approved: 'Approved, not sent yet',
  intent: 'About to be sent',
  sent: 'Being sent',
  confirmed: 'Sent and read back',
  failed: 'Not done, or only in part',
  unknown: 'Nobody knows yet whether it happened',
  rejected: 'Rejected',
  expired: 'Expired; propose it again',
  voided: 'Void: it is no longer what was approved',
  cancelled: 'Cancelled',
};
