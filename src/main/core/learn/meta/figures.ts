import { SalesWindow } from '../../../../contract/index.ts';

export const levels = ['account', 'campaign', 'ad_set', 'ad'] as const;
export type Level = (typeof levels)[number];

export const windows = SalesWindow.options;
export type Window = SalesWindow;

type ByWindow<T> = Readonly<Partial<Record<Window, T>>>;

/** What Meta counted of one action type (`n`) and what it was worth in minor units (`v`), by attribution window. */
export interface ActionFigures {
  readonly n?: ByWindow<number>;
  readonly v?: ByWindow<number>;
}

/**
 * What Meta tells of one object for one day of the account's calendar. Null is "not reported", which is not 0. The types
 * of `actions` overlap: one sale stands under several of them, so nobody may add them up.
 */
export interface DayFigures {
  readonly level: Level;
  readonly objectId: string;
  readonly day: string;
  readonly campaignId: string | null;
  readonly adSetId: string | null;
  readonly attributionSetting: string | null;
  readonly spendMinor: number;
  readonly impressions: number;
  readonly clicks: number | null;
  readonly linkClicks: number | null;
  readonly plays: number | null;
  readonly views3s: number | null;
  readonly thruplays: number | null;
  readonly p25: number | null;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p95: number | null;
  readonly p100: number | null;
  readonly actions: Readonly<Record<string, ActionFigures>>;
}

/** What a row says beside whose and when it is, its actions apart: one list for whoever compares, keeps or reads rows. */
export const told = [
  'campaignId',
  'adSetId',
  'attributionSetting',
  'spendMinor',
  'impressions',
  'clicks',
  'linkClicks',
  'plays',
  'views3s',
  'thruplays',
  'p25',
  'p50',
  'p75',
  'p95',
  'p100',
] as const satisfies readonly (keyof DayFigures)[];
export type Told = Pick<DayFigures, (typeof told)[number]>;

/** Which actions are sales: chosen once for an account, so that nothing is counted twice and no trend is made up. */
export interface SaleChoice {
  readonly actionType: string;
  readonly window: Window;
}

export interface Sales {
  readonly orders: number | null;
  readonly revenueMinor: number | null;
}

export function salesOf(actions: DayFigures['actions'], choice: SaleChoice | null): Sales {
  const found = choice && Object.hasOwn(actions, choice.actionType) ? actions[choice.actionType] : undefined;
  return {
    orders: (choice && found?.n?.[choice.window]) ?? null,
    revenueMinor: (choice && found?.v?.[choice.window]) ?? null,
  };
}
