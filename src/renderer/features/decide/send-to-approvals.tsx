import type { BudgetProposal, Failure, Result } from '../../../contract/index.ts';
import { go } from '../../state/place.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { SideLine } from './side-line.tsx';

interface SendToApprovalsProps {
  /** What comes of it, or why nothing would. */
  readonly text: string;
  readonly label: string;
  readonly propose: { readonly busy: boolean; readonly error: Failure | undefined };
  /** Null while it cannot be sent. */
  readonly send: (() => Promise<Result<BudgetProposal>>) | null;
}

/** The way of amounts into the queue; the first request that is made of them is opened. */
export const SendToApprovals = ({ text, label, propose, send }: SendToApprovalsProps) => {
  const run = async () => {
    const done = await send?.();
    if (done?.ok) go({ name: 'approvals', id: done.value.proposals[0] ?? null });
  };
  useShortcut('sendBudget', send && !propose.busy ? () => void run() : null);
  return (
    <>
      {propose.error && <FailureNote failure={propose.error} />}
      <SideLine icon="lock">{text}</SideLine>
      <BusyButton
        variant="filled"
        disabled={!send}
        loading={propose.busy}
        onClick={() => void run()}
        rightSection={<CommandKey command="sendBudget" onAccent />}
      >
        {label}
      </BusyButton>
    </>
  );
};
