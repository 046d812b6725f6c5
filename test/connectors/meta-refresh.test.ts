import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMeta } from '../../src/main/connectors/meta/meta.ts';
import { addDays, dayIn } from '../../src/main/core/learn/meta/days.ts';
import type { MetaFault } from '../emulators/meta/faults.ts';
import { expectLedger } from '../support/meta/expect-ledger.ts';
import { accountOf, type Meta, openMeta } from '../support/meta/harness.ts';
import { token } from '../support/meta/token.ts';
import { angeles, berlin, tokyo } from '../support/meta/world.ts';
import { eventually } from '../unit/jobs/harness.ts';

const fatigueWords = 'fatigue level HIGH, share of spend 0.3';

describe('a refresh from Meta', () => {
  it('equals the ledger to the cent: three time zones and currencies, aliases, restatements, no doubling', async () => {
    const meta = await openMeta([berlin, angeles, tokyo], { overlap: true });
    const first = await meta.refresh({ daysBack: 20 });
    expect(first).toMatchObject({ job: { state: 'done', progress: { failed: 0 } }, failures: [] });
    await expectLedger(meta, 20);
    const told = await meta.insights();
    expect(
      told.map(({ name, currency, action_type, window }) => [name, currency, action_type, window]),
    ).toEqual([
      ['Fjord', 'EUR', 'omni_purchase', 'value'],
      ['Pacific', 'USD', 'purchase', '7d_click'],
      ['Sakura', 'JPY', 'offsite_conversion.fb_pixel_purchase', 'value'],
    ]);
    // More came to light for the same days, and new days came.
    meta.passDays(3);
    await meta.refresh({ daysBack: 20 });
    await expectLedger(meta, 23);
    const [fjord] = await meta.insights();
    expect(fjord?.total?.provisional_minor).toBeGreaterThan(0);

    // Long after, everything is settled, and is not asked for again.
    meta.passDays(40);
    await meta.refresh({ daysBack: 1 });
    const before = meta.emulator.seen.length;
    await meta.refresh({ daysBack: 1 });
    const asked = meta.emulator.seen.slice(before).filter(({ path }) => path.endsWith('/insights'));
    const oldest = asked.flatMap(({ query }) => {
      const range = query.get('time_range');
      return range ? [(JSON.parse(range) as { since: string }).since] : [];
    });
    expect(oldest.length).toBeGreaterThan(0);
    for (const since of oldest)
      expect(since >= addDays(dayIn('Asia/Tokyo', meta.clock.now()), -3)).toBe(true);
  }, 60_000);

  it('as of a day tells what was believed then', async () => {
    const meta = await openMeta([berlin]);
    await meta.refresh({ daysBack: 10 });
    const then = meta.clock.now();
    const [before] = await meta.insights();
    meta.passDays(5);
    await meta.refresh({ daysBack: 10 });
    const rows = await meta.store.reader.metaBelieved('ad', then);
    const revenue = rows.reduce((sum, row) => sum + (row.revenueMinor ?? 0), 0);
    expect(revenue).toBe(before?.ads.reduce((sum, ad) => sum + (ad.results.revenue_minor ?? 0), 0));
  }, 60_000);

  it('goes by reports where an answer at once is too much, and halves what is too much for a report', async () => {
    const meta = await openMeta([berlin], { mostRows: 20 });
    // Of the ads the first report fails, the second one is too large, one of a half of it is skipped.
    meta.emulator.faults.push(
      { on: 'report', target: 'ad', kind: 'text', code: -2, subcode: 2_490_547 },
      { on: 'report', target: 'ad', kind: 'text', code: -3, subcode: 1_504_045 },
      { on: 'report', target: 'ad', kind: 'skipped' },
    );
    expect(await meta.refresh({ daysBack: 8 })).toMatchObject({ job: { state: 'done' }, failures: [] });
    expect(meta.emulator.faults).toEqual([]);
    await expectLedger(meta, 8);
    expect(
      meta.emulator.seen.some(({ path, method }) => method === 'POST' && path.endsWith('/insights')),
    ).toBe(true);
  }, 60_000);

  it('asks for a report again that Meta has thrown away during a long rest', async () => {
    const meta = await openMeta([berlin]);
    const { figures } = createMeta(meta.parts).ads;
    const account = accountOf(meta);
    const kept: { id: string | null } = { id: null };
    const stop = new AbortController();
    const reports = {
      get: async () => kept.id,
      set: async (_days: unknown, id: string | null) => {
        kept.id = id;
        if (id !== null && !stop.signal.aborted) stop.abort(new Error('closed'));
      },
    };
    const range = { since: '2026-10-17', until: '2026-10-19' };
    const read = async (signal: AbortSignal) => {
      const rows: unknown[] = [];
      for await (const page of figures(account, 'ad', range, true, reports, signal)) rows.push(...page);
      return rows;
    };
    await expect(read(stop.signal)).rejects.toThrow('closed');
    const first = kept.id;
    expect(first).not.toBeNull();
    meta.passDays(31);
    expect((await read(AbortSignal.timeout(20_000))).length).toBeGreaterThan(0);
    expect(kept.id).toBeNull();
    const ordered = meta.emulator.seen.filter(
      ({ path, method }) => method === 'POST' && path.endsWith('/insights'),
    );
    expect(ordered).toHaveLength(2);
  });

  it('a list that is broken off takes nothing back and is told; its days are read again next time', async () => {
    let hollowFrom: number | null = null;
    const meta = await openMeta([berlin], { hollowFrom: () => hollowFrom });
    const known = async () => (await meta.store.reader.metaDays(accountOf(meta).id)).size;
    await meta.refresh({ daysBack: 2 });
    const before = [await meta.insights(), await known()];
    hollowFrom = 1;
    const { job, failures } = await meta.refresh({ daysBack: 2 });
    expect(job.state).toBe('done');
    // Of the results, of reach and of what Meta thinks; what stands in the account came in full.
    expect(failures).toHaveLength(3);
    for (const { code, message } of failures)
      expect([code, message]).toEqual(['UPSTREAM', expect.stringContaining('there is more')]);
    expect([await meta.insights(), await known()]).toEqual(before);
    await expectLedger(meta, 2);

    meta.passDays(1);
    await meta.refresh({ daysBack: 2 });
    expect(await known()).toBe(before[1]);
    hollowFrom = null;
    expect(await meta.refresh({ daysBack: 2 })).toMatchObject({ job: { state: 'done' }, failures: [] });
    await expectLedger(meta, 3);
  });

  it.each([true, false])(
    'tells what Meta thinks of each ad, of fatigue and diversity where it may be asked (%s)',
    async (ownFields) => {
      const meta = await openMeta([berlin], { ownFields });
      expect(await meta.refresh({ daysBack: 28 })).toMatchObject({ job: { state: 'done' }, failures: [] });
      const running = await meta.store.reader.runningAds(accountOf(meta).id);
      // Of an ad that ran before the days that were read, its whole life counts.
      const seenToday = running.filter(({ days }) => days.at(-1)?.day === '2026-10-20');
      expect(seenToday).not.toEqual([]);
      for (const { metaAdId, days } of seenToday) {
        const own = accountOf(meta).ads.find(({ id }) => id === metaAdId)?.days ?? [];
        const lived = own.filter(({ day }) => day <= '2026-10-20');
        const impressions = lived.reduce((sum, one) => sum + one.impressions, 0);
        expect(days.at(-1)?.lifetime?.impressions).toBe(impressions);
      }
      const said = running.flatMap(({ opinion }) => opinion ?? []);
      expect(said).toHaveLength(running.length);
      const seen = (id: string) =>
        accountOf(meta)
          .ads.find((ad) => ad.id === id)
          ?.days.filter(({ day }) => day >= '2026-09-22' && day < '2026-10-20')
          .reduce((sum, { impressions }) => sum + impressions, 0) ?? 0;
      for (const { adId, quality, engagement, conversion, ...own } of said) {
        const known = [quality, engagement, conversion].map((ranking) => ranking !== null);
        expect(new Set(known), adId).toEqual(new Set([seen(adId) >= 500]));
        expect(own).toMatchObject(
          ownFields
            ? { ownFields, diversityScore: 0.4, diversityLabel: 'LOW', fatigue: fatigueWords }
            : { ownFields, diversityScore: null, diversityLabel: null, fatigue: null },
        );
      }
      // What was refused is asked for again after a month and not before.
      const asked = () =>
        meta.emulator.seen.filter(({ query }) => query.get('fields')?.includes('fatigue')).length;
      expect(asked()).toBe(1);
      meta.passDays(2);
      await meta.refresh({ daysBack: 1 });
      expect(asked()).toBe(ownFields ? 2 : 1);
      meta.passDays(30);
      await meta.refresh({ daysBack: 1 });
      expect(asked()).toBe(ownFields ? 3 : 2);
    },
  );

  it('knows the days of an account on the night when its clocks change', async () => {
    const meta = await openMeta([berlin]);
    const id = meta.accounts[0]?.id ?? '';
    const days = async () => [...(await meta.store.reader.metaDays(id)).keys()].sort();
    // 00:30 of the 25th in summer; 24 hours later it is 23:30 of the same day, in winter.
    meta.passDays(4 + 10.5 / 24);
    await meta.refresh({ daysBack: 1 });
    expect(await days()).toEqual(['2026-10-24', '2026-10-25']);
    meta.passDays(1);
    await meta.refresh({ daysBack: 1 });
    expect((await days()).at(-1)).toBe('2026-10-25');
    await expectLedger(meta, 1);
    meta.passDays(1 / 24);
    await meta.refresh({ daysBack: 1 });
    expect((await days()).at(-1)).toBe('2026-10-26');
    await expectLedger(meta, 2);
  });
});

const passing: readonly MetaFault[] = [
  { on: 'insights', kind: 'error', code: 1, status: 500 },
  { on: 'insights', kind: 'error', code: 2, status: 503 },
  { on: 'insights', kind: 'html' },
  { on: 'insights', kind: 'empty' },
  { on: 'insights', kind: 'text' },
  { on: 'insights', kind: 'ok with error', code: 2 },
  { on: 'insights', kind: 'reset' },
  { on: 'insights', kind: 'hang' },
  { on: 'insights', kind: 'drip' },
  { on: 'insights', kind: 'truncated' },
  { on: 'ads', kind: 'error', code: 2642 },
  { on: 'ads', kind: 'error', code: 100, subcode: 1_487_534 },
  { on: 'insights', kind: 'error', code: 2, subcode: 1_504_038 },
  { on: 'insights', kind: 'error', code: 999, transient: true },
];
const throttles: readonly MetaFault[] = [
  { on: 'insights', kind: 'error', code: 4, subcode: 1_504_022 },
  { on: 'insights', kind: 'error', code: 17, subcode: 2_446_079 },
  { on: 'insights', kind: 'error', code: 613, subcode: 1_487_742 },
  { on: 'insights', kind: 'error', code: 80_000, times: 3 },
  { on: 'insights', kind: 'error', code: 80_004, status: 500 },
];
const lasting: readonly [MetaFault, string, string][] = [
  [{ on: 'insights', kind: 'error', code: 190, subcode: 463, after: 4 }, 'AUTH_EXPIRED', 'run out'],
  [{ on: 'campaigns', kind: 'error', code: 190, subcode: 460 }, 'AUTH_EXPIRED', 'password'],
  [{ on: 'me', kind: 'error', code: 102 }, 'AUTH_EXPIRED', 'not valid'],
  // The status says nothing.
  [{ on: 'insights', kind: 'error', code: 190, subcode: 467, status: 500 }, 'AUTH_EXPIRED', 'not valid'],
];
const itemFaults: readonly [MetaFault, string, string][] = [
  [{ on: 'ads', kind: 'error', code: 190, subcode: 459 }, 'PERMISSION', 'facebook.com'],
  [{ on: 'ads', kind: 'error', code: 200 }, 'PERMISSION', 'ads_read'],
  [{ on: 'ads', kind: 'error', code: 10 }, 'PERMISSION', 'ads_read'],
  [{ on: 'ads', kind: 'error', code: 294 }, 'PERMISSION', 'ads_management'],
  [{ on: 'ads', kind: 'error', code: 368 }, 'PERMISSION', 'policies'],
  [{ on: 'insights', kind: 'error', code: 2635 }, 'UPSTREAM', 'META_API_VERSION'],
  [{ on: 'insights', kind: 'error', code: 3018 }, 'INVALID_INPUT', '37 months'],
  [{ on: 'insights', kind: 'error', code: 100, userMessage: 'Pick a date.' }, 'UPSTREAM', 'Pick a date'],
];
const nameOf = ({ on, kind, code, subcode }: MetaFault) =>
  [on, kind, code, subcode].filter(Boolean).join(' ');

describe('what goes wrong at Meta', () => {
  // On a day of its own each, so that no figure of the day before could stand for one that did not come.
  it('much passes: all is there', async () => {
    const meta = await openMeta([berlin], { answerMs: 400 });
    for (const [at, fault] of passing.entries()) {
      meta.passDays(1);
      meta.emulator.faults.push({ ...fault });
      const ended = await meta.refresh({ daysBack: 3 });
      expect(ended, nameOf(fault)).toMatchObject({ job: { state: 'done' }, failures: [] });
      expect(meta.emulator.faults).toEqual([]);
      await expectLedger(meta, 3 + at);
    }
    expectNoToken(meta);
  }, 60_000);

  it('an outage that lasts is waited for: no day of it fails', async () => {
    const meta = await openMeta([berlin]);
    meta.emulator.faults.push({ on: 'insights', kind: 'error', code: 2, status: 503, times: 999 });
    const id = await meta.start({ daysBack: 3 });
    await eventually(async () => (await meta.store.reader.job(id))?.state === 'waiting');
    expect(await meta.store.reader.job(id)).toMatchObject({ error: { code: 'UPSTREAM' } });
    meta.emulator.faults.length = 0;
    await meta.runner.resume(id, false);
    expect(await meta.finished(id)).toMatchObject({ state: 'done', progress: { failed: 0 } });
    await expectLedger(meta, 3);
  });

  it('each refusal for too many requests is waited for', async () => {
    const meta = await openMeta([berlin]);
    for (const [at, fault] of throttles.entries()) {
      meta.passDays(1);
      meta.rests.length = 0;
      meta.emulator.faults.push({ ...fault });
      const ended = await meta.refresh({ daysBack: 3 });
      expect(ended, nameOf(fault)).toMatchObject({ job: { state: 'done' }, failures: [] });
      await expectLedger(meta, 3 + at);
      // No sooner than a minute, and longer each time.
      const rests = meta.rests.filter((ms) => ms >= 55_000);
      expect(rests.length).toBeGreaterThanOrEqual(fault.times ?? 1);
      expect(rests).toEqual(rests.toSorted((a, b) => a - b));
    }
    expectNoToken(meta);
  }, 60_000);

  it.each(lasting.map(([fault, code, words]) => [nameOf(fault), fault, code, words] as const))(
    '%s stops the job, which goes on when that is mended',
    async (_, fault, code, words) => {
      const meta = await openMeta([berlin]);
      meta.emulator.faults.push({ ...fault, times: 99 });
      const { job } = await meta.refresh({ daysBack: 12 });
      expect(job).toMatchObject({ state: 'failed', error: { code } });
      expect(job.error?.message).toContain(words);
      meta.emulator.faults.length = 0;
      await meta.runner.resume(job.id, false);
      expect(await meta.finished(job.id)).toMatchObject({ state: 'done', progress: { failed: 0 } });
      await expectLedger(meta, 12);
      expectNoToken(meta);
    },
  );

  it('what is refused for good is told, what else there is comes in, and the next time all of it', async () => {
    const meta = await openMeta([berlin]);
    for (const [at, [fault, code, words]] of itemFaults.entries()) {
      meta.passDays(1);
      meta.emulator.faults.push({ ...fault });
      const { job, failures } = await meta.refresh({ daysBack: 3 });
      expect(job.state, nameOf(fault)).toBe('done');
      expect(failures).toMatchObject([{ code, message: expect.stringContaining(words) }]);
      await meta.refresh({ daysBack: 3 });
      await expectLedger(meta, 3 + at);
    }
    expectNoToken(meta);
  }, 60_000);

  it('keeps to the limits that the headers tell, over a restart too', async () => {
    const limit = { of: 'ads_insights', capacity: 20, decayMs: 300_000, blockMs: 7 * 60_000 } as const;
    const meta = await openMeta([berlin], { limits: [limit] });
    expect(await meta.refresh({ daysBack: 30 })).toMatchObject({ job: { state: 'done' }, failures: [] });
    await expectLedger(meta, 30);
    const refused = meta.emulator.seen.filter(({ status }) => status === 400);
    // It slows down first; what is refused all the same is left alone for as long as Meta says.
    expect(meta.rests.length).toBeGreaterThan(3);
    expect(meta.rests.filter((ms) => ms >= 7 * 60_000 - 1000)).toHaveLength(refused.length);

    const until = new Date(meta.nowMs() + 600_000).toISOString();
    await meta.store.writer.pauseMeta(meta.accounts[0]?.id ?? '', until);
    meta.rests.length = 0;
    await meta.refresh({ daysBack: 1 });
    expect(Math.max(...meta.rests)).toBeGreaterThanOrEqual(599_000);
  }, 30_000);

  it('a run that was stopped in the middle goes on, and asks for no day twice', async () => {
    const meta = await openMeta([berlin]);
    const jobId = await meta.start({ daysBack: 30 });
    while (meta.emulator.seen.filter(({ path }) => path.endsWith('/insights')).length < 9)
      await new Promise((resolve) => setTimeout(resolve, 2));
    await meta.runner.close();
    const known = await meta.store.reader.metaDays(meta.accounts[0]?.id ?? '');
    expect(known.size).toBeGreaterThan(0);
    const before = meta.emulator.seen.length;
    const again = meta.newRunner();
    await again.start();
    expect(await meta.finished(jobId)).toMatchObject({ state: 'done' });
    await again.close();
    await expectLedger(meta, 30);
    const asked = meta.emulator.seen.slice(before).flatMap(({ query }) => query.get('time_range') ?? []);
    for (const range of asked) {
      const { since } = JSON.parse(range) as { since: string };
      expect(known.has(since), since).toBe(false);
    }
  }, 30_000);
});

/** In no file of the data folder, no log line, no address. */
function expectNoToken(meta: Meta): void {
  for (const name of readdirSync(meta.home, { recursive: true, withFileTypes: true }))
    if (name.isFile())
      expect(readFileSync(join(name.parentPath, name.name)).includes(token), name.name).toBe(false);
  expect(meta.told.join('\n')).not.toContain(token);
  for (const { path, query } of meta.emulator.seen) expect(`${path} ${query}`).not.toContain(token);
}
