import { expect, test } from 'vitest';
import type { JobId } from '../../../src/contract/index.ts';
import { engineModel } from '../../../src/main/core/score/council/aggregate.ts';
import { judgeKey } from '../../../src/main/core/score/council/record.ts';
import { createCouncil } from '../../../src/main/hosts/council.ts';
import type { JobItem, JudgePayload } from '../../../src/main/ports.ts';
import { type CouncilPorts, judgeAd } from '../../../src/main/stages/council.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { anAd, shaOf } from '../store/ads.ts';

const clock = { now: () => '2026-11-29T10:00:00.000Z', monotonicMs: () => 0 };
const payload = { council: 'all', cheaper: false, ceilingMicroUsd: 0, only: null } as unknown as JudgePayload;

test('the votes of the whole library are read once for a run, when its first ad is joined', async () => {
  const ads = [1, 2, 3].map((n) => ({ ...anAd(shaOf(n)), words: null, copy: null, spoken: null }));
  let read = 0;
  const judges = [judgeKey('openai', 'm'), judgeKey('anthropic', 'm'), judgeKey('engine', engineModel)];
  const earlier = Array.from({ length: 30 }, (_, at) =>
    judges.map((judge) => ({ adId: `other ${at}`, judge, score: at, hit: null })),
  ).flat();
  const reader = {
    settings: async () => ({ council_models: {} }),
    agreedTo: async () => [],
    batchModel: async () => null,
    spentMicroUsd: async () => 0,
    ballot: async ({ judge }: { judge: string }) => ({
      ...{ judge, model: 'm', saw: 'nothing', costMicroUsd: 0, transcript: null },
      end:
        judge === 'openai' || judge === 'anthropic'
          ? { kind: 'vote', score: 15, verdict: { addresses_the_judge: false, risks: [], strengths: [] } }
          : { kind: 'abstained', reason: 'it refused' },
    }),
    councilAd: async (id: string) => ads.find((ad) => ad.id === id) ?? null,
    pastVotes: async () => {
      read += 1;
      return earlier;
    },
  };
  const store = { reader, writer: {} } as unknown as Store;
  const access = async () => ({ off: 'Nothing is connected.' });
  const panel = await createCouncil({ access, store, clock }).panel('job' as JobId, payload, new Set());
  expect(read).toBe(0);
  const ports = { reader, clock } as unknown as CouncilPorts;
  for (const { id: adId } of ads) {
    const end = await judgeAd(ports, panel, { adId } as JobItem, new AbortController().signal);
    const openai = end.kind === 'judged' && end.council.members.find(({ member }) => member === 'openai');
    expect(openai).toMatchObject({ basis: 'percentile of 30 earlier scores' });
  }
  expect(read).toBe(1);
});
