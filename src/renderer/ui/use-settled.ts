import { useEffect, useState } from 'react';

const typedMs = 300;

/** What is typed, once the typing rests: what it asks for is asked once. */
export function useSettled(text: string, restMs = typedMs): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), restMs);
    return () => clearTimeout(timer);
  }, [text, restMs]);
  return settled;
}
