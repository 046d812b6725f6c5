import { z } from 'zod';
import type { Usage } from '../../core/learn/meta/pace.ts';

const percent = z.number().nonnegative().catch(0);
const App = z.object({ call_count: percent, total_time: percent, total_cputime: percent });
const Account = z.object({ acc_id_util_pct: percent, reset_time_duration: percent });
const Insights = z.object({ app_id_util_pct: percent, acc_id_util_pct: percent });
const Cases = z.record(
  z.string(),
  z.array(App.extend({ estimated_time_to_regain_access: z.number().nonnegative().catch(0) })),
);

/** The worst of what the headers say; they are absent on many answers, which is not the same as 0 (`meta.md` 2.3). */
export function usageOf(headers: Readonly<Record<string, unknown>>): Usage {
  const read = <S extends z.ZodType>(name: string, shape: S): z.output<S> | null => {
    const text = headers[name];
    return typeof text === 'string' ? (shape.safeParse(json(text)).data ?? null) : null;
  };
  const app = read('x-app-usage', App);
  const account = read('x-ad-account-usage', Account);
  const insights = read('x-fb-ads-insights-throttle', Insights);
  const cases = Object.values(read('x-business-use-case-usage', Cases) ?? {}).flat();
  const counts = [
    ...[app, ...cases].flatMap((one) => (one ? [one.call_count, one.total_time, one.total_cputime] : [])),
    ...(account ? [account.acc_id_util_pct] : []),
    ...(insights ? [insights.app_id_util_pct, insights.acc_id_util_pct] : []),
  ];
  const worst = counts.length === 0 ? null : Math.max(...counts);
  return {
    percent: worst,
    regainMs: 60_000 * Math.max(0, ...cases.map((one) => one.estimated_time_to_regain_access)),
    // It is the account's own count that starts anew then, and no other.
    resetMs: account && account.acc_id_util_pct === worst ? 1000 * account.reset_time_duration : 0,
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
