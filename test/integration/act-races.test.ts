import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ActAccount, metaAt, openAccount } from '../support/act/meta-account.ts';
import { atRest, type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

let account: ActAccount;
let desk: Desk;
/** The changes of a budget to this come late, after a reply that was not waited for. */
const slow = 5500;
let arrive: (() => Promise<unknown>)[];
/** The first call to this one is lost, without effect. */
const deaf = '18';
let isDeaf: boolean;

beforeEach(async () => {
  arrive = [];
  isDeaf = true;
  account = await openAccount();
  const meta = metaAt(account.origin);
  desk = await openDesk({
    home: tempFolder(),
    adAccount: {
      ...meta,
      async apply(content, mutation, ...signals) {
        if (mutation.target === deaf && isDeaf) {
          isDeaf = false;
          return { kind: 'lost', detail: 'No answer in time.' };
        }
        if (mutation.do !== 'set budget' || mutation.toMinor !== slow)
          return meta.apply(content, mutation, ...signals);
        arrive.push(() => meta.apply(content, mutation, ...signals));
        return { kind: 'lost', detail: 'No answer in time.' };
      },
    },
  });
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

const change = (target: string, after_minor: number) =>
  desk.ask('approve.proposeBudgets', { changes: [{ target, after_minor }] }, program);
const confirm = async ({ item }: Awaited<ReturnType<typeof change>>) =>
  (await desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash, typed_minor: null }))
    .item;
const shown = async (id: string) => (await desk.ask('approve.show', { id })).item;

/** `reliability.md` A10. */
test('of two requests for one budget that are approved at once the later never overwrites the earlier', async () => {
  const ends: string[][] = [];
  for (let race = 0; race < 30; race += 1) {
    const target = `${100 + race}`;
    account.target(target);
    const asked = [await change(target, 5200), await change(target, 4900)];
    const ways = await Promise.all(
      asked.map(({ item }) =>
        desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash, typed_minor: null }).then(
          (end) => `${end.item.state} ${end.item.problem ?? ''}`,
          (error: { failure: { message: string } }) => error.failure.message,
        ),
      ),
    );
    ends.push(ways);
  }
  expect(account.effects()).toHaveLength(30);
  const won = 'confirmed ';
  const late = ends.map((ways) => ways.filter((way) => way !== won));
  expect(late.every((ways) => ways.length === 1)).toBe(true);
  for (const [way] of late)
    expect(way).toMatch(/Changed outside: budget of “Ad set \d+” is (52|49)\.00 EUR, not 50\.00 EUR/);
});

test('while it is not known whether a change arrived, another of the same budget waits', async () => {
  for (const id of ['15', '16']) account.target(id);
  const [first, second, elsewhere] = [
    await change('15', slow),
    await change('15', 4500),
    await change('16', 4500),
  ];
  expect(await confirm(first)).toMatchObject({ state: 'unknown' });
  expect(await confirm(second)).toMatchObject({
    state: 'intent',
    problem: 'Whether an earlier change of “Ad set 15” arrived is not known yet; it waits for that.',
  });
  expect(await confirm(elsewhere)).toMatchObject({ state: 'confirmed' });
  for (const late of arrive) await late();
  await atRest(desk);
  expect(await shown(first.item.id)).toMatchObject({ state: 'confirmed' });
  expect(await shown(second.item.id)).toMatchObject({
    state: 'failed',
    problem: 'Changed outside: budget of “Ad set 15” is 55.00 EUR, not 50.00 EUR.',
  });
  expect(account.effects().map(({ target, value }) => `${target} ${value}`)).toEqual(['16 4500', '15 5500']);
});

test('a pause does not wait for a budget of which nobody knows; what would resume it does', async () => {
  account.target('15');
  const lost = await change('15', slow);
  const stop = await desk.ask('approve.proposeSwitch', { to: 'pause', targets: ['15'] }, program);
  await confirm(lost);
  expect(await confirm(stop)).toMatchObject({ state: 'confirmed' });
  const back = await confirm(await desk.ask('approve.undo', { id: stop.item.id }));
  expect(back).toMatchObject({ state: 'intent', problem: expect.stringContaining('it waits for that') });
  await desk.ask('approve.settle', { id: lost.item.id, happened: false });
  await atRest(desk);
  expect(await shown(back.id)).toMatchObject({ state: 'confirmed', problem: null });
});

test('a second pause of what still spends does not wait for the first', async () => {
  account.target(deaf);
  const pause = () => desk.ask('approve.proposeSwitch', { to: 'pause', targets: [deaf] }, program);
  expect(await confirm(await pause())).toMatchObject({ state: 'unknown' });
  expect(await confirm(await pause())).toMatchObject({ state: 'confirmed' });
});

test('what was to start and may not have is not started again once a pause of it was approved', async () => {
  account.target(deaf);
  isDeaf = false;
  const way = async (to: 'pause' | 'resume') =>
    confirm(await desk.ask('approve.proposeSwitch', { to, targets: [deaf] }, program));
  expect(await way('pause')).toMatchObject({ state: 'confirmed' });
  await desk.ask('approve.setLimits', { settling_s: 3 });
  isDeaf = true;
  const start = await way('resume');
  expect(start).toMatchObject({ state: 'unknown' });
  const stop = await way('pause');
  expect(stop).toMatchObject({ state: 'intent', problem: expect.stringContaining('it waits for that') });
  await expect.poll(async () => (await shown(stop.id)).state, { timeout: 20_000 }).toBe('confirmed');
  expect(await shown(start.id)).toMatchObject({
    state: 'failed',
    problem: 'A pause of “Ad set 18” was approved after it: it is not started.',
  });
  const done = () => account.effects().map(({ value }) => value);
  expect(done()).toEqual(['PAUSED']);
  // What is asked for after the pause is started.
  expect(await way('resume')).toMatchObject({ state: 'confirmed' });
  expect(done()).toEqual(['PAUSED', 'ACTIVE']);
});
