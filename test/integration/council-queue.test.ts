import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { type Caller, hosts, type Input, type ProcedureId, type Scope } from '../../src/contract/index.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { emulateAnthropic } from '../emulators/anthropic.ts';
import { program, window } from '../support/act/open-desk.ts';
import { withEnvironment } from '../support/environment.ts';
import { jobEnded } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

const model: Caller = { ...program, host: 'mcp' };
const scopeSets: Scope[][] = [[], ['read'], ['read', 'propose'], ['read', 'propose', 'approve']];
const programs = hosts.flatMap((host) =>
  scopeSets.map((scopes): Caller => ({ host, scopes, person: false })),
);

test('no program lets data leave or spends above the ceiling; what it asks for happens once a person approves', async () => {
  const folder = tempFolder();
  const claude = await emulateAnthropic();
  withEnvironment({ ANTHROPIC_API_KEY: 'anthropic-key', ANTHROPIC_BASE_URL: claude.url });
  await sharp({ create: { width: 300, height: 500, channels: 3, background: 'teal' } })
    .png()
    .toFile(join(folder, 'one.png'));
  const app = await openApp({ home: join(folder, 'home'), role: 'cli' });
  onTestFinished(async () => {
    await app.close();
    await claude.close();
  });
  const ask = <Id extends ProcedureId>(id: Id, input: Input<Id>, by: Caller = window) =>
    typedCall(app, by, id, input);
  const { job_id } = await ask('ingest.analyze', { paths: [folder] });
  await jobEnded(app, job_id);
  const [ad = ''] = (await ask('ingest.result', { job_id })).ads.map(({ id }) => id);
  const run = { ads: [ad], council: 'all' as const, agree: true };
  const question = { question: 'Which?', agree: true };
  /** What every program gets, on every way in with every set of scopes. */
  const answers = async (id: ProcedureId, input: object) => {
    const all = await Promise.all(programs.map((by) => app.call(id, input, by)));
    return new Set(all.map((answer) => (answer.ok ? 'allowed' : answer.error.code)));
  };
  const refusals = new Set(['PERMISSION', 'NEEDS_APPROVAL']);
  const confirm = async (id: string) => {
    const { item } = await ask('approve.show', { id });
    return ask('approve.confirm', { id, content_hash: item.content_hash, typed_minor: item.amount_minor });
  };

  // Nobody agreed to anything yet.
  expect(await answers('council.judge', run)).toEqual(refusals);
  expect(await answers('director.ask', question)).toEqual(refusals);
  const consent = { service: 'anthropic', use: 'judge ads' } as const;
  const first = await ask('council.proposeConsent', consent, model);
  expect(first.item).toMatchObject({ kind: 'data leaves', state: 'proposed', amount_minor: 0 });
  expect(first.facts.map(({ name }) => name)).toEqual(['service', 'use', 'host', 'gets']);
  const { id: consentId, content_hash } = first.item;
  expect(await answers('approve.confirm', { id: consentId, content_hash })).toEqual(new Set(['PERMISSION']));
  expect(await answers('council.judge', run)).toEqual(refusals);
  expect(claude.log).toEqual([]);

  expect((await confirm(consentId)).item.state).toBe('confirmed');
  await expect(ask('council.proposeConsent', consent, model)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await answers('director.ask', question)).toEqual(refusals);

  // Within the ceiling of the settings a program may now ask, above it no one of them may.
  expect(await answers('council.judge', { ...run, ceiling_usd: 5.01 })).toEqual(refusals);
  expect(await answers('settings.set', { council_ceiling_usd: 50 })).toEqual(new Set(['PERMISSION']));
  const above = await ask('council.proposeRun', { ads: [ad], council: 'all', ceiling_usd: 7.5 }, model);
  expect(above.item).toMatchObject({
    kind: 'model spend',
    amount_minor: 750,
    currency: 'USD',
    account: new URL(claude.url).host,
    proposed_by: { kind: 'agent', id: 'mcp' },
  });
  expect(
    await answers('approve.confirm', { id: above.item.id, content_hash: above.item.content_hash }),
  ).toEqual(new Set(['PERMISSION']));
  expect(claude.log).toEqual([]);
  const done = await confirm(above.item.id);
  expect(done.item.state).toBe('confirmed');
  await jobEnded(app, done.parts[0]?.answer_id ?? '');
  expect(claude.log.filter(({ method }) => method === 'POST')).toHaveLength(1);
  const judged = await ask('score.show', { ad });
  expect(judged.council?.members.find(({ member }) => member === 'anthropic')?.state).toBe('voted');
  // A run that is over has taken what it cost: nothing, where all was answered before.
  const { job_id: known } = await ask('council.judge', run, program);
  const taken = async () => (await ask('approve.previewLimits', {})).programs_taken_usd_minor;
  await jobEnded(app, known);
  expect(await taken()).toBe(0);

  // Nor above what all programs may spend in a day: a run takes its ceiling until it is over.
  expect(await answers('approve.setLimits', { programs_day_usd_minor: 9000 })).toEqual(
    new Set(['PERMISSION']),
  );
  await ask('approve.setLimits', { programs_day_usd_minor: 499 });
  expect(await answers('council.judge', run)).toEqual(refusals);
  const told = await app.call('council.judge', run, program);
  expect(told.ok ? null : told.error.message).toMatch(/4\.99 USD a day.*council\.proposeRun/);
  await jobEnded(app, (await ask('council.judge', { ...run, ceiling_usd: 4.99 }, program)).job_id);
  await jobEnded(app, (await ask('council.judge', run)).job_id);
});
