import { useState } from 'react';
import type { Note, NoteChange } from '../../../contract/index.ts';
import { spanText } from '../../format/marks.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { Player } from '../score/player.ts';
import { keptNote } from './kept-note.ts';
import css from './marks.module.css';
import { NoteForm } from './note-form.tsx';

interface NoteListProps {
  readonly notes: readonly Note[];
  readonly player: Player | null;
  readonly onSeek: (note: Note) => void;
  readonly onChange: (note: Note, change: NoteChange | null) => void;
  readonly onLeave: () => void;
}

export const NoteList = ({ notes, player, onSeek, onChange, onLeave }: NoteListProps) => {
  const [edited, setEdited] = useState(() => notes.find(({ id }) => keptNote(`note.${id}`))?.id ?? null);
  const leave = () => {
    setEdited(null);
    onLeave();
  };
  return (
    <ul>
      {notes.map((note) => (
        <li key={note.id} className={css.note}>
          {edited === note.id ? (
            <NoteForm
              place={`note.${note.id}`}
              start={note}
              player={player}
              onSave={({ text, t0, t1 }) => {
                onChange(note, { text, t0, t1 });
                leave();
              }}
              onLeave={leave}
            />
          ) : (
            <>
              {note.t0 !== null && (
                <button type="button" className={`link ${css.noteTime}`} onClick={() => onSeek(note)}>
                  {spanText(note)}
                </button>
              )}
              <span className={css.noteText}>{note.text}</span>
              <IconButton icon="pen" label={`Change note ${note.text}`} onClick={() => setEdited(note.id)} />
              <IconButton
                icon="bin"
                label={`Remove note ${note.text}`}
                onClick={() => onChange(note, null)}
              />
            </>
          )}
        </li>
      ))}
    </ul>
  );
};
