import type { ApprovalItem } from '../../../contract/index.ts';

const conditions: Partial<Record<ApprovalItem['kind'], string>> = {
  'budget change':
    'Sent only if the account still reads what stands under Before, and read back afterwards. Taking it back is a request of its own; money that was spent stays spent.',
  publish: 'Created paused, once, and only as it stands here. Whoever turns it on does so at Meta.',
  'model spend':
    'Begun once, with these models and no others, and never for more than this. It agrees to what each of them gets.',
  'data leaves':
    'Kept for this account and this use, also for programs that ask later. What was sent cannot be called back.',
};
/** On which terms an approval is carried out. */
export const conditionOf = ({ kind }: ApprovalItem): string =>
  conditions[kind] ?? 'Sent once, and only as it stands here.';
