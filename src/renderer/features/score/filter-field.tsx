import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { plural } from '../../format/number.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { useView } from '../../state/view.ts';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { OptionList, optionId } from '../../ui/option-list.tsx';
import css from './filter-bar.module.css';
import { isOpen, isTerm, isUnfinished, join, type Token, tokenOf, tokensOf } from './filter-text.ts';
import { TYPING_PAUSE_MS, useCompletion } from './use-completion.ts';

const split = (where: string): { tokens: Token[]; draft: string } => {
  const all = tokensOf(where);
  return { tokens: all.filter(isTerm), draft: join(all.filter((token) => !isTerm(token))) };
};

/** Terms turn into tokens, free text searches as it is typed; fields, operators and values are offered below. */
export const FilterField = ({ wrong, here }: { wrong: boolean; here: boolean }) => {
  const { where, set } = useView();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState(() => split(where));
  const sent = useRef(where);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const typed = useRef<(() => void) | null>(null);

  // The filter can change elsewhere: a preset, a link, "clear".
  useEffect(() => {
    if (where === sent.current) return;
    sent.current = where;
    setState(split(where));
  }, [where]);

  const apply = (next: { tokens: Token[]; draft: string }, atOnce: boolean) => {
    setState(next);
    clearTimeout(timer.current);
    const asked = tokensOf(next.draft).filter((token) => !isUnfinished(token));
    const run = () => {
      typed.current = null;
      sent.current = join([...next.tokens, ...asked]);
      set({ where: sent.current });
    };
    if (atOnce) {
      completion.ask(null);
      run();
    } else {
      typed.current = run;
      timer.current = setTimeout(run, TYPING_PAUSE_MS);
    }
  };
  /** Who leaves the field means what stands in it. */
  const leave = () => {
    completion.ask(null);
    clearTimeout(timer.current);
    typed.current?.();
  };

  const type = (draft: string, caret: number) => {
    const pieces = tokensOf(draft);
    const last = pieces.at(-1);
    const open = last !== undefined && isOpen(last);
    if (/\s$/.test(draft) && !open && last && isTerm(last)) {
      const rest = join(pieces.slice(0, -1));
      apply({ tokens: [...state.tokens, last], draft: rest === '' ? '' : `${rest} ` }, true);
    } else apply({ ...state, draft }, false);
    completion.ask(open || /\S$/.test(draft.slice(0, caret)) ? { text: draft, at: caret } : null);
  };
  const completion = useCompletion((text, caret) => {
    flushSync(() => type(text, caret));
    input.current?.setSelectionRange(caret, caret);
  });

  const focus = here ? () => input.current?.focus() : null;
  useShortcut('filter', focus);
  useShortcut('search', focus);

  return (
    <div className={css.filter}>
      {/* A click between the tokens is meant for the field; the keyboard reaches the input itself. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <div
        className={`${css.field} ${wrong ? css.wrong : ''}`}
        onClick={({ target }) => (target as HTMLElement).closest('button') ?? input.current?.focus()}
      >
        <Icon name="search" />
        <div className={css.tokens}>
          {state.tokens.map((token, at) => (
            <span key={token.text} className={css.token} title={token.text}>
              {`${token.not ? 'not ' : ''}${token.field}`}
              <b>{`${token.relation === ':' ? '' : `${token.relation} `}${token.value}`}</b>
              <button
                type="button"
                className={css.remove}
                aria-label={`Remove filter ${token.text}`}
                onClick={() => {
                  apply({ ...state, tokens: state.tokens.filter((_, index) => index !== at) }, true);
                  input.current?.focus();
                }}
              >
                <Icon name="cross" size={12} />
              </button>
            </span>
          ))}
          <input
            ref={input}
            type="text"
            role="combobox"
            className={css.input}
            aria-label="Filter and search ads"
            aria-autocomplete="list"
            aria-expanded={completion.shown}
            aria-controls={completion.listId}
            {...(completion.shown && completion.chosen >= 0
              ? { 'aria-activedescendant': optionId(completion.listId, completion.chosen) }
              : {})}
            aria-invalid={wrong}
            placeholder={
              state.tokens.length > 0 ? 'Add filter' : 'Search, or filter like score>70 kind:video'
            }
            value={state.draft}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => type(target.value, target.selectionStart ?? target.value.length)}
            onBlur={leave}
            onKeyDown={(event) => {
              if (completion.onKeyDown(event)) return;
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Enter') {
                const pieces = tokensOf(state.draft);
                const terms = pieces.map((token) => (isTerm(token) ? token : tokenOf(token.text)));
                apply(
                  {
                    tokens: [...state.tokens, ...terms.filter(isTerm)],
                    draft: join(terms.filter((t) => !isTerm(t))),
                  },
                  true,
                );
              } else if (
                event.key === 'Backspace' &&
                // Held to clear what was typed, it stops there.
                !event.repeat &&
                state.draft === '' &&
                state.tokens.length > 0
              ) {
                apply({ ...state, tokens: state.tokens.slice(0, -1) }, true);
              } else if (event.key === 'Escape') {
                event.preventDefault();
                event.stopPropagation();
                if (state.draft !== '') apply({ ...state, draft: '' }, true);
                else document.querySelector<HTMLElement>('[role=grid]')?.focus();
              } else if (event.key === 'ArrowDown') {
                event.preventDefault();
                document.querySelector<HTMLElement>('[role=grid]')?.focus();
              }
            }}
          />
        </div>
        <CommandKey command="filter" />
      </div>
      <OptionList
        id={completion.listId}
        label="Ways to go on"
        options={completion.suggestions.map(({ label, hint, ads }) => ({
          label,
          hint: ads === null ? hint : plural(ads, 'ad'),
        }))}
        at={completion.chosen}
        shown={completion.shown}
        onTake={completion.takeAt}
      />
    </div>
  );
};
