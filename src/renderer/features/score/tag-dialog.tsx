import { Button } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { Tag } from '../../../contract/schemas/marks.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { OptionList, optionId } from '../../ui/option-list.tsx';
import { useTagsInUse } from '../review/use-tags-in-use.ts';
import css from './collections.module.css';

const tagsOf = (typed: string): string[] =>
  typed
    .split(/[,\t]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

const problemOf = (typed: string): string | null => {
  const tags = tagsOf(typed);
  if (tags.length === 0) return 'A tag has at least one letter.';
  for (const tag of tags) {
    const wrong = Tag.safeParse(tag).error?.issues[0];
    if (wrong?.code === 'too_big') return `A tag has at most 50 letters, and “${tag}” has more.`;
    if (wrong) return `“${tag}” holds a character that is not seen, and a tag has none: type it anew.`;
  }
  return null;
};

interface TagDialogProps {
  readonly onTags: (tags: string[]) => void;
  readonly onClose: () => void;
}

/**
 * One tag or several, parted by commas as in Review, or by tabs as a row of a sheet is. The last is completed from those
 * in use; Enter takes what the arrows have reached, or else gives all that stands there to the ads.
 */
export const TagDialog = ({ onTags, onClose }: TagDialogProps) => {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(-1);
  const last = typed.split(/[,\t]/).at(-1) ?? '';
  const before = typed.slice(0, typed.length - last.length);
  const { offered, spelled } = useTagsInUse(last, tagsOf(before));
  const wrong = typed.trim() === '' ? null : problemOf(typed);
  const ready = typed.trim() !== '' && wrong === null;
  const shown = offered.length > 0;

  const type = (text: string) => {
    setTyped(text);
    setAt(-1);
  };
  const take = (index: number) => type(`${before}${before && ' '}${offered[index]?.label ?? ''}, `);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    onTags(tagsOf(typed).map(spelled));
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !shown) return;
    if (event.key === 'Enter' && at >= 0) take(at);
    else if (event.key === 'ArrowDown') setAt((at + 1) % offered.length);
    else if (event.key === 'ArrowUp') setAt((at <= 0 ? offered.length : at) - 1);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Tag the chosen ads" onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <label htmlFor={`${id}-field`}>Tags</label>
        <input
          id={`${id}-field`}
          type="text"
          role="combobox"
          className={css.nameInput}
          value={typed}
          maxLength={200}
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={id}
          aria-invalid={wrong !== null}
          {...(shown && at >= 0 ? { 'aria-activedescendant': optionId(id, at) } : {})}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {wrong === null ? (
          <p className="meta">Several with commas between.</p>
        ) : (
          <p className={css.problem} role="alert">
            {wrong}
          </p>
        )}
        <div className={css.offered}>
          <OptionList id={id} label="Tags in use" options={offered} at={at} shown={shown} onTake={take} />
        </div>
        <Button type="submit" disabled={!ready}>
          Tag
        </Button>
      </form>
    </Dialog>
  );
};
