import type { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import { type DayFigures, type Level, type Window, windows } from '../../core/learn/meta/figures.ts';
import { type Opinion, rankingOf, wordsOf } from '../../core/learn/meta/opinion.ts';
import { decimalsOf, minorOf, minorPerMetaUnit } from '../../core/money.ts';
import type { MetaAccount, MetaAd, MetaAdSet, MetaCampaign, MetaNowThing } from '../../ports.ts';
import type {
  AccountNode,
  Action,
  AdNode,
  AdSetNode,
  CampaignNode,
  InsightRow,
  NowNode,
  OpinionRow,
} from './wire.ts';

export const toAccount = (node: z.output<typeof AccountNode>): MetaAccount => ({
  id: node.account_id,
  name: node.name || `Ad account ${node.account_id}`,
  currency: node.currency,
  timeZone: node.timezone_name,
});

/** Budgets come in Meta's unit of the currency, and 0 or nothing where the budget is kept elsewhere. */
const budgetMinor = (text: string | undefined, currency: string): number | null => {
  const units = text === undefined || !/^\d+$/.test(text) ? 0 : Number(text);
  return units === 0 ? null : units * minorPerMetaUnit(currency);
};
const budgets = (
  node: { daily_budget?: string | undefined; lifetime_budget?: string | undefined },
  currency: string,
) => ({
  dailyBudgetMinor: budgetMinor(node.daily_budget, currency),
  lifetimeBudgetMinor: budgetMinor(node.lifetime_budget, currency),
});
const named = (node: { id: string; name: string; status: string; effective_status: string }) => ({
  id: node.id,
  name: node.name,
  status: node.status,
  effectiveStatus: node.effective_status,
});

/** One without an end has none, or one in 1970. */
function instantOf(time: string | undefined): string | null {
  const ms = Date.parse(time ?? '');
  return ms > 0 ? new Date(ms).toISOString() : null;
}

export const toCampaign = (node: z.output<typeof CampaignNode>, currency: string): MetaCampaign => ({
  ...named(node),
  ...budgets(node, currency),
  objective: node.objective ?? null,
});

export const toAdSet = (node: z.output<typeof AdSetNode>, currency: string): MetaAdSet => ({
  ...named(node),
  ...budgets(node, currency),
  campaignId: node.campaign_id,
  optimizationGoal: node.optimization_goal ?? null,
  startsAt: instantOf(node.start_time),
  endsAt: instantOf(node.end_time),
  learningStatus: node.learning_stage_info?.status ?? null,
  editedAt: node.learning_stage_info?.last_sig_edit_ts
    ? new Date(node.learning_stage_info.last_sig_edit_ts * 1000).toISOString()
    : null,
});

export const toAd = (node: z.output<typeof AdNode>): MetaAd => ({
  ...named(node),
  campaignId: node.campaign_id,
  adSetId: node.adset_id,
  creativeId: node.creative?.id ?? null,
  createdAt: node.created_time ?? null,
});

export const toOpinion = (row: z.output<typeof OpinionRow>, ownFields: boolean): Opinion => ({
  adId: row.ad_id,
  quality: rankingOf(row.quality_ranking),
  engagement: rankingOf(row.engagement_rate_ranking),
  conversion: rankingOf(row.conversion_rate_ranking),
  diversityScore: row.creative_diversity_score,
  diversityLabel: row.creative_diversity_label ?? null,
  fatigue: wordsOf(row.creative_fatigue_summary),
  ownFields,
});

export const toNowThing = (node: z.output<typeof NowNode>, currency: string): MetaNowThing => ({
  ...named(node),
  ...budgets(node, currency),
  learning: node.learning_stage_info?.status ?? null,
  issues: node.issues_info.flatMap(
    ({ error_summary, error_message }) => error_summary ?? error_message ?? [],
  ),
});

const idFields = { account: 'account_id', campaign: 'campaign_id', ad_set: 'adset_id', ad: 'ad_id' } as const;

/** A row of insights as figures. Throws UPSTREAM for one that cannot be what was asked for. */
export function toFigures(row: InsightRow, level: Level, account: MetaAccount): DayFigures {
  const objectId = row[idFields[level]];
  const broken = (why: string): AppError =>
    new AppError('UPSTREAM', `Results of ${account.name}, ${row.date_start}: ${why}.`);
  if (objectId === undefined) throw broken(`a row without its ${idFields[level]}`);
  if (row.account_currency !== account.currency)
    throw broken(`money in ${row.account_currency} in an account of ${account.currency}`);
  const decimals = decimalsOf(account.currency);
  const spendMinor = row.spend === undefined ? 0 : minorOf(row.spend, decimals);
  if (spendMinor === null) throw broken('a spend that is no amount');
  return {
    level,
    objectId,
    day: row.date_start,
    campaignId: row.campaign_id ?? null,
    adSetId: row.adset_id ?? null,
    attributionSetting: row.attribution_setting ?? null,
    spendMinor,
    impressions: row.impressions ?? 0,
    clicks: row.clicks,
    linkClicks: row.inline_link_clicks,
    plays: videoCount(row.video_play_actions),
    views3s: countOf(row.actions, 'video_view'),
    thruplays: videoCount(row.video_thruplay_watched_actions),
    p25: videoCount(row.video_p25_watched_actions),
    p50: videoCount(row.video_p50_watched_actions),
    p75: videoCount(row.video_p75_watched_actions),
    p95: videoCount(row.video_p95_watched_actions),
    p100: videoCount(row.video_p100_watched_actions),
    actions: actionsOf(row, decimals),
  };
}

type Actions = readonly z.output<typeof Action>[] | undefined;

const figureOf = (value: unknown, read: (text: string) => number | null): number | null =>
  typeof value === 'string' && value !== ''
    ? read(value)
    : typeof value === 'number'
      ? read(String(value))
      : null;
const finite = (text: string): number | null => (Number.isFinite(Number(text)) ? Number(text) : null);

const countOf = (actions: Actions, type: string): number | null =>
  figureOf(actions?.find(({ action_type }) => action_type === type)?.value, finite);
/** The lists of the video figures have the one entry "video_view". */
const videoCount = (actions: Actions): number | null => countOf(actions, 'video_view');

/** Sorted, so that the same answer is the same text however Meta ordered it. */
function actionsOf(
  { actions = [], action_values = [] }: InsightRow,
  decimals: number,
): DayFigures['actions'] {
  const found = new Map<string, { n?: ByWindow; v?: ByWindow }>();
  for (const action of actions) found.set(action.action_type, { n: byWindow(action, finite) });
  for (const action of action_values) {
    const v = byWindow(action, (text) => minorOf(text, decimals));
    const counted = found.get(action.action_type);
    if (counted) counted.v = v;
    else found.set(action.action_type, { v });
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type ByWindow = Partial<Record<Window, number>>;

function byWindow(
  action: Readonly<Record<string, unknown>>,
  read: (text: string) => number | null,
): ByWindow {
  const figures: ByWindow = {};
  for (const window of windows) {
    const figure = figureOf(action[window], read);
    if (figure !== null) figures[window] = figure;
  }
  return figures;
}
