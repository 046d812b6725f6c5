import { useMemo } from 'react';
import type { AdId, Failure, MarkChange, MarkEdit } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { atOnce, inLine } from '../../api/in-line.ts';
import type { MarkWriter } from '../../api/mark-writer.ts';
import { turnable } from '../../api/turning.ts';
import { useToasts } from '../../state/toasts.ts';

/** Marks ads: seen at once, written behind it, and a step that can be undone. `text` says what was done. */
export type Mark = (ads: readonly AdId[], edit: MarkEdit, text: string) => void;

export const useMarking = (): Mark => {
  const { marks } = useApi();
  return useMemo(() => marking(marks), [marks]);
};

export const marking =
  (marks: Pick<MarkWriter, 'edit'>): Mark =>
  (ads, edit, text) => {
    let back: readonly MarkChange[] = [];
    const write = async (changes: readonly MarkChange[], refused = 'Not saved', order = inLine) => {
      const result = await marks.edit(changes, order);
      if (result.ok) back = result.value;
      else tellRefused(`${refused}: ${text}`, result.error);
      return result.ok;
    };
    const turn = (refused: string) => () => write(back, refused, atOnce);
    // Also where every ad was so already there is nothing to go back to.
    const done = write([{ ads: [...ads], ...edit }]).then((ok) => ok && back.length > 0);
    turnable(text, turn('Not undone'), turn('Not done again'), done);
  };

/** What was painted ahead of its writing has been taken back. */
export const tellRefused = (what: string, { message, nextStep }: Failure): void =>
  useToasts.getState().show({ tone: 'error', text: `${what}. ${message}`, next: nextStep });
