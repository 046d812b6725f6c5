import { useState } from 'react';

const keyOf = (place: string): string => `titan.typing.${place}`;

/** What was typed at a place of the window and neither saved nor sent: a page that crashes comes back with it. */
export const keptText = (place: string): string => {
  try {
    return sessionStorage.getItem(keyOf(place)) ?? '';
  } catch {
    return '';
  }
};

export const keepText = (place: string, text: string): void => {
  try {
    if (text === '') sessionStorage.removeItem(keyOf(place));
    else sessionStorage.setItem(keyOf(place), text);
  } catch {
    // Without room for it a crash would cost what was typed, and nothing else does.
  }
};

export function useKeptText(place: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => keptText(place));
  const change = (next: string): void => {
    setText(next);
    keepText(place, next);
  };
  return [text, change];
}
