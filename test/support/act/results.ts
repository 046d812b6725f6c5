import type { Inputs } from '../../../src/main/core/decide/proposal.ts';
import type { DayFigures } from '../../../src/main/core/learn/meta/figures.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { dayFigures } from '../meta/day-figures.ts';

/** The simulated world counts its days from 0; here is its first one. */
const firstMs = Date.UTC(2026, 8, 1);
export const dateOf = (day: number): string => new Date(firstMs + day * 86_400_000).toISOString();
export const dayOf = (day: number): string => dateOf(Math.floor(day)).slice(0, 10);
export const accountId = '1203844';
/** Ids of ad sets are digits at Meta. */
export const adSetOf = (arm: string): string => `2385${arm.replace(/\D/g, '')}`;

const choice = { actionType: 'omni_purchase', window: '28d_click' } as const;

/**
 * Stores what happened in a simulated account as it would have been read: every morning the days before, the late orders of
 * a day as a restatement of it.
 */
export async function storeResults(
  { writer }: Pick<Store, 'writer'>,
  { arms, spend, orders, nowDay }: Inputs,
): Promise<void> {
  const account = { id: accountId, name: 'Fjordline DE', currency: 'EUR', timeZone: 'UTC' };
  const last = dateOf(nowDay);
  await writer.saveMetaAccount(account, last);
  const named = { status: 'ACTIVE', effectiveStatus: 'ACTIVE', lifetimeBudgetMinor: null };
  await writer.saveStructure(
    accountId,
    {
      campaigns: [{ ...named, id: '9', name: 'All', dailyBudgetMinor: null, objective: null }],
      adSets: arms.map(({ id, nowMinor }) => ({
        ...named,
        id: adSetOf(id),
        name: id,
        campaignId: '9',
        dailyBudgetMinor: nowMinor,
        optimizationGoal: null,
        attributionSetting: null,
        learningStatus: null,
        editedAt: null,
      })),
    },
    last,
  );
  await writer.chooseSales(accountId, choice, last);
  for (let morning = 1; morning <= nowDay; morning += 1) {
    const rows = spend
      .filter(({ epochDay }) => epochDay < morning && epochDay >= morning - 29)
      .map(({ arm, epochDay, spendMinor }) => {
        const own = orders.filter(
          (order) =>
            order.arm === arm && Math.floor(order.clickedDay) === epochDay && order.observedDay <= morning,
        );
        const worth = own.reduce((sum, { valueMinor }) => sum + Math.round(valueMinor), 0);
        return dayFigures({
          level: 'ad_set',
          objectId: adSetOf(arm),
          day: dayOf(epochDay),
          campaignId: '9',
          spendMinor: Math.round(spendMinor),
          impressions: 1000,
          actions: sold(own.length, worth),
        });
      });
    await writer.saveFigures(accountId, 'ad_set', rows, dayOf(0), dateOf(morning));
    const read = { since: dayOf(Math.max(0, morning - 29)), until: dayOf(morning - 1) };
    await writer.endMetaDays(accountId, read, dayOf(0), dateOf(morning));
  }
}

export const sold = (n: number, v: number): DayFigures['actions'] => ({
  [choice.actionType]: { n: { [choice.window]: n }, v: { [choice.window]: v } },
});
