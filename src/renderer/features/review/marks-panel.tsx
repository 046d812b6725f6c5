import { useRef, useState } from 'react';
import type { Ad, MarkEdit, Note, NoteChange } from '../../../contract/index.ts';
import { useMarks } from '../../api/api.tsx';
import { editText, spanText } from '../../format/marks.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { CommandKey } from '../../ui/key.tsx';
import type { Player, Stretch } from '../score/player.ts';
import { keptNote } from './kept-note.ts';
import css from './marks.module.css';
import { NoteForm } from './note-form.tsx';
import { NoteList } from './note-list.tsx';
import { TagField } from './tag-field.tsx';
import { useMarking } from './use-marking.ts';
import { newNoteId, useNotes } from './use-notes.ts';

interface MarksPanelProps {
  readonly ad: Ad;
  readonly name: string;
  readonly player: Player;
  /** A stretch that is chosen on the time line: a new note is about it. */
  readonly span: Stretch | null;
  readonly onSeek: (t0: number, t1: number) => void;
}

/** What people say about the ad: tags, and notes on the whole of it or on its seconds. */
export const MarksPanel = ({ ad, name, player, span, onSeek }: MarksPanelProps) => {
  const mark = useMarking();
  const setNote = useNotes(ad.id);
  const { tags } = useMarks(ad);
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLElement>(null);
  const place = `note.new.${ad.id}`;
  const [draft, setDraft] = useState(() => keptNote(place));
  const timed = ad.media.duration_s !== null;

  const retag = (edit: MarkEdit) => mark([ad.id], edit, editText(edit, name));
  /** Back to where the keys of the ad work. */
  const leave = () => box.current?.closest<HTMLElement>('[data-keys-here]')?.focus();
  const write = () => {
    // One that is begun stands before those that are there.
    if (draft) return box.current?.querySelector('textarea')?.focus();
    if (player.state.getState().playing) player.toggle();
    const now = Math.round(player.state.getState().time * 10) / 10;
    const at = span ?? (timed ? { t0: now, t1: null } : { t0: null, t1: null });
    setDraft({ text: '', ...at });
  };
  const change = (note: Note, to: NoteChange | null) => {
    const at = spanText(to ?? note);
    setNote(note.id, to, `${to ? 'Changed' : 'Removed'} the note${at ? ` at ${at}` : ''} on ${name}`);
  };
  useShortcut('tag', () => field.current?.focus());
  useShortcut('comment', write);

  return (
    <section ref={box} className={css.panel} aria-label="Tags and notes">
      <div className={css.panelHead}>
        <h3>Tags</h3>
        <CommandKey command="tag" />
      </div>
      <TagField
        tags={tags}
        field={field}
        onAdd={(tag) => retag({ add_tags: [tag] })}
        onRemove={(tag) => retag({ remove_tags: [tag] })}
        onLeave={leave}
      />
      <div className={css.panelHead}>
        <h3>{ad.notes.length > 0 ? `Notes (${ad.notes.length})` : 'Notes'}</h3>
        <button type="button" className={css.write} onClick={write}>
          {timed ? 'Comment here' : 'Comment'}
          <CommandKey command="comment" />
        </button>
      </div>
      {draft && (
        <NoteForm
          place={place}
          start={draft}
          player={timed ? player : null}
          onSave={(note) => {
            const at = spanText(note);
            setNote(newNoteId(), note, `Commented on ${name}${at ? ` at ${at}` : ''}`);
            setDraft(null);
            leave();
          }}
          onLeave={() => {
            setDraft(null);
            leave();
          }}
        />
      )}
      {!draft && ad.notes.length === 0 && (
        <p className="meta">
          {timed ? 'Nothing yet. A comment keeps the second that is shown.' : 'Nothing yet.'}
        </p>
      )}
      <NoteList
        notes={ad.notes}
        player={timed ? player : null}
        onSeek={({ t0, t1 }) => t0 !== null && onSeek(t0, t1 ?? t0)}
        onChange={change}
        onLeave={leave}
      />
    </section>
  );
};
