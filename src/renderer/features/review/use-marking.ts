import { useCallback } from 'react';
import type { AdId, Failure, MarkEdit } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { useToasts } from '../../state/toasts.ts';
import { did, forget, type Step } from '../../state/undo.ts';

/** Marks ads: seen at once, written behind it, and a step that can be undone. `text` says what was done. */
export type Mark = (ads: readonly AdId[], edit: MarkEdit, text: string) => void;

export const useMarking = (): Mark => {
  const { marks } = useApi();
  return useCallback<Mark>(
    (ads, edit, text) => {
      let back = marks.edit([{ ads: [...ads], ...edit }]);
      const step: Step = {
        text,
        turn: async () => {
          const last = back;
          const changes = await last;
          if (!changes.ok || changes.value.length === 0) return true;
          const turned = marks.edit(changes.value);
          back = turned;
          const result = await turned;
          if (result.ok) return true;
          if (back === turned) back = last;
          tellRefused(text, result.error);
          return false;
        },
      };
      did(step);
      void back.then((result) => {
        // Also where every ad was so already: there is nothing to go back to.
        if (!result.ok || result.value.length === 0) forget(step);
        if (!result.ok) tellRefused(text, result.error);
      });
    },
    [marks],
  );
};

/** What was painted ahead of its writing has been taken back. */
export const tellRefused = (text: string, { message, nextStep }: Failure): void =>
  useToasts.getState().show({ tone: 'error', text: `Not saved: ${text}. ${message}`, next: nextStep });
