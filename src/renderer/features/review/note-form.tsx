import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { NoteChange } from '../../../contract/index.ts';
import { spanText } from '../../format/marks.ts';
import { moment } from '../../format/time.ts';
import type { Player } from '../score/player.ts';
import { keepNote, keptNote } from './kept-note.ts';
import css from './marks.module.css';

interface NoteFormProps {
  /** Under which it is kept until it is saved or left. */
  readonly place: string;
  readonly start: NoteChange;
  /** Null where an ad has no time. */
  readonly player: Player | null;
  readonly onSave: (note: NoteChange) => void;
  readonly onLeave: () => void;
}

/** The text of a note and its seconds. Enter saves, Shift+Enter begins a line, Esc leaves everything as it was. */
export const NoteForm = ({ place, start, player, onSave, onLeave }: NoteFormProps) => {
  const [note, setNote] = useState(() => keptNote(place) ?? start);
  const change = (next: NoteChange) => {
    keepNote(place, next);
    setNote(next);
  };
  const empty = note.text.trim() === '';
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (empty) return;
    keepNote(place, null);
    onSave({ ...note, text: note.text.trim() });
  };
  const leave = () => {
    keepNote(place, null);
    onLeave();
  };
  return (
    <form className={css.form} onSubmit={save}>
      <textarea
        // The form is opened by whoever is about to write.
        // biome-ignore lint/a11y/noAutofocus: see above
        autoFocus
        className={css.text}
        aria-label="Note"
        placeholder="What is to be said here?"
        rows={2}
        maxLength={2000}
        value={note.text}
        onChange={({ target: { value } }) => change({ ...note, text: value })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && !event.shiftKey) {
            save();
            event.preventDefault();
          } else if (event.key === 'Escape') {
            leave();
            event.preventDefault();
            event.stopPropagation();
          }
        }}
      />
      <div className={css.formFoot}>
        {player && <Span note={note} player={player} onChange={(span) => change({ ...note, ...span })} />}
        <span className={css.spring} />
        <Button size="xs" variant="default" onClick={leave}>
          Cancel
        </Button>
        <Button size="xs" type="submit" variant="filled" disabled={empty}>
          Save note
        </Button>
      </div>
    </form>
  );
};

type Span = Pick<NoteChange, 't0' | 't1'>;

/** The seconds of the note: where the player stood, up to where it stands now, or none. */
const Span = ({ note, player, onChange }: { note: Span; player: Player; onChange: (span: Span) => void }) => {
  const now = useStore(player.state, ({ time }) => Math.round(time * 10) / 10);
  const { t0, t1 } = note;
  if (t0 === null)
    return (
      <button type="button" className="link" onClick={() => onChange({ t0: now, t1: null })}>
        {`At ${moment(now)}`}
      </button>
    );
  return (
    <>
      <span className="meta">{`At ${spanText(note)}`}</span>
      {now > t0 && now !== t1 && (
        <button type="button" className="link" onClick={() => onChange({ t0, t1: now })}>
          {`To ${moment(now)}`}
        </button>
      )}
      <button type="button" className="link" onClick={() => onChange({ t0: null, t1: null })}>
        Whole ad
      </button>
    </>
  );
};
