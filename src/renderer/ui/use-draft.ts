import { type KeyboardEvent, useEffect, useState } from 'react';

/** What is being typed: saved when the field is left or Enter is pressed, not at each key. A new value takes its place. */
export function useDraft<Value>(value: Value, save: (draft: Value) => void) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return {
    draft,
    setDraft,
    field: {
      onBlur: () => save(draft),
      onKeyDown: (event: KeyboardEvent) => event.key === 'Enter' && save(draft),
    },
  };
}
