import { useCallback, useSyncExternalStore } from 'react';
import type { AdForecast, AdId, AdOutcome } from '../../../contract/index.ts';
import { type Api, useApi } from '../../api/api.tsx';

/** As many as one question may name. */
const most = 500;

/** What came of an ad and what was expected of it; null where nothing is known. */
export interface Results {
  readonly outcome: AdOutcome | null;
  readonly forecast: AdForecast | null;
}
const nothing: Results = { outcome: null, forecast: null };

/**
 * Real results of the rows that are looked at. Cells ask one by one while they are drawn; the questions of one drawing leave
 * together, each ad once, and once more when something was learnt.
 */
class Outcomes {
  readonly #api: Api;
  #known = new Map<AdId, Results>();
  readonly #wanted = new Set<AdId>();
  readonly #listeners = new Set<() => void>();

  constructor(api: Api) {
    this.#api = api;
    api.live.onLearnt(() => {
      for (const id of this.#known.keys()) this.#want(id);
    });
  }

  of(id: AdId): Results {
    if (!this.#known.has(id)) this.#want(id);
    return this.#known.get(id) ?? nothing;
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
    const result = await this.#api.transport.call('learn.outcomes', { ads });
    // What cannot be read now is asked for again by the next drawing.
    if (!result.ok) return;
    const { outcomes, forecasts } = result.value;
    const found = new Map(outcomes.map((outcome) => [outcome.ad, outcome]));
    const expected = new Map(forecasts.map((one) => [one.ad, one]));
    for (const id of ads)
      this.#known.set(id, { outcome: found.get(id) ?? null, forecast: expected.get(id) ?? null });
    for (const listener of this.#listeners) listener();
  }
}

const ofApi = new WeakMap<Api, Outcomes>();

export const useResults = (id: AdId | null): Results => {
  const api = useApi();
  const outcomes = ofApi.get(api) ?? new Outcomes(api);
  ofApi.set(api, outcomes);
  return useSyncExternalStore(
    outcomes.subscribe,
    useCallback(() => (id === null ? nothing : outcomes.of(id)), [outcomes, id]),
  );
};
