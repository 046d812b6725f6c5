import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Caller, Input, ProcedureId } from '../../src/contract/index.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { anthropicFaults, emulateAnthropic } from '../emulators/anthropic.ts';
import { autumn } from '../support/drive/autumn.ts';
import { googleService } from '../support/drive/service.ts';
import { withEnvironment } from '../support/environment.ts';
import { jobEnded } from '../support/job-ended.ts';
import { tempFolder } from '../support/temp-folder.ts';

const caller: Caller = { host: 'cli', scopes: ['read', 'propose'], person: true };

test('a folder of Drive is looked into and a council priced before a file is fetched or a judge is asked', async () => {
  const folder = tempFolder();
  const { tree, root, ads } = await autumn();
  const google = await googleService(tree, folder);
  const anthropic = await emulateAnthropic();
  withEnvironment({
    ...google.environment,
    ANTHROPIC_API_KEY: 'anthropic-key',
    ANTHROPIC_BASE_URL: anthropic.url,
  });
  const app = await openApp({ home: join(folder, 'home'), role: 'cli' });
  onTestFinished(async () => {
    await app.close();
    await google.close();
    await anthropic.close();
  });
  const ask = <Id extends ProcedureId>(id: Id, input: Input<Id>) => typedCall(app, caller, id, input);
  const link = `https://drive.google.com/drive/folders/${root.id}`;

  const look = await ask('ingest.lookDrive', { link });
  expect(look).toMatchObject({ title: 'Autumn ads', files: 56, skipped: 4, complete: true, ads: [] });
  expect(look.drafts).toHaveLength(56);
  expect(look.drafts.filter(({ width }) => width === 320)).toHaveLength(49);
  expect(await ask('ingest.lookDrive', { link, max: 4 })).toMatchObject({ files: 4, complete: true });

  const priced = { council: 'all' as const, ceiling_usd: 1 };
  const guess = await ask('council.estimate', { ...priced, drafts: look.drafts });
  // Those that Drive says nothing of are taken to be like the rest.
  expect(guess).toMatchObject({ ads: 56, worked_out_from: 49 });
  expect(google.drive.downloads()).toEqual([]);
  expect(anthropic.log).toEqual([]);

  const { job_id } = await ask('ingest.analyzeDrive', { link, max: 4 });
  await jobEnded(app, job_id);
  const measured = await ask('council.estimate', { ...priced, job_id });
  // Of stills all but the words on them is known before they are here.
  const each = (one: typeof guess) => one.usual_usd / one.ads;
  expect(each(guess) / each(measured)).toBeCloseTo(1, 1);

  // What was measured is found again, and a judge's answer to it is free.
  anthropic.fail(/messages/, anthropicFaults.overloaded);
  const judging = await ask('council.judge', { ...priced, job_id, agree: true });
  await jobEnded(app, judging.job_id);
  const again = await ask('ingest.lookDrive', { link });
  expect(again.ads.length + again.drafts.length).toBe(56);
  expect(again.ads.length).toBeGreaterThan(2);
  const then = await ask('council.estimate', { ...priced, ads: again.ads, drafts: again.drafts });
  const claude = then.seats.find(({ judge }) => judge === 'anthropic');
  expect(claude?.known).toBe(again.ads.length);
  expect(ads.length).toBeGreaterThan(again.ads.length);

  // However many more there are: ads that are answered are not taken for those that are not, nor the other way round.
  const claudeOf = async (drafts: typeof look.drafts) => {
    const { seats } = await ask('council.estimate', { ...priced, ads: again.ads, drafts });
    return seats.find(({ judge }) => judge === 'anthropic');
  };
  const draft = look.drafts.filter(({ width }) => width === 320).slice(0, 1);
  const [one, thousand] = [await claudeOf(draft), await claudeOf(Array(1000).fill(draft[0]))];
  expect(thousand?.known).toBe(again.ads.length);
  expect((thousand?.usual_usd ?? 0) / (one?.usual_usd ?? 0)).toBeCloseTo(1000, 6);
}, 60_000);
