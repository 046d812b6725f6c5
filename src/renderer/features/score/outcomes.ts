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
 * together, each ad once, and once more when something was learnt and it is drawn.
 */
export class Outcomes {
  readonly #api: Pick<Api, 'live' | 'transport'>;
  readonly #known = new Map<AdId, Results>();
  readonly #wanted = new Set<AdId>();
  readonly #listeners = new Set<() => void>();
  /** How often something was learnt, and had been when an ad was asked for. */
  #learnt = 0;
  readonly #asked = new Map<AdId, number>();

  constructor(api: Pick<Api, 'live' | 'transport'>) {
    this.#api = api;
    api.live.onLearnt(() => {
      this.#learnt += 1;
      this.#tell();
    });
  }

  of(id: AdId): Results {
    if (this.#asked.get(id) !== this.#learnt) this.#want(id);
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
    const learnt = this.#learnt;
    for (const id of ads) {
      this.#wanted.delete(id);
      this.#asked.set(id, learnt);
    }
    if (this.#wanted.size > 0) setTimeout(() => void this.#ask());
    const result = await this.#api.transport.call('learn.outcomes', { ads });
    // Asked for anew meanwhile, the newer answer counts.
    const mine = ads.filter((id) => this.#asked.get(id) === learnt);
    if (!result.ok) {
      // What cannot be read now is asked for again by the next drawing.
      for (const id of mine) this.#asked.delete(id);
      return;
    }
    const { outcomes, forecasts } = result.value;
    const found = new Map(outcomes.map((outcome) => [outcome.ad, outcome]));
    const expected = new Map(forecasts.map((one) => [one.ad, one]));
    for (const id of mine)
      this.#known.set(id, { outcome: found.get(id) ?? null, forecast: expected.get(id) ?? null });
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const ofApi = new WeakMap<Api, Outcomes>();

export const useResults = (id: AdId): Results => {
  const api = useApi();
  const outcomes = ofApi.get(api) ?? new Outcomes(api);
  ofApi.set(api, outcomes);
  return useSyncExternalStore(
    outcomes.subscribe,
    useCallback(() => outcomes.of(id), [outcomes, id]),
  );
};
