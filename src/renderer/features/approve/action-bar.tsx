import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { ApprovalDetail } from '../../../contract/index.ts';
import { useKeys } from '../../state/commands.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './approve.module.css';
import { ChangedNote } from './changed-note.tsx';
import { EditDialog, RejectDialog, TypeBackDialog } from './dialogs.tsx';
import { approveWords } from './state-words.ts';
import { useDeeds } from './use-deeds.ts';
import { useSeen } from './use-seen.ts';
import { hasNotLeft } from './waits.ts';

interface ActionBarProps {
  readonly detail: ApprovalDetail;
  readonly stopped: boolean;
  readonly mayApprove: boolean;
  /** It was gone to; anything else may have come into view by itself. */
  readonly isByHand: boolean;
  /** Who sits at this library. */
  readonly person: string;
}

/** The deeds of one request, each with its key; the bar stands still from request to request. */
export const ActionBar = ({ detail, stopped, mayApprove, isByHand, person }: ActionBarProps) => {
  const { item } = detail;
  const whyNot = useId();
  const [wanted, setAsking] = useState<'amount' | 'reason' | 'values' | null>(null);
  const { isStanding, before, isToLookAt, look, onEdited } = useSeen(detail, isByHand);
  // What was asked about amounts was of others.
  const asking = isToLookAt && wanted !== 'reason' ? null : wanted;
  const onDone = () => setAsking(null);
  const { confirm, reject, edit, later, settle, undo, failure, forgetFailure, busy } = useDeeds(detail, {
    onEdited,
    onDone,
  });
  const askValues = () => {
    forgetFailure();
    setAsking('values');
  };
  const open = item.state === 'proposed';
  const walks = useKeys('nextRequest').length + useKeys('previousRequest').length > 0;
  const unsent = hasNotLeft(detail.item);
  const isChanged = open && before !== null && !busy;
  const lookAgain = () => {
    onDone();
    look();
  };
  const approve =
    !open || busy || !isStanding
      ? null
      : isToLookAt
        ? lookAgain
        : stopped || !mayApprove
          ? null
          : () => (detail.type_back ? setAsking('amount') : void confirm(null));
  // What came into view by itself is not what the hand on its way was meant for.
  const canSettle = !busy && isStanding;
  const canWait = open && canSettle && !isToLookAt;
  const canEdit = open && item.kind === 'budget change' && !busy && !isToLookAt;
  useShortcut('approveRequest', asking ? null : approve);
  useShortcut('rejectRequest', (open || unsent) && !busy && !asking ? () => setAsking('reason') : null);
  useShortcut('editRequest', canEdit && !asking ? askValues : null);
  useShortcut('laterRequest', canWait && !asking ? () => void later() : null);
  useShortcut('undoRequest', detail.undo && !busy && !asking ? () => void undo() : null);
  return (
    <>
      {failure && asking !== 'values' && (
        <div className={css.failure}>
          <FailureNote failure={failure} />
        </div>
      )}
      {isChanged && <ChangedNote before={before} now={detail} isToLookAt={isToLookAt} person={person} />}
      {open && !mayApprove && (
        <p id={whyNot} className={css.whyNot}>
          <Icon name="lock" />
          <span>
            This browser may not approve. Open it by <code>titan serve --allow-approve</code>, or approve in
            the app or by <code>{`titan approvals approve ${item.id}`}</code>.
          </span>
        </p>
      )}
      <div className={css.bar} role="toolbar" aria-label="Decide">
        {open && (
          <>
            <BusyButton
              variant="filled"
              disabled={approve === null}
              aria-describedby={mayApprove ? undefined : whyNot}
              loading={busy}
              onClick={() => approve?.()}
              leftSection={<Icon name="check" />}
              rightSection={<CommandKey command="approveRequest" onAccent />}
            >
              {isToLookAt && !busy ? 'I have looked again' : approveWords(item.kind)}
            </BusyButton>
            <Button
              variant="default"
              disabled={busy}
              onClick={() => setAsking('reason')}
              leftSection={<Icon name="cross" />}
              rightSection={<CommandKey command="rejectRequest" />}
            >
              Reject
            </Button>
            {item.kind === 'budget change' && (
              <Button
                variant="default"
                disabled={!canEdit}
                onClick={askValues}
                leftSection={<Icon name="pen" />}
                rightSection={<CommandKey command="editRequest" />}
              >
                Edit values
              </Button>
            )}
            <Button
              variant="default"
              disabled={!canWait}
              onClick={() => void later()}
              rightSection={<CommandKey command="laterRequest" />}
            >
              Later
            </Button>
          </>
        )}
        {unsent && (
          <Button
            variant="default"
            disabled={busy}
            onClick={() => setAsking('reason')}
            leftSection={<Icon name="cross" />}
            rightSection={<CommandKey command="rejectRequest" />}
          >
            Call it back
          </Button>
        )}
        {item.state === 'unknown' && (
          <>
            <Button variant="default" disabled={!canSettle} onClick={() => void settle(true)}>
              It happened
            </Button>
            <Button variant="default" disabled={!canSettle} onClick={() => void settle(false)}>
              It did not happen
            </Button>
          </>
        )}
        {detail.undo && (
          <Button
            variant="default"
            disabled={busy}
            onClick={() => void undo()}
            leftSection={<Icon name="retry" />}
            rightSection={<CommandKey command="undoRequest" />}
          >
            Propose to take it back
          </Button>
        )}
        <span className={css.spring} />
        {walks && (
          <span className="meta">
            <CommandKey command="nextRequest" /> <CommandKey command="previousRequest" /> next, previous
          </span>
        )}
      </div>
      {asking === 'amount' && (
        <TypeBackDialog
          detail={detail}
          onClose={() => setAsking(null)}
          onTyped={(minor) => void confirm(minor)}
        />
      )}
      {asking === 'reason' && (
        <RejectDialog
          detail={detail}
          onClose={() => setAsking(null)}
          onReason={(reason) => void reject(reason)}
        />
      )}
      {asking === 'values' && (
        <EditDialog
          detail={detail}
          failure={failure}
          busy={busy}
          onClose={() => setAsking(null)}
          onChanges={(changes) => void edit(changes)}
        />
      )}
    </>
  );
};
