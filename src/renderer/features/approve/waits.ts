import type { ApprovalItem } from '../../../contract/index.ts';
import { hostNowMs } from '../../state/host-clock.ts';

export const isAside = ({ later_until }: ApprovalItem): boolean =>
  later_until !== null && Date.parse(later_until) > hostNowMs();

/** Approved, and nothing of it has been sent. */
export const hasNotLeft = ({ state }: ApprovalItem): boolean => state === 'approved' || state === 'intent';
