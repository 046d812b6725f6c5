import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../contract/index.ts';

/**
 * A form that asks for ads: it closes when they are taken up, and else says why they are not. `ask` is null while it
 * lacks what it needs.
 */
export const useSubmit = (ask: (() => Promise<Failure | null>) | null, close: () => void) => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const run = async () => {
    if (!ask) return;
    setBusy(true);
    const problem = await ask();
    setBusy(false);
    setError(problem);
    if (!problem) close();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void run();
  };
  return { busy, error, onSubmit, forget: () => setError(null) };
};
