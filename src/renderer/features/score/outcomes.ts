import { useCallback, useSyncExternalStore } from 'react';
import type { AdId, AdOutcome } from '../../../contract/index.ts';
import { type Api, useApi } from '../../api/api.tsx';

/** As many as one question may name. */
const most = 500;

/**
 * Real results of the rows that are looked at. Cells ask one by one while they are drawn; the questions of one drawing leave
 * together, each ad once, and once more when something was learnt.
 */
class Outcomes {
  readonly #api: Api;
  #known = new Map<AdId, AdOutcome | null>();
  readonly #wanted = new Set<AdId>();
  readonly #listeners = new Set<() => void>();

  constructor(api: Api) {
    this.#api = api;
    api.live.onLearnt(() => {
      for (const id of this.#known.keys()) this.#want(id);
    });
  }

  /** Null where there are none, or none yet. */
  of(id: AdId): AdOutcome | null {
    if (!this.#known.has(id)) this.#want(id);
    return this.#known.get(id) ?? null;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #want(id: AdId): void {
    if (this.#wanted.size === 0) setTimeout(() => void this.#ask());
    this.#wanted.add(id);
  }

  async #ask(): Promise<void> {
    const ads = [...this.#wanted].slice(0, most);
    this.#wanted.clear();
    const result = await this.#api.transport.call('learn.outcomes', { ads }).catch(() => null);
    // What cannot be read now is asked for again by the next drawing.
    if (!result?.ok) return;
    const found = new Map(result.value.outcomes.map((outcome) => [outcome.ad, outcome]));
    for (const id of ads) this.#known.set(id, found.get(id) ?? null);
    for (const listener of this.#listeners) listener();
  }
}

const ofApi = new WeakMap<Api, Outcomes>();

export const useOutcome = (id: AdId | null): AdOutcome | null => {
  const api = useApi();
  const outcomes = ofApi.get(api) ?? new Outcomes(api);
  ofApi.set(api, outcomes);
  return useSyncExternalStore(
    outcomes.subscribe,
    useCallback(() => (id === null ? null : outcomes.of(id)), [outcomes, id]),
  );
};
