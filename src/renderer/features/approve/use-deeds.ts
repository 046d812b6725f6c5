import type { ApprovalDetail, Failure } from '../../../contract/index.ts';
import { useCommand } from '../../api/api.tsx';
import { dateTime } from '../../format/time.ts';
import { hostNowMs } from '../../state/host-clock.ts';
import { useToasts } from '../../state/toasts.ts';
import { confirmedWords, rejectWords } from './state-words.ts';

const laterHours = 4;

interface Deciding {
  readonly onEdited: (own: ApprovalDetail) => void;
  readonly onDone: () => void;
}

/** What a person does to a request, and what is told of it. */
export function useDeeds({ item }: ApprovalDetail, { onEdited, onDone }: Deciding) {
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
    forgetFailure() {
      for (const { clear } of Object.values(commands)) clear();
    },
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
      const done = await commands.edit.run({ id, content_hash, changes });
      // What was typed stays to be mended.
      if (!done.ok) return;
      onEdited(done.value);
      told('Changed; it waits to be approved again.');
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
