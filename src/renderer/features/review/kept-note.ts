import type { NoteChange } from '../../../contract/index.ts';
import { keepText, keptText } from '../../state/kept-text.ts';

/** A note that was being written, with the seconds it is about; null where none was. */
export const keptNote = (place: string): NoteChange | null => {
  const kept = keptText(place);
  if (kept === '') return null;
  try {
    const { text, t0, t1 }: NoteChange = JSON.parse(kept);
    if (typeof text === 'string') return { text, t0, t1 };
  } catch {}
  // Another version kept the words alone, and they may be a number.
  return { text: kept, t0: null, t1: null };
};

/** Until it is saved or left; null, and a note without a word, is not kept. */
export const keepNote = (place: string, note: NoteChange | null): void =>
  keepText(place, note === null || note.text === '' ? '' : JSON.stringify(note));
