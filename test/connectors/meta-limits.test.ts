import { expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src/contract/index.ts';
import { createMetaClient } from '../../src/main/connectors/meta/client.ts';
import { createMeta, metaAccount } from '../../src/main/connectors/meta/meta.ts';
import { type Limit, tiers } from '../emulators/meta/limits.ts';
import { expectLedger } from '../support/meta/expect-ledger.ts';
import { about, accountOf, type Meta, openMeta, setOf } from '../support/meta/harness.ts';
import { credentials, token } from '../support/meta/token.ts';
import { angeles, berlin } from '../support/meta/world.ts';

const signal = AbortSignal.timeout(60_000);
const statuses = (meta: Meta) => meta.emulator.seen.map(({ status }) => status);
const refusedIn = (meta: Meta) => statuses(meta).filter((status) => status === 400);
const aMinute = 60_000;

it('an app of the first tier reads everything in and is never refused: it slows down by what Meta tells', async () => {
  const meta = await openMeta([berlin], { limits: [tiers.development, { ...tiers.standard, of: 'app' }] });
  for (const daysBack of [89, 40])
    expect(await meta.refresh({ daysBack })).toMatchObject({ job: { state: 'done' }, failures: [] });
  await expectLedger(meta, 89);
  expect(meta.emulator.seen.length).toBeGreaterThan(tiers.development.capacity);
  expect(refusedIn(meta)).toEqual([]);
  expect(meta.rests.length).toBeGreaterThan(0);
});

const refusing: readonly (readonly [string, Limit])[] = [
  ['the score of the account', { ...tiers.development, capacity: 3 }],
  ['its results', { of: 'ads_insights', capacity: 3, decayMs: 30 * aMinute, blockMs: 40 * aMinute }],
  ['its ads', { of: 'ads_management', capacity: 2, decayMs: 15 * aMinute, blockMs: 20 * aMinute }],
];

it.each(refusing)('of %s it is told how long it is closed, and asked no sooner', async (_, limit) => {
  const meta = await openMeta([berlin], { limits: [limit] });
  expect(await meta.refresh({ daysBack: 3 })).toMatchObject({ job: { state: 'done' }, failures: [] });
  await expectLedger(meta, 3);
  const refused = refusedIn(meta).length;
  expect(refused).toBeGreaterThan(0);
  expect(statuses(meta).some((status, at, list) => status === 400 && list[at + 1] === 400)).toBe(false);
  expect(meta.rests.filter((ms) => ms >= limit.blockMs - 1000)).toHaveLength(refused);
});

it('whoever waits for no long rest is told of one that begins while it stands in the line', async () => {
  const meta = await openMeta([berlin]);
  const usage = [{ type: 'ads_management', call_count: 100, estimated_time_to_regain_access: 20 }];
  const headers = { 'x-business-use-case-usage': JSON.stringify({ [accountOf(meta).id]: usage }) };
  meta.emulator.faults.push({ on: 'any', kind: 'error', code: 80_004, headers });
  const read = (mostRestMs?: number) => {
    const subject = mostRestMs === undefined ? about(meta) : { ...about(meta), mostRestMs };
    return meta.client.read(['me'], { fields: 'id' }, z.object({}), subject, signal);
  };
  const [patient, hurried] = await Promise.allSettled([read(), read(10_000)]);
  expect(patient.status).toBe('fulfilled');
  expect(hurried).toMatchObject({ status: 'rejected', reason: { code: 'RATE_LIMITED' } });
});

it('a change that stood behind the rest of another is not sent, and Meta is left alone', async () => {
  const meta = await openMeta([berlin]);
  const set = setOf(meta);
  const usage = [{ type: 'ads_management', call_count: 100, estimated_time_to_regain_access: 20 }];
  const headers = { 'x-business-use-case-usage': JSON.stringify({ [accountOf(meta).id]: usage }) };
  const read = () => meta.client.read(['me'], { fields: 'id' }, z.object({}), about(meta), signal);
  const hurried = { ...about(meta), mostRestMs: 120_000 };
  const change = () => meta.client.write([set.id], { daily_budget: '5100' }, hurried, signal, signal);
  const limited = { on: 'any', kind: 'error', code: 80_004, headers } as const;
  // The first is told to rest; the second, or nobody, has sat that out before it is the change's turn.
  for (const waiting of [[read(), read()], [read()]]) {
    meta.emulator.faults.push({ ...limited });
    expect(await change()).toMatchObject({ kind: 'at rest' });
    await Promise.allSettled(waiting);
  }
  meta.emulator.faults.push({ ...limited });
  expect(await change()).toMatchObject({ kind: 'at rest' });
  // Told of the rest at once.
  expect(await change()).toMatchObject({ kind: 'at rest' });
  expect(meta.emulator.changes).toEqual([]);
});

it.each([
  ['the machine slept in a short ease', 'ease', { kind: 'at rest', afterMs: 0 }],
  ['the keychain was only unlocked hours later', 'keychain', { kind: 'at rest', afterMs: 0 }],
  ['everything was stopped while the keychain was locked', 'stop', { error: { code: 'STOPPED' } }],
] as const)('a change does not leave where %s', async (_, in_, end) => {
  const meta = await openMeta([berlin]);
  const stop = new AbortController();
  let nowMs = meta.nowMs();
  const sleep = () => {
    nowMs += 30 * 3_600_000;
  };
  const until = new Date(nowMs + 20_000).toISOString();
  const client = createMetaClient({
    ...meta.parts,
    clock: { now: () => new Date(nowMs).toISOString(), monotonicMs: () => nowMs },
    pauses: { until: async () => until, set: async () => undefined },
    async pause(ms) {
      nowMs += ms;
      if (in_ === 'ease') sleep();
    },
    credentials: {
      async of(service) {
        if (in_ === 'keychain') sleep();
        if (in_ === 'stop') stop.abort(new AppError('STOPPED'));
        return credentials.of(service);
      },
    },
  });
  const hurried = { ...about(meta), mostRestMs: 120_000 };
  const params = { daily_budget: '5100' };
  expect(await client.write([setOf(meta).id], params, hurried, signal, stop.signal)).toMatchObject(end);
  expect(meta.emulator.changes).toEqual([]);
});

it('what was too much for the app holds all its accounts back, longer each time', async () => {
  const app: Limit = { of: 'app', capacity: 4, decayMs: aMinute, blockMs: 20 * aMinute };
  const meta = await openMeta([berlin, angeles], { limits: [app] });
  const read = async ({ id }: { id: string }) => {
    for (let n = 0; n < 3; n += 1)
      await meta.client.read(
        [`act_${id}`],
        { fields: 'id' },
        z.object({}),
        { account: id, what: 'It' },
        signal,
      );
  };
  await Promise.all(meta.accounts.map(read));
  // 1, 2, 4 and 8 minutes of both together; each for itself would have come back as often.
  expect(refusedIn(meta).length).toBeLessThanOrEqual(6);
  const rests = meta.rests.filter((ms) => ms >= aMinute);
  expect(Math.max(...rests)).toBeGreaterThanOrEqual(4 * aMinute);
});

it('a limit that is met before any account is known is waited for too, and told at once to who signs in', async () => {
  const meta = await openMeta([berlin]);
  meta.emulator.faults.push({ on: 'me', kind: 'error', code: 4 });
  expect(await meta.refresh({ daysBack: 1 })).toMatchObject({ job: { state: 'done' }, failures: [] });
  expect(meta.rests.filter((ms) => ms >= aMinute - 1000)).toHaveLength(1);

  meta.emulator.faults.push({ on: 'me', kind: 'error', code: 4 });
  const before = meta.emulator.seen.length;
  await expect(metaAccount(meta.parts).check({ kind: 'key', key: token }, signal)).rejects.toMatchObject({
    code: 'RATE_LIMITED',
  });
  expect(meta.emulator.seen.slice(before)).toHaveLength(1);
});

it('a rest that a clock wrote which has been set back since is not waited for', async () => {
  const meta = await openMeta([berlin]);
  await meta.refresh({ daysBack: 1 });
  const { id } = accountOf(meta);
  await meta.store.writer.pauseMeta(id, new Date(meta.nowMs() + 400 * 86_400_000).toISOString());
  expect(await meta.refresh({ daysBack: 1 })).toMatchObject({ job: { state: 'done' }, failures: [] });
  expect(meta.rests).toEqual([]);
  expect((await meta.store.reader.metaAccount(id))?.pausedUntil).toBeNull();
});

it('a budget that was changed too often keeps nothing else of the account waiting', async () => {
  const meta = await openMeta([berlin]);
  const set = setOf(meta);
  // A rest is kept with an account that is known.
  await meta.refresh({ daysBack: 1 });
  const change = (daily_budget: number) =>
    meta.client.write([set.id], { daily_budget: String(daily_budget) }, about(meta), signal, signal);
  for (const units of [5100, 5200, 5300, 5400]) expect((await change(units)).kind).toBe('done');
  expect(await change(5500)).toMatchObject({
    kind: 'refused',
    error: { code: 'RATE_LIMITED', message: expect.stringContaining('four times within an hour') },
  });
  await meta.client.read([set.id], { fields: 'name' }, z.object({}), about(meta), signal);
  expect(meta.rests).toEqual([]);
});

const aFilm = (meta: Meta) => ({
  account: accountOf(meta).id,
  adSet: setOf(meta).id,
  name: 'A film',
  kind: 'video' as const,
  media: new Blob([new Uint8Array(200_000)]),
  page: '77',
  message: 'Try it',
  headline: 'New',
  link: 'https://shop.example/',
  action: 'SHOP_NOW',
});

it('a part of a film that comes too often waits as long as Meta asks, and goes on from where it stood', async () => {
  const meta = await openMeta([berlin]);
  await meta.refresh({ daysBack: 1 });
  const regain = [{ type: 'ads_management', call_count: 100, estimated_time_to_regain_access: 9 }];
  const headers = { 'x-business-use-case-usage': JSON.stringify({ [accountOf(meta).id]: regain }) };
  meta.emulator.faults.push(
    { on: 'advideos', kind: 'error', code: 613, after: 2 },
    { on: 'advideos', kind: 'error', code: 17, headers },
    { on: 'advideos', kind: 'error', code: 4, after: 1 },
  );
  const began = meta.emulator.seen.length;
  meta.rests.length = 0;
  expect(await createMeta(meta.parts).drafts.make(aFilm(meta), signal, signal)).toMatchObject({
    kind: 'done',
  });
  expect(meta.rests.filter((ms) => ms >= aMinute - 1000).map((ms) => Math.round(ms / aMinute))).toEqual([
    1, 9, 1,
  ]);
  // Start, four parts, end, and the three that were refused: no part was sent twice.
  const sent = meta.emulator.seen.slice(began).filter(({ path }) => path.endsWith('/advideos'));
  expect(sent).toHaveLength(9);
});

it('a change that Meta took counts as done though the rest that it asks for cannot be kept', async () => {
  const meta = await openMeta([berlin]);
  const pauses = { until: async () => null, set: () => Promise.reject(new AppError('STORE_LOCKED')) };
  const client = createMetaClient({ ...meta.parts, pauses });
  meta.emulator.usedPercent = () => 80;
  const change = () => client.write([setOf(meta).id], { daily_budget: '5100' }, about(meta), signal, signal);
  expect(await change()).toMatchObject({ kind: 'done' });
  expect(meta.emulator.changes).toHaveLength(1);
  expect(meta.told.join()).toContain('could not be kept');
});

it.each([undefined, 60_000])(
  'a change waits where no rest can be read of a library that is held, %s',
  async (mostRestMs) => {
    const meta = await openMeta([berlin]);
    const pauses = { until: () => Promise.reject(new AppError('STORE_LOCKED')), set: async () => undefined };
    const client = createMetaClient({ ...meta.parts, pauses });
    const of = mostRestMs === undefined ? about(meta) : { ...about(meta), mostRestMs };
    expect(await client.write([setOf(meta).id], { daily_budget: '5100' }, of, signal, signal)).toEqual({
      kind: 'at rest',
      detail: expect.stringContaining('could not be read'),
      afterMs: null,
    });
    expect(meta.emulator.changes).toEqual([]);
  },
);

it('a change leaves behind a rest of which the end cannot be written', async () => {
  const meta = await openMeta([berlin]);
  const until = new Date(meta.nowMs() + 20_000).toISOString();
  const pauses = { until: async () => until, set: () => Promise.reject(new AppError('STORE_LOCKED')) };
  const client = createMetaClient({ ...meta.parts, pauses });
  const change = () => client.write([setOf(meta).id], { daily_budget: '5100' }, about(meta), signal, signal);
  expect(await change()).toMatchObject({ kind: 'done' });
  expect(meta.rests).toEqual([20_000]);
});

it('an older rest that is kept, and over, does not stand for a newer one that could not be', async () => {
  const meta = await openMeta([berlin]);
  const pauses = {
    until: async () => '2020-01-01T00:00:00.000Z',
    set: async (_account: string, until: string | null) => {
      if (until !== null) throw new AppError('STORE_LOCKED');
    },
  };
  const client = createMetaClient({ ...meta.parts, pauses });
  const mostRestMs = 0;
  const change = () =>
    client.write([setOf(meta).id], { daily_budget: '5100' }, { ...about(meta), mostRestMs }, signal, signal);
  meta.emulator.usedPercent = () => 80;
  expect(await change()).toMatchObject({ kind: 'done' });
  expect(await change()).toMatchObject({ kind: 'at rest' });
  expect(meta.emulator.changes).toHaveLength(1);
});

it('a draft is begun in no rest, and gives up where too many were made; what was begun waits for any', async () => {
  const meta = await openMeta([berlin]);
  await meta.refresh({ daysBack: 1 });
  const { drafts } = createMeta(meta.parts);
  const picture = { ...aFilm(meta), kind: 'image' as const };
  const { id } = accountOf(meta);
  const restFor = (minutes: number) =>
    meta.store.writer.pauseMeta(id, new Date(meta.nowMs() + minutes * aMinute).toISOString());
  const before = meta.emulator.seen.length;
  for (const draft of [aFilm(meta), picture]) {
    await restFor(120);
    expect(await drafts.make(draft, signal, signal)).toMatchObject({
      kind: 'at rest',
      afterMs: 120 * aMinute,
    });
  }
  expect(meta.rests).toEqual([]);
  expect(meta.emulator.seen).toHaveLength(before);
  await meta.store.writer.pauseMeta(id, null);
  meta.emulator.faults.push({ on: 'ads', kind: 'error', code: 613, subcode: 1_487_225 });
  meta.emulator.faults.push({ on: 'ads', kind: 'error', code: 17, after: 1 });
  for (const _ of [1, 2])
    expect(await drafts.make(picture, signal, signal)).toMatchObject({
      kind: 'refused',
      code: 'RATE_LIMITED',
    });
  const conversions = createMeta({
    ...meta.parts,
    pauses: { until: async () => new Date(meta.nowMs() + 120 * aMinute).toISOString(), set: async () => {} },
  }).conversions.send('77', [], null, signal, signal);
  expect(await conversions).toMatchObject({ kind: 'at rest' });
});

it('a film that is uploaded waits for a library that is held by another program, and is uploaded once', async () => {
  const meta = await openMeta([berlin]);
  const uploads = () => meta.emulator.seen.filter(({ path }) => path.endsWith('/advideos')).length;
  let held = 20;
  const pauses = {
    async until() {
      if (uploads() < 6 || held === 0) return null;
      held -= 1;
      throw new AppError('STORE_LOCKED');
    },
    set: async () => undefined,
  };
  const { drafts } = createMeta({ ...meta.parts, pauses });
  expect(await drafts.make(aFilm(meta), signal, signal)).toMatchObject({ kind: 'done' });
  expect([held, uploads()]).toEqual([0, 6]);
});

it('a poster that comes without a byte for ten minutes ends the draft with what to do', async () => {
  const meta = await openMeta([berlin]);
  meta.emulator.faults.push({ on: 'media', kind: 'empty', status: 200, times: 1000 });
  expect(await createMeta(meta.parts).drafts.make(aFilm(meta), signal, signal)).toMatchObject({
    kind: 'refused',
    code: 'UPSTREAM',
    detail: expect.stringMatching(/without a single byte.* propose the draft anew later/),
  });
});

it('every request is counted once, by how it ended: of signing in, of results, of a film', async () => {
  const meta = await openMeta([berlin]);
  await metaAccount(meta.parts).check({ kind: 'key', key: token }, signal);
  meta.emulator.faults.push(
    { on: 'insights', kind: 'error', code: 17 },
    { on: 'ads', kind: 'html' },
    { on: 'advideos', kind: 'reset', after: 1 },
  );
  await meta.refresh({ daysBack: 1 });
  const draft = aFilm(meta);
  const { drafts } = createMeta(meta.parts);
  expect(await drafts.make(draft, signal, signal)).toMatchObject({ kind: 'done' });
  const { answered, failed, limited } = meta.asked;
  // What is inside of a batch is not sent by us, and what the CDN serves is no call.
  const sent = meta.emulator.seen.filter(({ path }) => !/\/debug_token$|^\/cdn\//.test(path));
  expect(answered + failed + limited).toBe(sent.length);
  expect([limited, failed]).toEqual([1, 2]);

  // Why a film is not taken is told as of any other request.
  meta.emulator.faults.push({ on: 'advideos', kind: 'error', code: 190, subcode: 463 });
  expect(await drafts.make(draft, signal, signal)).toMatchObject({ kind: 'refused', code: 'AUTH_EXPIRED' });
});

it('an account that the token no longer sees is told, and the others are read', async () => {
  const meta = await openMeta([berlin, angeles], { sees: ['10153098001'] });
  const [fjord, pacific] = meta.accounts.map(({ id }) => id);
  if (!fjord || !pacific) throw new Error('There are no accounts.');
  const { job, failures } = await meta.refresh({ daysBack: 2, accounts: [pacific, fjord] });
  expect(job.state).toBe('done');
  expect(failures).toMatchObject([{ code: 'NOT_FOUND', message: expect.stringContaining(pacific) }]);
  expect((await meta.insights()).map(({ id }) => id)).toEqual([fjord]);
  // Alone, it is why the job cannot be done.
  expect((await meta.refresh({ daysBack: 2, accounts: [pacific] })).job).toMatchObject({
    state: 'failed',
    error: { code: 'NOT_FOUND' },
  });
});

it('a version that has ended is told of once where Meta still answers, and stops the job where it does not', async () => {
  const meta = await openMeta([berlin], { version: 'v24.0', upgraded: ['v24.0'] });
  expect(await meta.refresh({ daysBack: 2 })).toMatchObject({ job: { state: 'done' }, failures: [] });
  await expectLedger(meta, 2);
  expect(meta.told.filter((line) => line.includes('newer one'))).toHaveLength(1);
  const ended = await openMeta([berlin], { version: 'v19.0' });
  expect((await ended.refresh({ daysBack: 2 })).job).toMatchObject({
    state: 'failed',
    error: { code: 'UPSTREAM', message: expect.stringContaining('META_API_VERSION') },
  });
});
