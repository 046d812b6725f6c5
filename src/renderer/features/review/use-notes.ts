import { useCallback } from 'react';
import type { AdId, Note, NoteChange } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { did, forget, type Step } from '../../state/undo.ts';
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
  const { cache, marks, transport } = useApi();
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
      const write = async (change: NoteChange | null): Promise<{ before: Note | null } | null> => {
        const created_at = change?.created_at ?? new Date().toISOString();
        const was = show(change && { ...change, id, created_at });
        const result = await marks.after(() => transport.call('review.note', { ad, id, note: change }));
        if (result.ok) {
          show(result.value.after);
          return result.value;
        }
        show(was);
        tellRefused(text, result.error);
        return null;
      };
      let last = write(note);
      const step: Step = {
        text,
        turn: async () => {
          const before = last;
          const written = await before;
          if (!written) return true;
          const turned = write(written.before && changeOf(written.before));
          last = turned;
          if (await turned) return true;
          if (last === turned) last = before;
          return false;
        },
      };
      did(step);
      void last.then((result) => {
        if (!result) forget(step);
      });
    },
    [cache, marks, transport, ad],
  );
};
