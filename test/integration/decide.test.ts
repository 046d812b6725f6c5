import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { BudgetProposal } from '../../src/contract/index.ts';
import { followUp } from '../../src/main/stages/follow-up.ts';
import { metaAt, openAccount } from '../support/act/meta-account.ts';
import { openDesk, program } from '../support/act/open-desk.ts';
import { accountId, adSetOf, dateOf, dayOf, storeResults } from '../support/act/results.ts';
import { accountAfter } from '../support/bandit/account.ts';
import { liveArms, makeWorld, trueCurve } from '../support/bandit/world.ts';
import { tempFolder } from '../support/temp-folder.ts';

const days = 25;
const clock = { now: () => dateOf(days), monotonicMs: () => performance.now() };

async function aDesk() {
  const world = accountAfter(days);
  const account = await openAccount(() => Date.parse(clock.now()));
  for (const { id, nowMinor } of world.arms) account.target(adSetOf(id), nowMinor);
  const desk = await openDesk({ home: tempFolder(), adAccount: metaAt(account.origin, clock), clock });
  return { world, account, desk };
}
const sum = (arms: BudgetProposal['arms'], side: 'now_minor' | 'proposed_minor') =>
  arms.reduce((total, arm) => total + arm[side], 0);

test('from stored results to a request in the queue, a changed account, and the same numbers again', async () => {
  const { world, account, desk } = await aDesk();
  const refused = await desk.call('decide.optimize', {}, program);
  expect(refused).toMatchObject({ ok: false, error: { code: 'NOT_ENOUGH_DATA' } });
  await storeResults(desk.store, world);
  const { reader, writer } = desk.store;
  const other = { id: '1', name: 'Listed, never read', currency: 'EUR', timeZone: 'UTC' };
  await writer.saveMetaAccount(other, dateOf(days + 1));

  const found = await desk.ask('decide.optimize', {}, program);
  expect(found).toMatchObject({
    account: { id: accountId },
    currency: 'EUR',
    total_minor: 100_000,
    proposals: [],
    decision_id: null,
  });
  expect(sum(found.arms, 'proposed_minor') + found.unspent_minor).toBe(100_000);
  for (const { now_minor, proposed_minor } of found.arms)
    expect(Math.abs(proposed_minor - now_minor)).toBeLessThanOrEqual(0.2 * now_minor + 1);
  // The truth that the account was made with: the better half gains, the worse half pays.
  const truth = makeWorld({ totalMinor: 100_000 }, 1);
  const rate = new Map(
    liveArms(truth, days).map((arm) => [adSetOf(arm.id), trueCurve(truth, arm, days).rate]),
  );
  const ranked = [...found.arms].sort((a, b) => (rate.get(b.id) ?? 0) - (rate.get(a.id) ?? 0));
  expect(sum(ranked.slice(0, 4), 'proposed_minor')).toBeGreaterThan(sum(ranked.slice(0, 4), 'now_minor'));
  const inside = found.arms.filter(
    ({ id, roas }) => roas.p5 <= (rate.get(id) ?? 0) && (rate.get(id) ?? 0) <= roas.p95,
  );
  expect(inside.length).toBeGreaterThanOrEqual(6);
  // Late orders were seen to come late: the delay is fitted, not guessed.
  expect(found.explain.delay_orders).toBeGreaterThan(15);
  expect(found.explain.orders).toBe(
    new Set(world.orders.filter(({ observedDay }) => observedDay <= days).map(({ order }) => order)).size,
  );
  expect(await desk.ask('decide.optimize', {}, program)).toEqual(found);

  const [arm, lower] = found.arms;
  const budgets = [
    { id: arm?.id ?? '', minor: 13_500 },
    { id: lower?.id ?? '', minor: 11_500 },
  ];
  const from = { inputs_hash: found.inputs_hash, budgets };
  const tried = await desk.ask('decide.whatIf', from, program);
  expect(tried).toMatchObject({ inputs_hash: found.inputs_hash, total_minor: 100_000, infeasible: null });
  expect(tried.arms.map(({ minor }) => minor)).toEqual([
    13_500,
    11_500,
    ...found.arms.slice(2).map((one) => one.now_minor),
  ]);
  for (const [wanted, code] of [
    [{ ...from, inputs_hash: '0'.repeat(64) }, 'CONFLICT'],
    [{ budgets: [{ id: '7', minor: 5000 }] }, 'NOT_FOUND'],
  ] as const)
    expect(await desk.call('decide.whatIf', wanted, program)).toMatchObject({ ok: false, error: { code } });
  const beyond = { ...from, budgets: [{ id: arm?.id ?? '', minor: 20_000 }] };
  expect(await desk.call('decide.proposeByHand', beyond, program)).toMatchObject({
    ok: false,
    error: { code: 'CONFLICT', message: expect.stringContaining('step up') },
  });
  const byHand = await desk.ask('decide.proposeByHand', from, program);
  expect(byHand.expected_gain.p50).toBe(tried.whole?.gain.p50);
  const asHand = await desk.ask('approve.show', { id: byHand.proposals[0] ?? '' });
  expect(asHand.evidence).toMatchObject({ by_hand: true, expected_gain: byHand.expected_gain });
  expect(asHand.parts.map(({ after }) => after).sort()).toEqual([11_500, 13_500]);
  expect(await desk.ask('decide.replay', { id: byHand.decision_id ?? '' })).toMatchObject({ same: true });
  await desk.ask('approve.reject', { id: byHand.proposals[0] ?? '', reason: 'only tried' });

  const proposed = await desk.ask('decide.propose', {}, program);
  expect(proposed.arms).toEqual(found.arms);
  const [id = ''] = proposed.proposals;
  const asked = await desk.ask('approve.show', { id });
  expect(asked).toMatchObject({
    item: { state: 'proposed', kind: 'budget change' },
    decision_id: proposed.decision_id,
  });
  expect(account.effects()).toEqual([]);
  const done = await desk.ask('approve.confirm', {
    id,
    content_hash: asked.item.content_hash,
    typed_minor: asked.item.amount_minor,
  });
  expect(done.item.state).toBe('confirmed');
  for (const arm of found.arms) expect(account.budgetOf(arm.id)).toBe(arm.proposed_minor);

  // Meta has told of no edit yet; what we changed rests all the same.
  const next = await desk.ask('decide.optimize', {}, program);
  const moved = found.arms.filter((arm) => arm.proposed_minor !== arm.now_minor).map((arm) => arm.id);
  expect(moved.length).toBeGreaterThan(0);
  for (const { id, now_minor, proposed_minor } of next.arms)
    if (moved.includes(id)) expect(proposed_minor).toBe(now_minor);

  const decision = { id: proposed.decision_id ?? '' };
  // Followed from the day after for a week, each day with a click window of 28 days.
  const [first, last, settles] = [days + 1, days + 7, days + 8 + 28];
  const read = (from: number, to: number, onDay: number) =>
    writer.endMetaDays(accountId, { since: dayOf(from), until: dayOf(to) }, dayOf(onDay - 29), dateOf(onDay));
  const settledNow = () =>
    followUp({ reader, writer, clock: { ...clock, now: () => dateOf(settles + 1) }, hash: () => '' });
  // The account is listed and its newest days are read; those of the decision are not, or were too early.
  await writer.saveMetaAccount({ ...other, id: accountId }, dateOf(settles + 1));
  await read(last + 1, settles, settles + 1);
  expect(await settledNow()).toBe(0);
  await read(first, last, settles - 1);
  expect(await settledNow()).toBe(0);
  await read(first + 1, last, settles);
  // Proposals that nobody carried out push none out of sight that was.
  const made = await reader.decision(decision.id);
  for (let n = 0; made && n < 201; n += 1) await writer.addDecision({ ...made, id: `dec_later_${n}` });
  expect(await settledNow()).toBe(1);
  expect((await desk.ask('decide.outcomes', decision)).outcomes[0]).toMatchObject({ state: 'settled' });
  expect(await desk.ask('decide.replay', decision)).toMatchObject({ same: true, seed: found.seed });
  const db = new Sqlite(desk.file);
  db.exec(`UPDATE decisions SET inputs = replace(inputs, '"exploreShare":0.05', '"exploreShare":0.06')`);
  db.close();
  expect(await desk.ask('decide.replay', decision)).toMatchObject({ same: false });
  await desk.close();
  await account.close();
});

test('below the evidence bar it says what is missing, and proposes nothing', async () => {
  const { world, account, desk } = await aDesk();
  const few = world.orders.filter(({ clickedDay }) => clickedDay < 1).slice(0, 9);
  await storeResults(desk.store, { ...world, orders: few });
  for (const id of ['decide.optimize', 'decide.propose'] as const) {
    const answer = await desk.call(id, {}, program);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'NOT_ENOUGH_DATA', message: expect.stringContaining('9 of 30 orders') },
    });
  }
  expect((await desk.ask('approve.list', {})).items).toEqual([]);
  await desk.close();
  await account.close();
});
