import { expect, test } from 'vitest';
import type { AdId } from '../../../src/contract/index.ts';
import { createLedger } from '../../../src/main/core/score/council/ledger.ts';
import { pastOf } from '../../../src/main/core/score/council/past.ts';
import { judgeWork } from '../../../src/main/hosts/judge-work.ts';
import type { JobItem, JudgePort } from '../../../src/main/ports.ts';
import type { Panel } from '../../../src/main/stages/council.ts';
import { createGate } from '../../../src/main/stages/judge-gate.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from '../store/ads.ts';

test('of an ad whose missing judges are all down nothing is fetched, read or decoded, and its votes stay owed', async () => {
  const store = await tempStore(() => at);
  const [file] = (await aJob(store, '/ads', ['a.mp4'])) as [JobItem];
  await store.writer.finishItem(file, analyzed(anAd(shaOf(1))));
  const item = { ...file, adId: shaOf(1).slice(0, 16) as AdId };
  const touched: string[] = [];
  const touching = (what: string) => () => {
    touched.push(what);
    return Promise.reject(new Error(`${what} was touched`));
  };
  const fetch = async () => {
    touched.push('file');
    return () => undefined;
  };
  const gate = createGate({ now: () => at, monotonicMs: () => 0 }, async () => undefined, 8);
  const port: JudgePort = { judge: 'anthropic', seesVideo: false, ask: touching('judge') };
  const limits = { schemaBytes: 1, maxOutputTokens: 1 };
  const rates = { input: 1, cachedInput: 1, output: 1 };
  const seat = {
    judge: port.judge,
    model: 'm',
    off: null,
    port,
    gate,
    ratesAt: () => rates,
    limits,
  } as const;
  const off = { judge: 'local', model: 'm', off: 'not connected' } as const;
  const panel: Panel = { seats: [seat, off], ledger: createLedger(1e9, 0), past: async () => pastOf([]) };
  const payload = { jobId: null, adIds: [item.adId], council: 'all', cheaper: false, ceilingMicroUsd: 1e9 };
  const source = { stamp: touching('stamp'), sha256: touching('bytes') };
  const opened = async () => ({ frames: touching('frames'), readText: touching('words') });
  const work = judgeWork({
    store: { ...store, reader: { ...store.reader, judgePayload: async () => payload } },
    sources: { fetchedAgain: { fetchAhead: 0, fetch }, ofItem: async () => source },
    decoder: { opened },
    council: { panel: async () => panel, batchSeats: async () => [] },
    clock: { now: () => at },
    programs: { within: async (asked: unknown) => asked },
  } as unknown as Parameters<typeof judgeWork>[0]);
  const never = new AbortController().signal;

  const run = await work.start(item.jobId);
  await run.source.fetch(item, never);
  expect(touched).toEqual(['file']);

  gate.close('it was overloaded (5 tries)', { code: 'UPSTREAM', afterMs: null });
  await run.source.fetch(item, never);
  const memory = { done: new Set<string>(), claim: async () => undefined };
  const end = await run.run(item, memory, never);
  expect(touched).toEqual(['file']);
  expect(end).toMatchObject({ kind: 'judged', lacks: true });
  if (end.kind !== 'judged') expect.fail('It was not judged.');
  expect(end.council.members.find(({ member }) => member === 'anthropic')).toMatchObject({
    state: 'abstained',
    reason: 'it was overloaded (5 tries)',
  });
});
