import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { AddAds } from '../../features/ingest/use-add-ads.ts';
import { plural } from '../../format/number.ts';
import { Icon } from '../../ui/icon.tsx';
import { useModal } from '../../ui/use-modal.ts';
import { type FoundItem, findItems } from './items.ts';
import css from './palette.module.css';
import { usePaletteGroups } from './use-groups.ts';

/** One field over everything: a combobox whose list never takes the focus. */
export const Palette = ({ add, onClose }: { add: AddAds; onClose: () => void }) => {
  const listId = useId();
  const box = useModal();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const groups = usePaletteGroups(useDeferredValue(query), add);
  const found = useMemo(() => findItems(groups, query), [groups, query]);
  const items = found.flatMap((group) => group.items);
  const at = Math.min(chosen, items.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });

  /** Closed first: what runs may move the focus or open a dialog of its own. */
  const run = (item: FoundItem | undefined) => {
    if (!item) return;
    flushSync(onClose);
    item.run();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      const to = at + step;
      setChosen(
        Math.abs(step) === 1
          ? (to + items.length) % items.length
          : Math.max(0, Math.min(to, items.length - 1)),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(items[at]);
    }
  };

  let index = -1;
  return (
    <dialog
      ref={box}
      className={css.palette}
      aria-label="Commands and ads"
      closedby="any"
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <div className={css.field}>
        <Icon name="search" />
        <input
          data-autofocus
          type="text"
          role="combobox"
          aria-label="Search commands, ads, folders and settings"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={items.length > 0 ? optionId(at) : undefined}
          placeholder="Type a command, the name of an ad, a folder …"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setChosen(0);
          }}
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label="Results" className={css.list}>
        {found.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={css.group} aria-hidden="true">
              {group.name}
            </div>
            {group.items.map((item) => {
              index += 1;
              const mine = index;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
                <div
                  key={item.id}
                  id={optionId(mine)}
                  role="option"
                  aria-selected={mine === at}
                  className={css.option}
                  onMouseMove={() => setChosen(mine)}
                  onClick={() => run(item)}
                >
                  <Title item={item} />
                  {item.hint && <span className={css.hint}>{item.hint}</span>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p className={css.none} role="status">
        {items.length === 0 ? (
          'Nothing is called like that.'
        ) : (
          <span className="spoken">{plural(items.length, 'result')}</span>
        )}
      </p>
    </dialog>
  );
};

const Title = ({ item }: { item: FoundItem }) => {
  const at = item.match?.at;
  if (!at || at.size === 0) return <span className="clip">{item.title}</span>;
  return (
    <span className="clip">
      {[...item.title].map((letter, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: a letter is its place
        at.has(index) ? <b key={index}>{letter}</b> : letter,
      )}
    </span>
  );
};
