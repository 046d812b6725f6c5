import { expect, test } from 'vitest';
import type { AdId } from '../../../src/contract/index.ts';
import { createApi } from '../../../src/renderer/api/api.tsx';
import type { Transport } from '../../../src/renderer/api/transport.ts';
import { Outcomes } from '../../../src/renderer/features/score/outcomes.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));
const idOf = (at: number): AdId => `ad${at}`;

/** A host whose results are those of its newest refresh. */
const start = () => {
  const host = { refresh: 1, refuses: false, asked: [] as number[], busyMs: 0 };
  const call = async (_: string, { ads }: { ads: AdId[] }) => {
    host.asked.push(ads.length);
    const outcomes = ads.map((ad) => ({ ad, impressions: host.refresh }));
    if (host.busyMs > 0) await new Promise((resolve) => setTimeout(resolve, host.busyMs));
    return host.refuses ? { ok: false, error: {} } : { ok: true, value: { outcomes, forecasts: [] } };
  };
  const api = createApi({ call } as unknown as Transport);
  let learnt = (): void => undefined;
  api.live.onLearnt = (listener) => {
    learnt = listener;
    return () => undefined;
  };
  const outcomes = new Outcomes(api);
  const drawn = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => outcomes.of(idOf(from + at)).outcome?.impressions);
  outcomes.subscribe(() => drawn(1150, 1200));
  const refreshed = async () => {
    host.refresh += 1;
    learnt();
    await settled();
  };
  return { host, drawn, refreshed };
};

test('after a refresh every row is as new as it is drawn, however many were seen before', async () => {
  const { host, drawn, refreshed } = start();
  drawn(0, 1200);
  await settled();
  expect(host.asked).toEqual([500, 500, 200]);
  await refreshed();
  // Those on screen are asked for at once, others when they are.
  expect(host.asked.slice(3)).toEqual([50]);
  expect(new Set(drawn(1150, 1200))).toEqual(new Set([2]));
  drawn(0, 1200);
  await settled();
  expect(new Set(drawn(0, 1200))).toEqual(new Set([2]));
});

test('what could not be read anew is asked for by the next drawing', async () => {
  const { host, drawn, refreshed } = start();
  drawn(1150, 1200);
  await settled();
  host.refuses = true;
  await refreshed();
  host.refuses = false;
  expect(new Set(drawn(1150, 1200))).toEqual(new Set([1]));
  await settled();
  expect(new Set(drawn(1150, 1200))).toEqual(new Set([2]));
});

test('an answer from before a refresh that comes late does not take the place of one from after it', async () => {
  const { host, drawn, refreshed } = start();
  host.busyMs = 30;
  drawn(1150, 1200);
  await settled();
  host.busyMs = 0;
  await refreshed();
  expect(host.asked).toEqual([50, 50]);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(new Set(drawn(1150, 1200))).toEqual(new Set([2]));
});
