import { type KeyboardEvent, type Ref, useId, useState } from 'react';
import { foldTag } from '../../../contract/marks.ts';
import { Tag } from '../../../contract/schemas/marks.ts';
import { Icon } from '../../ui/icon.tsx';
import { OptionList, optionId } from '../../ui/option-list.tsx';
import css from './marks.module.css';
import { useTagsInUse } from './use-tags-in-use.ts';

interface TagFieldProps {
  readonly tags: readonly string[];
  readonly field: Ref<HTMLInputElement>;
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
  /** Esc: back to where the keys of the ad work. */
  readonly onLeave: () => void;
}

/** Tags as tokens, and a field that completes from the tags in use. Enter or a comma adds, Backspace takes the last. */
export const TagField = ({ tags, field, onAdd, onRemove, onLeave }: TagFieldProps) => {
  const id = useId();
  const [draft, setDraft] = useState('');
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const { offered, spelled } = useTagsInUse(draft, tags);
  const shown = open && offered.length > 0;
  const wrong = draft.trim() !== '' && !Tag.safeParse(draft).success;

  const type = (text: string) => {
    setDraft(text);
    setAt(-1);
    setOpen(true);
  };
  const add = (text: string) => {
    const tag = Tag.safeParse(text);
    if (!tag.success) return;
    type('');
    if (!tags.some((one) => foldTag(one) === foldTag(tag.data))) onAdd(spelled(tag.data));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The Enter that ends a composition chooses its letters and no more.
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    const last = tags.at(-1);
    if (key === 'Enter' || key === ',') add(offered[at]?.label ?? draft);
    // Held to clear what was typed, it stops there.
    else if (key === 'Backspace' && !event.repeat && draft === '' && last !== undefined) onRemove(last);
    else if (key === 'ArrowDown' && !shown) setOpen(true);
    else if (key === 'ArrowDown') setAt((at + 1) % offered.length);
    else if (key === 'ArrowUp' && shown) setAt((at <= 0 ? offered.length : at) - 1);
    else if (key === 'Escape' && shown) setOpen(false);
    else if (key === 'Escape') onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={css.tagField}>
      {tags.map((tag) => (
        <span key={tag} className={css.tag}>
          {tag}
          <button
            type="button"
            className={css.tagRemove}
            aria-label={`Remove tag ${tag}`}
            onClick={() => onRemove(tag)}
          >
            <Icon name="cross" size={12} />
          </button>
        </span>
      ))}
      <input
        ref={field}
        type="text"
        role="combobox"
        className={css.tagInput}
        aria-label="Add a tag"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={id}
        aria-invalid={wrong}
        {...(shown && at >= 0 ? { 'aria-activedescendant': optionId(id, at) } : {})}
        placeholder="Add a tag"
        maxLength={50}
        autoComplete="off"
        spellCheck={false}
        value={draft}
        onChange={(event) => type(event.target.value)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <OptionList
        id={id}
        label="Tags in use"
        options={offered}
        at={at}
        shown={shown}
        onTake={(index) => add(offered[index]?.label ?? '')}
      />
    </div>
  );
};
