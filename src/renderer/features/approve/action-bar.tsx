import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { ApprovalDetail, Failure } from '../../../contract/index.ts';
import { useCommand } from '../../api/api.tsx';
import { dateTime } from '../../format/time.ts';
import { hostNowMs } from '../../state/host-clock.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { useToasts } from '../../state/toasts.ts';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './approve.module.css';
import { EditDialog, RejectDialog, TypeBackDialog } from './dialogs.tsx';
import { approveWords, confirmedWords, rejectWords } from './state-words.ts';
import { hasNotLeft } from './waits.ts';

const laterHours = 4;

interface ActionBarProps {
  readonly detail: ApprovalDetail;
  readonly stopped: boolean;
  readonly mayApprove: boolean;
}

/** The deeds of one request, each with its key; the bar stands still from request to request. */
export const ActionBar = ({ detail, stopped, mayApprove }: ActionBarProps) => {
  const { item } = detail;
  const whyNot = useId();
  const [asking, setAsking] = useState<'amount' | 'reason' | 'values' | null>(null);
  const { confirm, reject, edit, later, settle, undo, failure, busy } = useDeeds(detail, () =>
    setAsking(null),
  );
  const open = item.state === 'proposed';
  const unsent = hasNotLeft(detail.item);
  const approve =
    !open || busy || stopped || !mayApprove
      ? null
      : () => (detail.type_back ? setAsking('amount') : void confirm(null));
  const canEdit = open && item.kind === 'budget change' && !busy;
  useShortcut('approveRequest', asking ? null : approve);
  useShortcut('rejectRequest', (open || unsent) && !busy && !asking ? () => setAsking('reason') : null);
  useShortcut('editRequest', canEdit && !asking ? () => setAsking('values') : null);
  useShortcut('laterRequest', open && !busy && !asking ? () => void later() : null);
  useShortcut('undoRequest', detail.undo && !busy && !asking ? () => void undo() : null);
  return (
    <>
      {failure && (
        <div className={css.failure}>
          <FailureNote failure={failure} />
        </div>
      )}
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
            <Button
              variant="filled"
              disabled={approve === null}
              aria-describedby={mayApprove ? undefined : whyNot}
              loading={busy}
              onClick={() => approve?.()}
              leftSection={<Icon name="check" />}
              rightSection={<CommandKey command="approveRequest" onAccent />}
            >
              {approveWords(item.kind)}
            </Button>
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
                onClick={() => setAsking('values')}
                leftSection={<Icon name="pen" />}
                rightSection={<CommandKey command="editRequest" />}
              >
                Edit values
              </Button>
            )}
            <Button
              variant="default"
              disabled={busy}
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
            <Button variant="default" disabled={busy} onClick={() => void settle(true)}>
              It happened
            </Button>
            <Button variant="default" disabled={busy} onClick={() => void settle(false)}>
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
        <span className="meta">
          <CommandKey command="nextRequest" /> <CommandKey command="previousRequest" /> next, previous
        </span>
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
          onClose={() => setAsking(null)}
          onChanges={(changes) => void edit(changes)}
        />
      )}
    </>
  );
};

function useDeeds({ item }: ApprovalDetail, onDone: () => void) {
  const commands = {
    confirm: useCommand('approve.confirm'),
    reject: useCommand('approve.reject'),
    edit: useCommand('approve.edit'),
    later: useCommand('approve.later'),
    settle: useCommand('approve.settle'),
    undo: useCommand('approve.undo'),
  };
  const { show } = useToasts.getState();
  const { id, content_hash, title, kind, state } = item;
  const told = (text: string): void => {
    onDone();
    show({ text, tone: 'done', key: 'decided' });
  };
  const failures = Object.values(commands).map(({ error }) => error);
  return {
    busy: Object.values(commands).some(({ busy }) => busy),
    failure: failures.find((error): error is Failure => error !== undefined),
    async confirm(typed_minor: number | null) {
      onDone();
      const done = await commands.confirm.run({ id, content_hash, typed_minor });
      if (done.ok)
        told(
          done.value.item.state === 'confirmed'
            ? `${confirmedWords(kind)}: ${title}`
            : `${title}: ${done.value.item.state}`,
        );
    },
    async reject(reason: string) {
      if ((await commands.reject.run({ id, reason })).ok) told(`${rejectWords(state).done}: ${title}`);
      else onDone();
    },
    async edit(changes: { target: string; after_minor: number }[]) {
      if ((await commands.edit.run({ id, content_hash, changes })).ok)
        told('Changed; it waits to be approved again.');
      else onDone();
    },
    async later() {
      const until = new Date(hostNowMs() + laterHours * 3_600_000).toISOString();
      if ((await commands.later.run({ id, until })).ok) told(`Set aside until ${dateTime(until)}.`);
    },
    async settle(happened: boolean) {
      if ((await commands.settle.run({ id, happened })).ok) told('Written down.');
    },
    async undo() {
      if ((await commands.undo.run({ id })).ok) told('What takes it back waits in the queue.');
    },
  };
}
