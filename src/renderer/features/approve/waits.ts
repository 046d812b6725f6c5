import type { ApprovalItem } from '../../../contract/index.ts';
import { hostNowMs } from '../../state/host-clock.ts';

export const isAside = ({ later_until }: ApprovalItem): boolean =>
  later_until !== null && Date.parse(later_until) > hostNowMs();

/** A person has to say yes or no to it, now. */
export const isToAnswer = (item: ApprovalItem): boolean => item.state === 'proposed' && !isAside(item);

/** Approved, and nothing of it has been sent. */
export const hasNotLeft = ({ state }: ApprovalItem): boolean => state === 'approved' || state === 'intent';
