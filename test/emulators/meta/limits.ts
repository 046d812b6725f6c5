import type { GraphProblem } from './faults.ts';

/** What is counted: all calls of the app, the score of an account, or its calls of one use case. */
type Counted = 'app' | 'score' | 'ads_insights' | 'ads_management' | 'insights load';

export interface Limit {
  readonly of: Counted;
  /** A read counts one and, in the score of an account, a write three. */
  readonly capacity: number;
  /** After which a call is forgotten. */
  readonly decayMs: number;
  /** For which nothing is answered once there were too many. */
  readonly blockMs: number;
}

/** Of the score of an account, by the tier of the app (`meta.md` 2.3). */
export const tiers: Readonly<Record<'development' | 'standard', Limit>> = {
  development: { of: 'score', capacity: 60, decayMs: 300_000, blockMs: 300_000 },
  standard: { of: 'score', capacity: 9000, decayMs: 300_000, blockMs: 60_000 },
};

const refusals: Readonly<Record<Counted, Pick<GraphProblem, 'code' | 'subcode'>>> = {
  app: { code: 4 },
  score: { code: 17, subcode: 2_446_079 },
  ads_insights: { code: 80_000 },
  ads_management: { code: 80_004 },
  'insights load': { code: 4, subcode: 1_504_022 },
};

interface Use {
  readonly percent: number;
  readonly blockedMs: number;
}

const headerOf = ({ of }: Limit, account: string, { percent, blockedMs }: Use): [string, unknown] => {
  const counts = { call_count: percent, total_cputime: percent >> 1, total_time: percent >> 1 };
  const tier = { ads_api_access_tier: 'development_access' };
  if (of === 'app') return ['x-app-usage', counts];
  if (of === 'score') {
    const seconds = { reset_time_duration: Math.ceil(blockedMs / 1000) };
    return ['x-ad-account-usage', { acc_id_util_pct: percent, ...seconds, ...tier }];
  }
  if (of === 'insights load')
    return ['x-fb-ads-insights-throttle', { app_id_util_pct: percent, acc_id_util_pct: percent, ...tier }];
  const regain = { estimated_time_to_regain_access: Math.ceil(blockedMs / 60_000) };
  return ['x-business-use-case-usage', { [account]: [{ type: of, ...counts, ...regain, ...tier }] }];
};

interface Asked {
  /** Empty where no account is meant. */
  readonly account: string;
  readonly insights: boolean;
  readonly write: boolean;
}

function isCounted(of: Counted, { account, insights }: Asked): boolean {
  if (of === 'app') return true;
  if (account === '') return false;
  return of === 'score' || (of === 'ads_management') !== insights;
}

/**
 * Use of the limits from a real count, told in the headers once there is some, and refused beyond it (`meta.md` 9.9 and
 * 9.10). What is asked while nothing is answered is refused as well.
 */
export function createLimits(limits: readonly Limit[], nowMs: () => number) {
  const calls = new Map<string, { atMs: number; score: number }[]>();
  const blocked = new Map<string, number>();

  function use(limit: Limit, key: string, score: number): Use & { readonly before: number } {
    const known = (calls.get(key) ?? []).filter(({ atMs }) => atMs > nowMs() - limit.decayMs);
    const before = known.reduce((sum, one) => sum + one.score, 0);
    const still = (blocked.get(key) ?? 0) - nowMs();
    const over = still > 0 || before + score > limit.capacity;
    if (over && still <= 0) blocked.set(key, nowMs() + limit.blockMs);
    if (!over) known.push({ atMs: nowMs(), score });
    calls.set(key, known);
    const percent = Math.min(100, Math.round((100 * (before + score)) / limit.capacity));
    return { percent: over ? 100 : percent, blockedMs: over ? (blocked.get(key) ?? 0) - nowMs() : 0, before };
  }

  return {
    count(asked: Asked): { headers: Record<string, string>; problem: GraphProblem | null } {
      const headers: Record<string, string> = {};
      let problem: GraphProblem | null = null;
      for (const limit of limits) {
        if (!isCounted(limit.of, asked)) continue;
        const key = `${limit.of} ${limit.of === 'app' ? '' : asked.account}`;
        const used = use(limit, key, limit.of === 'score' && asked.write ? 3 : 1);
        const [name, told] = headerOf(limit, asked.account, used);
        if (used.before > 0) headers[name] = JSON.stringify(told);
        if (used.blockedMs > 0)
          problem ??= { ...refusals[limit.of], message: 'There have been too many calls' };
      }
      return { headers, problem };
    },
  };
}
