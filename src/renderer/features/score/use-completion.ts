import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { Completion } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';

/** Typing pauses this long before the host is asked. */
export const TYPING_PAUSE_MS = 110;

interface Asked {
  readonly text: string;
  readonly at: number;
}

const nothing: Completion['suggestions'] = [];

/** How the filter at the cursor can go on. `take` gets the filter with the suggestion in it, and where the cursor is then. */
export const useCompletion = (take: (text: string, at: number) => void) => {
  const { transport } = useApi();
  const listId = useId();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [answer, setAnswer] = useState<{ asked: Asked; completion: Completion } | null>(null);
  const [chosen, setChosen] = useState(-1);

  useEffect(() => {
    if (!asked) return;
    let late = false;
    const timer = setTimeout(async () => {
      const result = await transport.call('score.complete', asked);
      if (!late) setAnswer(result.ok ? { asked, completion: result.value } : null);
    }, TYPING_PAUSE_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [transport, asked]);

  // The last list stays until the next one is here: it must not blink at each letter.
  const suggestions = (asked && answer?.completion.suggestions) ?? nothing;
  const shown = suggestions.length > 0;

  const ask = (next: Asked | null) => {
    setAsked(next);
    setChosen(-1);
    if (next === null) setAnswer(null);
  };
  const takeAt = (index: number) => {
    const suggestion = suggestions[index];
    // A list that is about to be replaced belongs to another place in the text.
    if (!suggestion || !answer || answer.asked !== asked) return;
    const { from, to } = answer.completion;
    const before = asked.text.slice(0, from) + suggestion.insert;
    take(before + asked.text.slice(to), before.length);
  };
  /** True where the key was meant for the list. */
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const { key, altKey, shiftKey, currentTarget: input } = event;
    if (event.nativeEvent.isComposing) return false;
    if (key === 'ArrowDown' && altKey)
      ask({ text: input.value, at: input.selectionStart ?? input.value.length });
    else if (!shown) return false;
    else if (key === 'ArrowDown') setChosen((chosen + 1) % suggestions.length);
    else if (key === 'ArrowUp') setChosen((chosen <= 0 ? suggestions.length : chosen) - 1);
    else if (key === 'Escape') ask(null);
    else if ((key === 'Enter' || (key === 'Tab' && !shiftKey)) && chosen >= 0) takeAt(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return { listId, suggestions, shown, chosen, ask, takeAt, onKeyDown };
};
