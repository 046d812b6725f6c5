import { useCallback } from 'react';
import type { AdId, Note, NoteChange } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { atOnce, inLine } from '../../api/in-line.ts';
import { turnable } from '../../api/turning.ts';
import { tellRefused } from './use-marking.ts';

/** Writes, changes or (with null) removes a note; `text` says what was done. */
export type SetNote = (id: string, note: NoteChange | null, text: string) => void;

export const newNoteId = (): string => `note_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;

const changeOf = ({ text, t0, t1, created_at }: Note): NoteChange => ({ text, t0, t1, created_at });

const byTime = (a: Note, b: Note): number =>
  (a.t0 ?? -1) - (b.t0 ?? -1) || (a.created_at < b.created_at ? -1 : 1);

const replaced = (notes: readonly Note[], id: string, note: Note | null): Note[] =>
  [...notes.filter((one) => one.id !== id), ...(note ? [note] : [])].sort(byTime);

/** The notes of an ad: seen at once, written behind it, each change a step that can be undone. */
export const useNotes = (ad: AdId): SetNote => {
  const { cache, transport } = useApi();
  return useCallback<SetNote>(
    (id, note, text) => {
      const show = (shown: Note | null): Note | null => {
        let was: Note | null = null;
        cache.patch('score.show', (data) => {
          if (data.id !== ad) return data;
          was = data.notes.find((one) => one.id === id) ?? null;
          return { ...data, notes: replaced(data.notes, id, shown) };
        });
        return was;
      };
      let back: NoteChange | null = null;
      const write = async (change: NoteChange | null, refused = 'Not saved', order = inLine) => {
        const created_at = change?.created_at ?? new Date().toISOString();
        const was = show(change && { ...change, id, created_at });
        const result = await order(() => transport.call('review.note', { ad, id, note: change }));
        show(result.ok ? result.value.after : was);
        if (result.ok) back = result.value.before && changeOf(result.value.before);
        else tellRefused(`${refused}: ${text}`, result.error);
        return result.ok;
      };
      const turn = (refused: string) => () => write(back, refused, atOnce);
      turnable(text, turn('Not undone'), turn('Not done again'), write(note));
    },
    [cache, transport, ad],
  );
};
