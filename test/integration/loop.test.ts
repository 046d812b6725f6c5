import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Caller, Input, Output, ProcedureId } from '../../src/contract/index.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { startGateway } from '../../src/main/hosts/gateway/start.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { startSandbox } from '../emulators/sandbox.ts';
import { withEnvironment } from '../support/environment.ts';
import { jobEnded } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

const samples = join(import.meta.dirname, '..', '..', 'resources', 'samples');
const person: Caller = { host: 'cli', scopes: ['read', 'propose', 'approve'], person: true };
const program: Caller = { host: 'gateway', scopes: ['read', 'propose'], person: false };

async function open() {
  const sandbox = await startSandbox(tempFolder(), samples);
  withEnvironment(sandbox.environment);
  const { now, passDays, orders, post } = sandbox;
  const app = await openApp({
    home: tempFolder(),
    role: 'serve',
    sandbox: { clock: { now, monotonicMs: () => performance.now() }, passDays, orders, post },
  });
  onTestFinished(async () => {
    await app.close();
    await sandbox.close();
  });
  const ask = <Id extends ProcedureId>(id: Id, input: Input<Id>, caller = person): Promise<Output<Id>> =>
    typedCall(app, caller, id, input);
  async function ended({ job_id }: { job_id: string }) {
    const { job, failures } = await jobEnded(app, job_id);
    expect(failures).toEqual([]);
    return job;
  }
  /** Days go by, the shop sells, and the results of the account are read again. */
  async function pass(days: number): Promise<void> {
    await ask('sandbox.passDays', { days });
    await ended(await ask('learn.refresh', { days_back: 60 }));
  }
  /** From here on the shop's tracker posts to this machine, as to `titan serve`. */
  async function letTrackerPost() {
    const gateway = await startGateway(app, { port: 0, allowApprove: false, rendererDir: tempFolder() });
    onTestFinished(() => gateway.close());
    const { token } = await ask('learn.openHook', { source: 'anytrack' });
    const body = JSON.stringify({ url: `${gateway.origin}/hooks/anytrack`, token });
    await fetch(`${sandbox.trackerUrl}/webhook`, { method: 'PUT', body });
  }
  return { ask, ended, pass, orders, letTrackerPost };
}

/** What the shop sold by clicks of these days within a week of the click, straight from its own export. */
const soldOn = (csv: string, first: string, last: string) =>
  csv
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .filter(([, , , date = '', click = '']) => {
      const days = (Date.parse(date) - Date.parse(click)) / 86_400_000;
      return click.slice(0, 10) >= first && click.slice(0, 10) <= last && days <= 7;
    })
    .reduce((sum, [, amount]) => sum + Math.round(Number(amount) * 100), 0);

test('from a folder to what came of a decision: score, results, patterns, proposal, approval, execution, outcome', async () => {
  const { ask, ended, pass, orders, letTrackerPost } = await open();
  const folder = tempFolder();
  const names = ['sample_backpack_feed.jpg', 'sample_meal_kit_wide.jpg', 'sample_skincare_offer.png'];
  for (const name of names) copyFileSync(join(samples, name), join(folder, name));
  const analysed = await ask('ingest.analyze', { paths: [folder] });
  await ended(analysed);
  const { ads } = await ask('ingest.result', { job_id: analysed.job_id });
  expect(ads.map(({ score }) => typeof score.overall)).toEqual(['number', 'number', 'number']);

  await pass(0);
  expect(await ask('learn.linkNames', { names: '{file}' })).toEqual({ linked: 3, proposed: 0 });
  await pass(0);
  const { from, patterns } = await ask('learn.patterns', {});
  expect(from.ads).toBe(3);
  // Three ads can show nothing: each is named with what it lacks.
  expect(new Set(patterns.map(({ wording }) => wording))).toEqual(new Set(['no evidence']));
  expect(patterns[0]?.lacks.join()).toContain('of 8 concepts with');

  const proposal = await ask('decide.propose', {}, program);
  expect(proposal.basis).toMatchObject({ source: 'ledger', sources: ['anytrack'], blocked: null });
  expect(proposal.basis.ratio).toBeGreaterThan(0.8);
  const [id = ''] = proposal.proposals;
  const request = await ask('approve.show', { id });
  expect(request.item).toMatchObject({ state: 'proposed', proposed_by: { kind: 'agent' } });
  expect(request.evidence).toMatchObject({ source: 'ledger', orders: proposal.explain.orders });
  const { content_hash, amount_minor: typed_minor } = request.item;
  await expect(ask('approve.confirm', { id, content_hash, typed_minor }, program)).rejects.toThrow();
  const done = await ask('approve.confirm', { id, content_hash, typed_minor });
  expect(done.item.state).toBe('confirmed');
  await pass(0);
  const now = (await ask('decide.optimize', {})).arms;
  expect(now.map((arm) => arm.now_minor)).toEqual(proposal.arms.map((arm) => arm.proposed_minor));

  const decision = { id: proposal.decision_id ?? '' };
  const outcome = async () => (await ask('decide.outcomes', decision)).outcomes[0];
  const open1 = await outcome();
  expect(open1).toMatchObject({ state: 'open', approvals: [id], whole: null, settled_at: null });
  const { first_day, last_day, settles_on } = open1 ?? {};
  const daysTo = (day: string | null | undefined) =>
    Math.round((Date.parse(day ?? '') - Date.parse(first_day ?? '')) / 86_400_000);
  expect([daysTo(last_day), daysTo(settles_on)]).toEqual([6, 14]);
  const told = orders().split('\n').length;
  await letTrackerPost();
  await pass(daysTo(settles_on));
  expect(await outcome()).toMatchObject({ state: 'open' });
  await pass(1);
  // What was learnt from the refresh comes first.
  await expect.poll(outcome, { timeout: 30_000 }).toMatchObject({ state: 'settled', source: 'ledger' });
  const settled = await outcome();
  expect(settled?.whole?.spend_minor).toBe(7 * proposal.total_minor);
  expect(settled?.whole?.revenue_minor).toBe(soldOn(orders(), first_day ?? '', last_day ?? ''));
  expect(settled?.arms.map((arm) => arm.id)).toEqual(proposal.arms.map((arm) => arm.id));
  const inside = settled?.arms.filter(({ as_foretold }) => as_foretold) ?? [];
  expect(inside.length).toBeGreaterThanOrEqual(6);
  expect(await ask('decide.replay', decision)).toMatchObject({ same: true });
  expect(await ask('act.verify', {})).toMatchObject({ ok: true });
  // All of it once more, to begin with, and the last of every list twice: each order counts once.
  const { hooks } = await ask('learn.hooks', {});
  expect(hooks).toMatchObject([{ source: 'anytrack', refused: 0 }]);
  expect(hooks[0]?.received).toBeGreaterThan(told);
  expect((await ask('decide.optimize', {})).basis.told).toMatchObject({ source: 'anytrack', how: 'post' });

  const { item: back } = await ask('approve.undo', { id }, program);
  expect(back.title).toBe(`Take back ${request.parts.length} budgets: the total stays`);
  const { content_hash: hash, amount_minor: minor } = back;
  const taken = await ask('approve.confirm', { id: back.id, content_hash: hash, typed_minor: minor });
  expect(taken.item.state).toBe('confirmed');
  await pass(0);
  const { arms } = await ask('decide.optimize', {});
  expect(arms.map((arm) => arm.now_minor)).toEqual(proposal.arms.map((arm) => arm.now_minor));
  expect(await outcome()).toEqual(settled);
}, 120_000);
