import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { Input, ProcedureId } from '../../src/contract/index.ts';
import type { App } from '../../src/main/hosts/app.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { window } from '../support/act/open-desk.ts';
import { jobEnded } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

const gateway = { ...window, host: 'gateway' } as const;
const desk = (app: App) => ({
  call: <Id extends ProcedureId>(id: Id, input: Input<Id>) => typedCall(app, gateway, id, input),
  async send(jobId: string, path: string, bytes: Uint8Array) {
    const body = (async function* () {
      yield bytes;
    })();
    expect(await app.receiveUpload(jobId, path, body, bytes.length)).toEqual({
      ok: true,
      value: { bytes: bytes.length },
    });
  },
});
const picture = (background: string) =>
  sharp({ create: { width: 96, height: 96, channels: 3, background } })
    .png()
    .toBuffer();
const uploads = (home: string) => readdirSync(join(home, 'uploads'), { recursive: true }).sort();

it('of a drop that is cancelled, or whose tab was closed, in the middle nothing stays; one that is being sent goes on', async () => {
  const home = tempFolder();
  const app = await openApp({ home, role: 'serve' });
  const { call, send } = desk(app);
  const opened = async () => {
    const { job_id } = await call('ingest.openUpload', { title: 'drop', bytes: 10, files: 2 });
    await send(job_id, 'ads/a.png', await picture('#405060'));
    return job_id;
  };
  await call('jobs.cancel', { job_id: await opened() });
  await expect.poll(() => uploads(home)).toEqual([]);
  const [left, sending, opening] = [await opened(), await opened(), await opened()];
  await app.close();
  rmSync(join(home, 'uploads', opening), { recursive: true });
  const longAgo = new Date(Date.now() - 3_600_000);
  const folder = join(home, 'uploads', left);
  for (const path of [folder, join(folder, 'ads/a.png')]) utimesSync(path, longAgo, longAgo);
  const again = await openApp({ home, role: 'serve' });
  await expect.poll(() => existsSync(folder)).toBe(false);
  const { jobs } = await desk(again).call('jobs.list', {});
  expect(jobs.map(({ id, state }) => [id, state])).toEqual(
    expect.arrayContaining([
      [left, 'cancelled'],
      [sending, 'waiting'],
      [opening, 'waiting'],
    ]),
  );
  expect(existsSync(join(home, 'uploads', sending, 'ads/a.png'))).toBe(true);
  await again.close();
});

it('keeps no second copy of bytes that are dropped again, and none of what lies in a folder of the user', async () => {
  const home = tempFolder();
  const app = await openApp({ home, role: 'serve' });
  const { call, send } = desk(app);
  const [old, mine] = [await picture('#c0a020'), await picture('#20a0c0')];
  const own = join(tempFolder(), 'own');
  mkdirSync(own);
  writeFileSync(join(own, 'mine.png'), mine);
  await jobEnded(app, (await call('ingest.analyze', { paths: [own] })).job_id);
  const drop = async (files: Readonly<Record<string, Uint8Array>>) => {
    const input = { title: 'drop', bytes: 10, files: Object.keys(files).length };
    const { job_id } = await call('ingest.openUpload', input);
    for (const [path, bytes] of Object.entries(files)) await send(job_id, path, bytes);
    await call('ingest.closeUpload', { job_id });
    await jobEnded(app, job_id);
    return job_id;
  };
  const first = await drop({ 'old.png': old, 'copy.png': old });
  await expect.poll(() => uploads(home)).toEqual([first, `${first}/copy.png`]);
  await drop({ 'old.png': old, 'mine.png': mine });
  await expect.poll(() => uploads(home)).toEqual([first, `${first}/copy.png`]);
  const { rows } = await call('score.rows', { sort: 'name', direction: 'asc' });
  expect(rows.map(({ name }) => name)).toEqual(['copy.png', 'mine.png']);
  for (const { id } of rows) expect(await app.locate('media', id)).not.toBeNull();
  // What was written over since is no copy.
  writeFileSync(join(own, 'mine.png'), await picture('#20c0a0'));
  const last = await drop({ 'mine.png': mine });
  await expect
    .poll(() => uploads(home))
    .toEqual([first, `${first}/copy.png`, last, `${last}/mine.png`].sort());
  await app.close();
});

it('lists the folders that were dropped, not the one that they were received in', async () => {
  const app = await openApp({ home: tempFolder(), role: 'serve' });
  const { call, send } = desk(app);
  const { job_id } = await call('ingest.openUpload', { title: 'up', bytes: 10, files: 2 });
  await send(job_id, 'up/a.png', await picture('#405060'));
  await send(job_id, 'up/spring/b.png', await picture('#c05020'));
  await call('ingest.closeUpload', { job_id });
  await jobEnded(app, job_id);
  const { folders } = await call('collections.list', {});
  expect(folders.map(({ folder, ads }) => [folder, ads])).toEqual([
    ['up', 2],
    ['up/spring', 1],
  ]);
  const { suggestions } = await call('score.complete', { text: 'in:', at: 3 });
  expect(suggestions.map(({ ads }) => ads)).toEqual([2, 1]);
  await app.close();
});
