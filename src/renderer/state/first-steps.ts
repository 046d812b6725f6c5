import { create } from 'zustand';

export const firstSteps = ['samples', 'review', 'own', 'brand'] as const;
export type FirstStep = (typeof firstSteps)[number];

interface FirstSteps {
  /** Steps that were taken in this window's time, or passed over on purpose. */
  readonly taken: readonly FirstStep[];
  readonly skipped: readonly FirstStep[];
}

const KEY = 'titan.first-steps';

const stepsIn = (found: unknown): FirstStep[] =>
  Array.isArray(found) ? firstSteps.filter((step) => found.includes(step)) : [];

const read = (): FirstSteps => {
  try {
    const { taken, skipped } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return { taken: stepsIn(taken), skipped: stepsIn(skipped) };
  } catch {
    return { taken: [], skipped: [] };
  }
};

export const useFirstSteps = create<FirstSteps>(read);

const keep = (change: Partial<FirstSteps>): void => {
  useFirstSteps.setState(change);
  try {
    localStorage.setItem(KEY, JSON.stringify(useFirstSteps.getState()));
  } catch {
    // Without room for it the list begins anew with the next window.
  }
};

export const takeStep = (step: FirstStep): void => {
  const { taken } = useFirstSteps.getState();
  if (!taken.includes(step)) keep({ taken: [...taken, step] });
};

export const skipStep = (step: FirstStep): void => {
  const { skipped } = useFirstSteps.getState();
  if (!skipped.includes(step)) keep({ skipped: [...skipped, step] });
};

export const unskipSteps = (): void => keep({ skipped: [] });
