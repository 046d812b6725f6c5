import type { ApprovalItem } from '../../../contract/index.ts';

export const isAside = ({ later_until }: ApprovalItem): boolean =>
  later_until !== null && Date.parse(later_until) > Date.now();

/** A person has to say yes or no to it, now. */
export const isToAnswer = (item: ApprovalItem): boolean => item.state === 'proposed' && !isAside(item);
