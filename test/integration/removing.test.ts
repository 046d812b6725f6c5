import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { JobId } from '../../src/contract/index.ts';
import type { App } from '../../src/main/hosts/app.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { window } from '../support/act/open-desk.ts';
import { jobEnded } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

const picture = (file: string, background: string) =>
  sharp({ create: { width: 96, height: 96, channels: 3, background } })
    .png()
    .toFile(file);

const rows = async (app: App) =>
  (await typedCall(app, window, 'score.rows', { sort: 'name', direction: 'asc' })).rows;
const done = async (app: App, job_id: JobId) => {
  await jobEnded(app, job_id);
  return (await typedCall(app, window, 'ingest.result', { job_id })).counts;
};

it('keeps out what was removed, brings it back, measures it again and finds its moved file', async () => {
  const folder = join(tempFolder(), 'ads');
  await mkdir(folder);
  await picture(join(folder, 'a.png'), '#405060');
  await picture(join(folder, 'b.png'), '#c0a020');
  const app = await openApp({ home: tempFolder(), role: 'app' });
  const analyze = async (fresh = false) =>
    done(app, (await typedCall(app, window, 'ingest.analyze', { paths: [folder], fresh })).job_id);
  await analyze();
  const [a, b] = await rows(app);
  if (!a || !b) throw new Error('two ads were measured');

  await typedCall(app, window, 'library.remove', { ads: [a.id] });
  expect(await analyze()).toMatchObject({ reused: 1, skipped: 1, analyzed: 0 });
  expect((await rows(app)).map(({ name }) => name)).toEqual(['b.png']);
  await typedCall(app, window, 'library.restore', { ads: [a.id] });
  expect((await rows(app))[0]).toMatchObject({ id: a.id, score: a.score });

  const { job_id } = await typedCall(app, window, 'library.again', { ads: [a.id, b.id] });
  expect(await done(app, job_id as JobId)).toMatchObject({ analyzed: 2, failed: 0 });

  const moved = join(tempFolder(), 'moved.png');
  await rename(join(folder, 'a.png'), moved);
  const places = async () => (await typedCall(app, window, 'library.places', { ad: a.id })).places;
  expect(await places()).toMatchObject([{ state: 'gone' }]);
  const wrong = typedCall(app, window, 'library.locate', { ad: a.id, path: join(folder, 'b.png') });
  await expect(wrong).rejects.toMatchObject({ code: 'CONFLICT' });
  await typedCall(app, window, 'library.locate', { ad: a.id, path: moved });
  expect(await places()).toEqual([{ path: moved, state: 'there' }]);
  expect((await rows(app)).map(({ name }) => name)).toEqual(['b.png', 'moved.png']);
  await app.close();
});
