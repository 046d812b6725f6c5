import { createMeta } from '../../../src/main/connectors/meta/meta.ts';
import { createRetry } from '../../../src/main/connectors/net/retry.ts';
import { systemClock } from '../../../src/main/hosts/clock.ts';
import type { AdAccountPort, Clock } from '../../../src/main/ports.ts';
import { type MetaEmulator, metaEmulator } from '../../emulators/meta/emulator.ts';
import type { BudgetLog } from '../../emulators/meta/writes.ts';
import { credentials, token } from '../meta/token.ts';
import { fjordline, type SimAccount, type SimAdSet } from '../meta/world.ts';

/** The executor's way to Meta, as the app has it: the real connector on its SDK, at this address. */
export function metaAt(
  origin: string,
  clock: Clock = systemClock,
  answerMs = 2000,
  rest: (ms: number) => void = () => undefined,
): AdAccountPort {
  const until = new Map<string, string | null>();
  return createMeta({
    credentials,
    address: { base: origin, version: null },
    clock,
    answerMs,
    pause: async (ms) => rest(ms),
    retry: createRetry(
      () => 0.5,
      async () => undefined,
    ),
    pauses: { until: async (id) => until.get(id) ?? null, set: async (id, to) => void until.set(id, to) },
  }).adAccount([]);
}

/** The same with each look at Meta behind what a test lets happen first. */
export function metaBehind(origin: string, before: () => Promise<void>): AdAccountPort {
  const meta = metaAt(origin);
  return {
    ...meta,
    async read(...asked) {
      await before();
      return meta.read(...asked);
    },
  };
}

/** An account of the emulator that holds ad sets as a test needs them. Its own list of changes is the judge. */
export interface ActAccount extends MetaEmulator {
  /** A running ad set with this daily budget; known already, it is set to that as if by somebody else. */
  target(id: string, budgetMinor?: number): void;
  budgetOf(id: string): number | null | undefined;
  /** Whether its budget was changed four times within the hour, by somebody else. */
  crowd(id: string, crowded: boolean): void;
  /** Changes that were asked for and took effect, in order. */
  effects(): readonly BudgetLog[];
}

const what = 'budget' as const;
const others = 'somebody else';

export async function openAccount(nowMs: () => number = Date.now): Promise<ActAccount> {
  const adSets: SimAdSet[] = [];
  const account: SimAccount = {
    ...fjordline,
    campaigns: [{ id: '9', name: 'Campaign 9', dailyBudget: null, status: 'ACTIVE' }],
    adSets,
    ads: [],
    sales: [],
  };
  const emulator = await metaEmulator({ accounts: [account], nowMs, token });
  const find = (id: string) => adSets.find((one) => one.id === id);
  return Object.assign(emulator, {
    target(id: string, budgetMinor = 5000) {
      const known = find(id);
      if (known) known.dailyBudget = budgetMinor;
      else
        adSets.push({
          id,
          name: `Ad set ${id}`,
          campaignId: '9',
          setting: '7d_click',
          dailyBudget: budgetMinor,
          status: 'ACTIVE',
        });
    },
    budgetOf: (id: string) => find(id)?.dailyBudget,
    crowd(id: string, crowded: boolean) {
      const { changes } = emulator;
      const own = changes.filter((one) => !(one.target === id && one.value === others));
      const more = [1, 2, 3, 4].map((n) => ({ target: id, what, value: others, atMs: nowMs() - n * 1000 }));
      changes.splice(0, changes.length, ...own, ...(crowded ? more : []));
    },
    effects: () => emulator.changes.filter(({ value }) => value !== others),
  });
}
