import type { Performance } from '../../../src/contract/index.ts';

const days = Array.from({ length: 30 }, (_, at) =>
  new Date(Date.UTC(2026, 9, 22 + at)).toISOString().slice(0, 10),
);

/** Of a library in which nothing happened yet. */
export const noPerformance = (): Performance => ({
  since: '2026-10-22',
  until: '2026-11-20',
  jobs: {
    unfinished: 0,
    days: days.map((day) => ({ day, done: 0, failed: 0, cancelled: 0 })),
    kinds: [],
  },
  runs: [],
  files: { analyzed: 0, reused: 0, failed: 0, skipped: 0 },
  errors: [],
  models: [],
  cost: {
    days: days.map((day) => ({ day, council_usd: 0, director_usd: 0 })),
    ceilings: [
      { use: 'council', ceiling_usd: 5, dearest: null },
      { use: 'director', ceiling_usd: 1, dearest: null },
    ],
  },
  services: [],
  meta_accounts: [],
  storage: {
    library_bytes: 4_230_400,
    pictures: { bytes: 0, estimated: false },
    cache_bytes: 0,
    cache_limit_bytes: 20_000_000_000,
    backups: (
      [
        ['hourly', 24],
        ['daily', 14],
        ['manual', 20],
        ['migration', 10],
        ['restore', 5],
      ] as const
    ).map(([reason, kept_at_most]) => ({ reason, count: 0, kept_at_most, bytes: 0 })),
    free_bytes: 81_203_441_664,
  },
});

export function somePerformance(): Performance {
  const nothing = noPerformance();
  const wave = (at: number, most: number): number => Math.round(most * (0.5 + 0.5 * Math.sin(at / 2.3)));
  return {
    ...nothing,
    jobs: {
      unfinished: 1,
      days: days.map((day, at) => ({
        day,
        done: wave(at, 9),
        failed: at % 11 === 4 ? 2 : 0,
        cancelled: at === 20 ? 1 : 0,
      })),
      kinds: [
        { kind: 'analyze', done: 84, failed: 4, cancelled: 1, usual_s: 41.2, longest_s: 2940 },
        { kind: 'judge', done: 12, failed: 1, cancelled: 0, usual_s: 188, longest_s: 1310 },
        { kind: 'refresh', done: 30, failed: 1, cancelled: 0, usual_s: null, longest_s: null },
      ],
    },
    runs: Array.from({ length: 24 }, (_, at) => ({
      job_id: `job_${String(at).padStart(8, '0')}`,
      ended_at: `${days[at + 5]}T10:00:00.000Z`,
      seconds: 60,
      analyzed: 22 + wave(at, 14),
      reused: 4,
      failed: at % 7 === 0 ? 1 : 0,
      media_s: 500 + 20 * wave(at, 14),
    })),
    files: { analyzed: 712, reused: 2240, failed: 9, skipped: 31 },
    errors: [
      {
        code: 'NO_INDEX',
        times: 6,
        last_at: '2026-11-19T16:20:00.000Z',
        message: 'The file has no index. spring/hero_final_v7.mp4',
        next_step: 'Export the video again.',
      },
      {
        code: 'RATE_LIMITED',
        times: 2,
        last_at: '2026-11-14T05:02:00.000Z',
        message: 'The service asked to slow down. Insights of Fjordline DE',
        next_step: 'It goes on by itself.',
      },
    ],
    models: [
      {
        service: 'anthropic',
        use: 'council',
        calls: 340,
        failed: 9,
        limited: 7,
        cost_usd: 4.2618,
        last_problem: { at: '2026-11-18T09:00:00.000Z', text: 'rate_limit: slow down' },
      },
      {
        service: 'openai',
        use: 'council',
        calls: 331,
        failed: 0,
        limited: 0,
        cost_usd: 3.1177,
        last_problem: null,
      },
      {
        service: null,
        use: 'director',
        calls: 12,
        failed: 0,
        limited: 0,
        cost_usd: 0.418,
        last_problem: null,
      },
    ],
    cost: {
      days: days.map((day, at) => ({
        day,
        council_usd: at % 5 === 2 ? 0.9 + at / 30 : 0,
        director_usd: at % 3 === 0 ? 0.08 : 0,
      })),
      ceilings: [
        {
          use: 'council',
          ceiling_usd: 5,
          dearest: { at: '2026-11-18T09:00:00.000Z', cost_usd: 1.8333, ceiling_usd: 2 },
        },
        {
          use: 'director',
          ceiling_usd: 1,
          dearest: { at: '2026-11-12T09:00:00.000Z', cost_usd: 0.121, ceiling_usd: 1 },
        },
      ],
    },
    services: [
      { service: 'google', calls: 210, failed: 1, limited: 0, waited_s: 0 },
      { service: 'meta', calls: 1841, failed: 12, limited: 9, waited_s: 734 },
    ],
    meta_accounts: [
      {
        account: '77',
        name: 'Fjordline DE',
        used_percent: 86.5,
        read_at: '2026-11-20T09:31:00.000Z',
        paused_until: '2026-11-20T09:40:00.000Z',
      },
    ],
    storage: {
      ...nothing.storage,
      pictures: { bytes: 212_441_088, estimated: true },
      cache_bytes: 8_412_000_000,
      backups: nothing.storage.backups.map((one) =>
        one.reason === 'hourly' ? { ...one, count: 24, bytes: 1_152_000_000 } : one,
      ),
    },
  };
}
