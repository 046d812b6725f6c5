import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import type { Input, ProcedureId } from '../../src/contract/index.ts';
import type { App } from '../../src/main/hosts/app.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { emulateAnthropic } from '../emulators/anthropic.ts';
import { window } from '../support/act/open-desk.ts';
import { withEnvironment } from '../support/environment.ts';
import { jobEnded } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('"Stop everything" ends a council run, those behind it and an answer; nothing is asked until it is let go of', async () => {
  const folder = tempFolder();
  const claude = await emulateAnthropic();
  withEnvironment({ ANTHROPIC_API_KEY: 'anthropic-key', ANTHROPIC_BASE_URL: claude.url });
  for (const background of ['teal', 'maroon'])
    await sharp({ create: { width: 300, height: 500, channels: 3, background } })
      .png()
      .toFile(join(folder, `${background}.png`));
  const open = () => openApp({ home: join(folder, 'home'), role: 'app' });
  let app: App = await open();
  onTestFinished(async () => {
    await app.close();
    await claude.close();
  });
  const ask = <Id extends ProcedureId>(id: Id, input: Input<Id>) => typedCall(app, window, id, input);
  const asked = () => claude.log.filter(({ method }) => method === 'POST').length;
  const { job_id } = await ask('ingest.analyze', { paths: [folder] });
  await jobEnded(app, job_id);
  const ads = (await ask('ingest.result', { job_id })).ads.map(({ id }) => id);
  const question = { question: 'Which?', service: 'anthropic', agree: true } as const;
  const run = { ads, council: 'all', agree: true } as const;

  claude.fail(/messages/, 'hang', 'hang', 'hang');
  const judging = (await ask('council.judge', run)).job_id;
  const byBatch = (await ask('council.judge', { ...run, cheaper: true })).job_id;
  const { conversation } = await ask('director.ask', question);
  await expect.poll(asked).toBe(3);

  await ask('approve.kill', { stop: true });
  const error = { code: 'STOPPED', next_step: 'Let it go on in Approvals, then resume or ask again.' };
  for (const id of [judging, byBatch])
    expect((await jobEnded(app, id, 'paused')).job).toMatchObject({ error });
  const [turn] = (await ask('director.show', { id: conversation })).turns;
  expect(turn).toMatchObject({ state: 'cancelled', problem: { code: 'STOPPED' } });

  const stopped = { failure: { code: 'STOPPED' } };
  await expect(ask('council.judge', run)).rejects.toMatchObject(stopped);
  await expect(ask('director.ask', { ...question, conversation })).rejects.toMatchObject(stopped);
  // Told to whoever presses it, and not by a run that begins and stands still again.
  await expect(ask('jobs.resume', { job_id: judging })).rejects.toMatchObject(stopped);
  expect((await jobEnded(app, judging, 'paused')).job).toMatchObject({ error });
  await app.close();
  app = await open();
  expect((await ask('jobs.get', { job_id: judging })).job).toMatchObject({ state: 'paused', error });
  expect(asked()).toBe(3);

  await ask('approve.kill', { stop: false });
  await ask('jobs.resume', { job_id: judging });
  await jobEnded(app, judging);
  const { council } = await ask('score.show', { ad: ads[0] ?? '' });
  expect(council?.members.find(({ member }) => member === 'anthropic')?.state).toBe('voted');
  await ask('director.ask', { ...question, conversation });
});
