import type { AdRow, SourceRead, Today, TodayAccount, TodayFigure } from '../../../src/contract/index.ts';
import { isConnected } from './accounts.ts';
import { listRequests } from './approvals.ts';
import type { FakeHost } from './fake-host.ts';

const at = '2026-11-20T09:15:00.000Z';

export function todayOf(host: FakeHost): Today {
  const waiting = listRequests(host, 'waiting', 200).items;
  const open = waiting.filter(({ state }) => state === 'proposed');
  const failed = host.jobs.filter(({ state, progress }) => state === 'failed' || progress.failed > 0);
  const rows = host.library.view({ where: '', sort: 'score', direction: 'desc' }).slice(0, 5);
  return {
    at,
    since: '2026-11-19T09:15:00.000Z',
    meta_connected: isConnected(host, 'meta'),
    accounts: host.todays,
    links_asked: 0,
    approvals: {
      waiting: open.length,
      aside: 0,
      under_way: waiting.length - open.length,
      stopped: host.stopped,
      first: open.slice(0, 5),
    },
    failed_jobs: {
      jobs: failed.length,
      newest: failed.slice(0, 5).map(({ id, title, error, progress, created_at }) => ({
        id,
        title,
        code: error?.code ?? null,
        failed: progress.failed,
        at: created_at,
      })),
    },
    scored: {
      ads: host.library.size,
      best: rows.map(({ id, name, score, interval80 }) => ({ id, name, score, interval80 })),
    },
  };
}

const change = (ratio: number, clear: boolean, interval90: [number, number] | null) => ({
  ratio,
  clear,
  interval90,
});

const figures: TodayFigure[] = [
  {
    metric: 'spend',
    value: 128_450,
    interval90: null,
    events: null,
    before: 120_300,
    change: change(1.068, true, null),
    provisional: false,
  },
  {
    metric: 'ctr',
    value: 0.0131,
    interval90: [0.0124, 0.0138],
    events: 912,
    before: 0.0158,
    change: change(0.829, true, [0.76, 0.9]),
    provisional: false,
  },
  {
    metric: 'orders',
    value: 41,
    interval90: [31.1, 53.2],
    events: 41,
    before: 38,
    change: change(1.079, false, [0.75, 1.55]),
    provisional: true,
  },
  {
    metric: 'roas',
    value: 2.13,
    interval90: [1.55, 2.93],
    events: 41,
    before: 2.02,
    change: change(1.054, false, [0.68, 1.63]),
    provisional: true,
  },
];

export const someTodays = (rows: readonly AdRow[]): TodayAccount[] => [
  {
    id: '77',
    name: 'Fjordline DE',
    currency: 'EUR',
    time_zone: 'Europe/Berlin',
    read_at: '2026-11-20T05:02:00.000Z',
    day: '2026-11-19',
    yesterday: '2026-11-19',
    figures,
    alike: true,
    silence: { since: '2026-11-17T08:40:00.000Z', due: 78 },
    sales: { action_type: 'omni_purchase', window: '7d_click' },
    delay_alarm: { p: 0.0002, seen_at: '2026-11-20T05:00:00.000Z' },
    unusual: [
      {
        id: '9',
        level: 'campaign',
        name: 'Autumn, prospecting',
        metric: 'spend',
        value: 61_200,
        usual: 24_800,
        range: [11_900, 37_700],
        weeks: 8,
      },
    ],
    judged: 14,
    undecided: [],
    tired: [
      {
        meta_ad_id: '2385001',
        name: 'Harbour at dawn, 15 s',
        ad_id: rows[0]?.id ?? null,
        state: 'fatigued',
        before: 'watch',
        reasons: ['the click rate falls as frequency grows', 'results cost more', 'few new people'],
        impressions: 184_000,
      },
    ],
  },
  {
    id: '78',
    name: 'Fjordline JP',
    currency: 'JPY',
    time_zone: 'Asia/Tokyo',
    read_at: '2026-11-18T05:02:00.000Z',
    day: '2026-11-17',
    yesterday: '2026-11-20',
    figures: [
      { ...(figures[0] as TodayFigure), value: 48_200, before: null, change: null },
      {
        ...(figures[2] as TodayFigure),
        value: null,
        interval90: null,
        events: null,
        before: null,
        change: null,
      },
    ],
    alike: false,
    silence: null,
    sales: null,
    delay_alarm: null,
    unusual: [],
    judged: 0,
    undecided: [
      { metric: 'spend', lacks: ['2 of 6 same weekdays'] },
      { metric: 'orders', lacks: ['this day is not reported', '0 of 6 same weekdays'] },
    ],
    tired: [],
  },
];

/** One source of each kind, and two ad accounts that were read on different days. */
export const someReads = (): SourceRead[] => [
  { kind: 'meta', name: 'Fjordline DE', at },
  { kind: 'meta', name: 'Fjordline JP', at: '2026-11-18T09:15:00.000Z' },
  { kind: 'hubspot', name: 'hubspot', at },
  { kind: 'tracker', name: 'anytrack', at: '2026-11-20T09:14:00.000Z' },
  { kind: 'file', name: 'shop', at: '2026-11-12T16:40:00.000Z' },
  { kind: 'drive', name: null, at: '2026-11-19T18:05:00.000Z' },
];
