import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { BudgetProposal } from '../../src/contract/index.ts';
import { DECIDE_VERSION } from '../../src/main/core/decide/proposal.ts';
import { followUp } from '../../src/main/stages/follow-up.ts';
import { watchOrders } from '../../src/main/stages/watch-orders.ts';
import { metaAt, openAccount } from '../support/act/meta-account.ts';
import { openDesk, program, window } from '../support/act/open-desk.ts';
import { accountId, adSetOf, dateOf, dayOf, sold, storeResults } from '../support/act/results.ts';
import { accountAfter } from '../support/bandit/account.ts';
import { liveArms, makeWorld, trueCurve } from '../support/bandit/world.ts';
import { dayFigures } from '../support/meta/day-figures.ts';
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
  expect(found.explain.delay_doubted).toBe(false);
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
  // What a program asks for by itself is foretold as well, and so followed up.
  const changes = [{ target: arm?.id ?? '', after_minor: 13_000 }];
  const asked0 = await desk.ask('approve.proposeBudgets', { changes }, program);
  expect(asked0).toMatchObject({ decision_id: expect.stringMatching(/^dec_/), evidence: { by_hand: true } });
  expect(asked0.evidence?.expected_gain).not.toBeNull();
  await desk.ask('approve.reject', { id: asked0.item.id, reason: 'only tried' });

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

  // Amounts that start from before it would go by the budgets of then, and past a ceiling of the day.
  for (const id of ['decide.whatIf', 'decide.proposeByHand'] as const)
    expect(await desk.call(id, from, program)).toMatchObject({
      error: { code: 'CONFLICT', message: expect.stringContaining('A budget was changed') },
    });

  // Meta has not been read since; what we changed stands as we left it, and rests.
  const next = await desk.ask('decide.optimize', {}, program);
  const moved = found.arms.filter((arm) => arm.proposed_minor !== arm.now_minor).map((arm) => arm.id);
  expect(moved.length).toBeGreaterThan(0);
  for (const { id, now_minor, proposed_minor } of next.arms)
    if (moved.includes(id)) {
      expect(now_minor).toBe(account.budgetOf(id));
      expect(proposed_minor).toBe(now_minor);
    }

  const decision = { id: proposed.decision_id ?? '' };
  // Followed from the day after for a week, each day with a click window of 28 days.
  const [first, last, settles] = [days + 1, days + 7, days + 8 + 28];
  const read = (from: number, to: number, onDay: number) =>
    writer.endMetaDays(accountId, { since: dayOf(from), until: dayOf(to) }, dayOf(onDay - 29), dateOf(onDay));
  const settledNow = () => followUp({ reader, writer, clock: { ...clock, now: () => dateOf(settles + 1) } });
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
  expect(await desk.ask('decide.replay', decision)).toMatchObject({
    same: true,
    why: null,
    engine: DECIDE_VERSION,
    seed: found.seed,
  });
  const db = new Sqlite(desk.file);
  db.exec(`UPDATE decisions SET inputs = replace(inputs, '"exploreShare":0.05', '"exploreShare":0.06')`);
  db.close();
  expect(await desk.ask('decide.replay', decision)).toMatchObject({
    same: false,
    why: expect.stringContaining('inputs were changed'),
  });
  await desk.close();
  await account.close();
});

test('a proposal keeps what a person set, and says which of it bound', async () => {
  const { world, account, desk } = await aDesk();
  await storeResults(desk.store, world);
  const before = await desk.ask('decide.optimize', {}, program);
  const [best, worst] = ((found) => [found[0]?.id ?? '', found.at(-1)?.id ?? ''])(
    before.arms.sort((a, b) => b.proposed_minor - a.proposed_minor),
  );
  const refused = await desk.call('decide.setLimits', { margin: 0.5 }, program);
  expect(refused).toMatchObject({ ok: false, error: { code: 'PERMISSION' } });
  const wrong = await desk.call(
    'decide.setLimits',
    { budgets: [{ id: worst, floor_minor: 200_000 }] },
    window,
  );
  expect(wrong).toMatchObject({
    error: { code: 'INVALID_INPUT', message: expect.stringContaining('The floors add up to 2000.00 EUR') },
  });
  const gone = await desk.call('decide.setLimits', { budgets: [{ id: '77', floor_minor: 1 }] }, window);
  expect(gone).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(await desk.ask('decide.limits', {}, program)).toMatchObject({ margin: 1, set_at: null });

  await desk.ask('decide.setLimits', {
    total_ceiling_minor: 90_000,
    budgets: [
      { id: best, ceiling_minor: 12_000 },
      { id: worst, floor_minor: 12_300, margin: 0.4 },
    ],
  });
  expect(desk.events).toContain('limits');
  // Amounts that start from before these limits are not held to the old ones.
  const from = { inputs_hash: before.inputs_hash, budgets: [] };
  for (const id of ['decide.whatIf', 'decide.proposeByHand'] as const)
    expect(await desk.call(id, from, program)).toMatchObject({
      error: { code: 'CONFLICT', message: expect.stringContaining('limits were changed') },
    });
  const bound = await desk.ask('decide.optimize', {}, program);
  const asNow = await desk.ask('decide.whatIf', { inputs_hash: bound.inputs_hash, budgets: [] }, program);
  expect(asNow).toMatchObject({ total_minor: 100_000, total_beyond: 'ceiling' });
  expect(bound).toMatchObject({ total_minor: 90_000, total_bound_by: 'ceiling', aim: 'earn', guard: null });
  const armOf = (id: string) => bound.arms.find((arm) => arm.id === id);
  expect(armOf(best)).toMatchObject({ proposed_minor: 12_000, bound_by: 'ceiling', margin: 1 });
  expect(armOf(worst)).toMatchObject({ proposed_minor: 12_300, bound_by: 'floor', margin: 0.4 });

  // What is left out stays; the own split is that of the moment, and the model is followed as far as it allows.
  await desk.ask('decide.setLimits', { loss_share: 0.01, aim: 'find winner', total_ceiling_minor: null });
  const guarded = await desk.ask('decide.optimize', {}, program);
  expect(guarded).toMatchObject({
    total_bound_by: null,
    aim: 'find winner',
    guard: { loss_share: 0.01, since: clock.now() },
  });
  expect(guarded.arms.find(({ id }) => id === worst)?.bound_by).toBe('floor');
  const { guard } = await desk.ask('decide.limits', {}, program);
  expect(guard?.split[best]).toBe(12_500);
  await desk.close();
  await account.close();
});

test('a paused budget that may well earn is resumed with its part of the money, in order, and taken back', async () => {
  const { world, account, desk } = await aDesk();
  const truth = makeWorld({ totalMinor: 100_000 }, 1);
  const rateOf = (arm: (typeof truth.arms)[number]) => trueCurve(truth, arm, days).rate;
  const best = liveArms(truth, days).reduce((a, b) => (rateOf(b) > rateOf(a) ? b : a)).id;
  const target = adSetOf(best);
  // It was paused on day 9.
  const ran = <T extends { readonly arm: string }>(rows: readonly T[], dayAt: (row: T) => number) =>
    rows.filter((row) => row.arm !== best || dayAt(row) < 9);
  await storeResults(desk.store, {
    ...world,
    spend: ran(world.spend, ({ epochDay }) => epochDay),
    orders: ran(world.orders, ({ clickedDay }) => clickedDay),
  });
  const meta = metaAt(account.origin, clock);
  const never = new AbortController().signal;
  const statusNow = async () => (await meta.read(accountId, [target], never)).targets[target]?.status;
  const confirm = async (id: string) => {
    const { item } = await desk.ask('approve.show', { id });
    return desk.call(
      'approve.confirm',
      { id, content_hash: item.content_hash, typed_minor: item.amount_minor },
      window,
    );
  };
  const place = { account: accountId, client: accountId, currency: 'EUR' };
  const { item: pause } = await desk.approvals.request({
    content: { ...place, kind: 'pause', switches: [{ target, budgetMinor: 12_500 }] },
    by: { kind: 'agent', id: 'gateway' },
    adId: null,
    decisionId: 'dec_1',
  });
  await confirm(pause.id);
  expect(await statusNow()).toBe('paused');
  const paused = await desk.ask('decide.optimize', {}, program);
  expect(paused.total_minor).toBe(87_500);
  expect(paused.arms.find(({ id }) => id === target)).toMatchObject({ paused: true, now_minor: 0 });
  const db = new Sqlite(desk.file);
  db.prepare(`UPDATE meta_ad_sets SET status = 'PAUSED', effective_status = 'PAUSED' WHERE id = ?`).run(
    target,
  );
  db.prepare('UPDATE approval_parts SET sent_at = ?').run(dateOf(9));

  // What no proposal asked for is a person's own pause, and theirs to end.
  db.prepare('UPDATE approvals SET decision_id = NULL').run();
  const theirs = await desk.ask('decide.optimize', {}, program);
  expect(theirs.arms.find(({ id }) => id === target)).toMatchObject({ paused: true, resume: false });
  db.prepare(`UPDATE approvals SET decision_id = 'dec_1'`).run();
  // A limit from before the pause is shown, so that it can be taken back.
  const limits = await desk.ask('decide.setLimits', { budgets: [{ id: target, floor_minor: 200 }] });
  expect(limits.budgets.find(({ id }) => id === target)).toMatchObject({ now_minor: 0, floor_minor: 200 });
  await desk.ask('decide.setLimits', { budgets: [{ id: target, floor_minor: 0 }] });
  db.close();

  const found = await desk.ask('decide.optimize', {}, program);
  const resumed = found.arms.find(({ id }) => id === target);
  expect(resumed).toMatchObject({ paused: true, resume: true, now_minor: 0 });
  expect(found.total_minor).toBe(87_500);
  expect(sum(found.arms, 'proposed_minor') + found.unspent_minor).toBe(87_500);

  const { proposals } = await desk.ask('decide.propose', {}, program);
  const [change = '', resume = ''] = proposals;
  expect(proposals).toHaveLength(2);
  const tooSoon = await confirm(resume);
  expect(tooSoon).toMatchObject({ error: { code: 'CONFLICT', message: expect.stringContaining('first') } });
  expect(await confirm(change)).toMatchObject({ value: { item: { state: 'confirmed' } } });
  expect(account.budgetOf(target)).toBe(resumed?.proposed_minor);
  expect(await statusNow()).toBe('paused');
  expect(await confirm(resume)).toMatchObject({ value: { item: { state: 'confirmed' } } });
  expect(await statusNow()).toBe('active');

  const running = await desk.ask('decide.optimize', {}, program);
  const now_minor = resumed?.proposed_minor;
  expect(running.arms.find(({ id }) => id === target)).toMatchObject({ paused: false, now_minor });
  const back = await desk.ask('approve.undo', { id: resume });
  expect(await confirm(back.item.id)).toMatchObject({ value: { item: { state: 'confirmed' } } });
  expect(await statusNow()).toBe('paused');
  // A person was asked: for two weeks it is not asked again, whatever became of it.
  const again = await desk.ask('decide.optimize', {}, program);
  expect(again.arms.find(({ id }) => id === target)).toMatchObject({ resume: false, bound_by: 'paused' });
  await desk.close();
  await account.close();
});

test('orders that suddenly come at once are told of on Today, and the proposal believes its curve less', async () => {
  const { world, account, desk } = await aDesk();
  const rushed = world.orders.map((order) =>
    order.clickedDay >= days - 7 ? { ...order, observedDay: order.clickedDay + 0.01 } : order,
  );
  const { reader, writer } = desk.store;
  await storeResults(desk.store, { ...world, orders: rushed });
  const found = await desk.ask('decide.optimize', {}, program);
  expect(found.explain).toMatchObject({ delay_doubted: true });
  expect(found.explain.delay_p).toBeLessThan(0.001);
  await watchOrders({ reader, writer, clock });
  expect(await reader.delayAlarm(accountId)).toEqual({ p: found.explain.delay_p, seenAt: clock.now() });
  await writer.setDelayAlarm(accountId, null);
  expect(await reader.delayAlarm(accountId)).toBeNull();
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

  // A person may change a budget all the same: nothing is foretold, and what came is told once it has settled.
  const target = adSetOf('arm 1');
  const asked = await desk.ask('approve.proposeBudgets', { changes: [{ target, after_minor: 13_000 }] });
  expect(asked).toMatchObject({ decision_id: null, evidence: null });
  const { id, content_hash, amount_minor } = asked.item;
  expect(await desk.call('decide.requestOutcome', { id }, program)).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND' },
  });
  await desk.ask('approve.confirm', { id, content_hash, typed_minor: amount_minor });
  const [first, last] = [days + 1, days + 7];
  expect(await desk.ask('decide.requestOutcome', { id })).toMatchObject({
    state: 'open',
    first_day: dayOf(first),
    settles_on: dayOf(last + 1 + 28),
    arms: [],
  });
  const later = last + 1 + 28;
  const rows = [first, last].map((day) =>
    dayFigures({
      level: 'ad_set',
      objectId: target,
      day: dayOf(day),
      campaignId: '9',
      spendMinor: 13_000,
      actions: sold(2, 9_000),
    }),
  );
  await desk.store.writer.saveFigures(accountId, 'ad_set', rows, dayOf(first), dateOf(later));
  const range = { since: dayOf(first), until: dayOf(last) };
  await desk.store.writer.endMetaDays(accountId, range, dayOf(0), dateOf(later));
  expect(await desk.ask('decide.requestOutcome', { id })).toMatchObject({
    state: 'settled',
    arms: [{ id: target, spend_minor: 26_000, revenue_minor: 18_000, orders: 4 }],
  });
  await desk.close();
  await account.close();
});

test('a history is looked back on by a thread of its own, which can be ended', async () => {
  const past = 70;
  const clockThen = { ...clock, now: () => dateOf(past) };
  const desk = await openDesk({ home: tempFolder(), clock: clockThen });
  await storeResults(desk.store, accountAfter(past));
  const found = await desk.ask('decide.backtest', {}, program);
  expect(found.days.length).toBeGreaterThan(3);
  const decided = found.days.filter(({ whole }) => whole !== null);
  expect(decided.length).toBe(found.settled_days);
  expect(decided.length).toBeGreaterThanOrEqual(3);
  expect(decided[0]?.arms.map(({ name }) => name)).toContain('arm 1');
  // Its days are counted back from the newest week of which every order must be known.
  expect(found.days.at(-1)?.day).toBe(dayOf(past - 7 - 28));
  const ended = desk.call('decide.backtest', {}, program);
  for (;;) if ((await desk.ask('decide.stopBacktest', {})).stopped > 0) break;
  expect(await ended).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  await desk.close();
});

test('an approver is told where a request goes beyond their own limits, whoever asked for it or edited it', async () => {
  const { world, account, desk } = await aDesk();
  await storeResults(desk.store, world);
  const [first] = world.arms;
  const target = adSetOf(first?.id ?? '');
  const now = first?.nowMinor ?? 0;
  const budgets = [{ id: target, ceiling_minor: now + 500 }];
  await desk.ask('decide.setLimits', { total_ceiling_minor: 100_000 + 700, budgets }, window);
  const asked = await desk.ask(
    'approve.proposeBudgets',
    { changes: [{ target, after_minor: now + 400 }] },
    program,
  );
  expect(asked.warnings).toEqual([]);
  const edited = await desk.ask('approve.edit', {
    id: asked.item.id,
    content_hash: asked.item.content_hash,
    changes: [{ target, after_minor: now + 800 }],
  });
  expect(edited.warnings).toEqual([
    expect.stringContaining('your ceiling is'),
    expect.stringContaining('1008.00 EUR a day, above your ceiling of the whole day, 1007.00 EUR'),
  ]);
  // What the engine asks for keeps them, also where it is one of several requests.
  const proposed = await desk.ask('decide.propose', {}, program);
  for (const id of proposed.proposals) {
    const { warnings } = await desk.ask('approve.show', { id });
    expect(warnings.filter((warning) => warning.includes('your'))).toEqual([]);
  }

  // Smaller steps than the usual fifth, and days between two.
  const set = await desk.ask('decide.setLimits', { step_share: 0.05, spacing_days: 9 }, window);
  expect(set).toMatchObject({ step_share: 0.05, spacing_days: 9 });
  const small = await desk.ask('decide.optimize', {}, program);
  for (const arm of small.arms)
    expect(Math.abs(arm.proposed_minor - arm.now_minor)).toBeLessThanOrEqual(0.05 * arm.now_minor + 1);
  expect(small.arms.map(({ bound_by }) => bound_by)).toContain('step up');
  // What an older version kept knows of neither.
  const file = new Sqlite(desk.file);
  file.exec(`UPDATE budget_limits SET limits = json_remove(limits, '$.stepShare', '$.spacingDays')`);
  file.close();
  expect(await desk.ask('decide.limits', {})).toMatchObject({ step_share: 0.2, spacing_days: 3 });
  await desk.close();
  await account.close();
});

test('two requests by hand from one proposal that both wait do not pass the ceiling of the day together', async () => {
  const { world, account, desk } = await aDesk();
  await storeResults(desk.store, world);
  await desk.ask('decide.setLimits', { total_ceiling_minor: 100_000 + 700 }, window);
  const { inputs_hash, arms } = await desk.ask('decide.optimize', {}, program);
  const [first, second] = arms;
  const raise = (arm: typeof first, by: number) => ({
    inputs_hash,
    budgets: [{ id: arm?.id ?? '', minor: (arm?.now_minor ?? 0) + by }],
  });
  const { proposals } = await desk.ask('decide.proposeByHand', raise(first, 500), program);
  expect(await desk.call('decide.proposeByHand', raise(second, 500), program)).toMatchObject({
    error: {
      code: 'CONFLICT',
      message: expect.stringContaining('With the 5.00 EUR a day that requests in Approvals would add'),
    },
  });
  // What takes money away, or only moves it, adds nothing to the day beside them.
  const [, , third] = arms;
  const cut = { id: third?.id ?? '', minor: (third?.now_minor ?? 0) - 500 };
  const moves = [cut, { id: second?.id ?? '', minor: (second?.now_minor ?? 0) + 500 }];
  const asks = { changes: [{ target: first?.id ?? '', after_minor: (first?.now_minor ?? 0) + 5000 }] };
  const beyond = await desk.ask('approve.proposeBudgets', asks, program);
  for (const budgets of [[cut], moves]) {
    const byHand = await desk.ask('decide.proposeByHand', { inputs_hash, budgets }, program);
    for (const id of byHand.proposals) await desk.ask('approve.reject', { id, reason: 'only tried' });
  }
  await desk.ask('approve.reject', { id: beyond.item.id, reason: 'only tried' });
  // The same budget once more: only one of the two can be carried out.
  await desk.ask('decide.proposeByHand', raise(first, 600), program);
  // What is asked for without an engine is told of beside it.
  const changes = [{ target: second?.id ?? '', after_minor: (second?.now_minor ?? 0) + 200 }];
  const asked = await desk.ask('approve.proposeBudgets', { changes }, program);
  expect(asked.warnings).toEqual([
    expect.stringContaining(
      '1008.00 EUR a day with the 6.00 EUR that other requests would add, above your ceiling',
    ),
  ]);
  await desk.ask('approve.reject', { id: asked.item.id, reason: 'only tried' });
  for (const { id } of (await desk.ask('approve.list', {})).items)
    await desk.ask('approve.reject', { id, reason: 'only tried' });
  expect(proposals).toHaveLength(1);
  await desk.ask('decide.proposeByHand', raise(second, 500), program);
  await desk.close();
  await account.close();
});

test('what finds no room in the queue leaves no decision behind', async () => {
  const { world, account, desk } = await aDesk();
  await storeResults(desk.store, world);
  const target = adSetOf(world.arms[0]?.id ?? '');
  const content = {
    account: accountId,
    client: accountId,
    currency: 'EUR',
    kind: 'budget change' as const,
    changes: [{ target, beforeMinor: 10_000, afterMinor: 10_100 }],
  };
  const by = { kind: 'agent' as const, id: program.host };
  const asked = { content, by, adId: null, decisionId: null };
  await desk.approvals.requestAll(Array.from({ length: 100 }, () => asked));
  const { inputs_hash, arms } = await desk.ask('decide.optimize', {}, program);
  const budgets = [{ id: target, minor: (arms.find(({ id }) => id === target)?.now_minor ?? 0) - 500 }];
  const changes = [{ target, after_minor: 10_200 }];
  for (const refused of [
    await desk.call('decide.propose', {}, program),
    await desk.call('decide.proposeByHand', { inputs_hash, budgets }, program),
    await desk.call('approve.proposeBudgets', { changes }, program),
  ])
    expect(refused).toMatchObject({ ok: false, error: { code: 'NEEDS_APPROVAL' } });
  const db = new Sqlite(desk.file, { readonly: true });
  expect(db.prepare('SELECT count(*) AS n FROM decisions').get()).toEqual({ n: 0 });
  db.close();
  await desk.close();
  await account.close();
});
