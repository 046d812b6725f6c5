import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Input, ProcedureId } from '../../src/contract/index.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { window } from '../support/act/open-desk.ts';
import { madeUpLogos } from '../support/clips/logos.ts';
import { readingDone } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('an ad that is given to a client, or loses it, is looked at for the logo of the brand it has then', async () => {
  const folder = tempFolder();
  await mkdir(join(folder, 'given'));
  await mkdir(join(folder, 'gone'));
  const drawn = (name: string) => sharp(madeUpLogos[name]).resize(240).png().toBuffer();
  const emblem = await drawn('emblem');
  await sharp({ create: { width: 540, height: 675, channels: 3, background: '#fff' } })
    .composite([{ input: emblem, left: 150, top: 200 }])
    .png()
    .toFile(join(folder, 'given', 'ad.png'));
  // One of a brand as well, whose file leaves this machine: nothing can be done for it, whoever gets another.
  await sharp({ create: { width: 540, height: 675, channels: 3, background: '#eee' } })
    .png()
    .toFile(join(folder, 'gone', 'other.png'));
  const app = await openApp({ home: tempFolder(), role: 'app' });
  const call = <Id extends ProcedureId>(id: Id, input: Input<Id>) => typedCall(app, window, id, input);
  const keep = async (picture: Buffer) =>
    (await call('brand.addLogo', { picture: picture.toString('base64') })).id;
  try {
    await readingDone(app, () => call('ingest.analyze', { paths: [folder] }));
    const { rows } = await call('score.rows', { where: 'name:ad.png' });
    const ad = rows[0]?.id as string;
    await rm(join(folder, 'gone'), { recursive: true });
    const state = async () => (await call('score.show', { ad })).brand?.logo;
    const client = { id: 'client_00000001', name: 'Vellune' };
    await call('collections.saveClient', client);
    await call('brand.set', { client: client.id, kit: { logo: await keep(emblem) } });
    await call('brand.set', { client: null, kit: { logo: await keep(await drawn('petals')) } });
    await readingDone(app, () => call('collections.assign', { changes: [{ client: client.id, ads: [ad] }] }));
    expect(await state()).toBe('seen');
    await readingDone(app, () => call('collections.removeClient', { id: client.id }));
    expect(await state()).toBe('not seen');
    const other = { id: 'client_00000002', name: 'Norda' };
    await call('collections.saveClient', other);
    await call('brand.set', { client: other.id, kit: { logo: await keep(emblem) } });
    const looks: number[] = [];
    app.subscribe((event) => {
      if (event.type === 'job' && event.job.state === 'done') looks.push(event.job.progress.total);
    });
    const given = { client: other.id, folders: [{ root: folder, folder: 'given' }] };
    await readingDone(app, () => call('collections.assign', { changes: [given] }));
    expect(await state()).toBe('seen');
    expect(looks).toEqual([1]);
  } finally {
    await app.close();
  }
});
