import { expect, test } from 'vitest';
import { pastOf } from '../../../src/main/core/score/council/past.ts';
import type { JobItem } from '../../../src/main/ports.ts';
import { type CouncilPorts, judgeAd, outageIn, type Panel } from '../../../src/main/stages/council.ts';
import type { Outage } from '../../../src/main/stages/judge-gate.ts';
import { anAd, shaOf } from '../store/ads.ts';

const panelOf = (...outages: (Outage | null)[]): Panel => {
  const seats = outages.map((outage, at) => ({
    judge: (['gemini', 'claude'] as const)[at],
    model: 'm',
    off: null,
    gate: { outage: () => outage, closed: () => (outage ? 'it is down' : null) },
  }));
  return { seats, ledger: {}, past: async () => pastOf([]) } as unknown as Panel;
};
const [down, limited] = [
  { code: 'UPSTREAM', afterMs: null },
  { code: 'RATE_LIMITED', afterMs: 3_600_000 },
] as const;

test('a job waits as for the judge that comes back, whichever is told of first', () => {
  for (const outages of [
    [down, limited],
    [limited, down],
  ])
    expect(outageIn(panelOf(...outages))).toMatchObject({ code: 'RATE_LIMITED', afterMs: 3_600_000 });
  expect(outageIn(panelOf(down, null))).toMatchObject({ code: 'UPSTREAM', afterMs: null });
});

test('an ad that a judge refused before lacks nothing while that judge is down', async () => {
  const ad = { ...anAd(shaOf(1)), words: null, copy: null, spoken: null };
  const refused = { judge: 'gemini', model: 'm', saw: 'nothing', costMicroUsd: 0, transcript: null };
  const end = { kind: 'abstained', reason: 'it refused' };
  const reader = {
    ballot: async ({ judge }: { judge: string }) => ({ ...refused, judge, end }),
    councilAd: async () => ad,
  };
  const clock = { now: () => '2026-11-22T21:00:00.000Z', monotonicMs: () => 0 };
  const ports = { reader, clock } as unknown as CouncilPorts;
  const item = { adId: ad.id, stamp: { size: 1, mtimeNs: '1' } } as JobItem;
  const judged = await judgeAd(ports, panelOf(limited, null), item, new AbortController().signal);
  expect(judged).toMatchObject({ kind: 'judged', lacks: false, asked: false });
});
