import { createHash } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Caller, Input, Output, ProcedureId } from '../../src/contract/index.ts';
import { openApp } from '../../src/main/hosts/compose.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { openAccount } from '../support/act/meta-account.ts';
import { window } from '../support/act/open-desk.ts';
import { withEnvironment } from '../support/environment.ts';
import { jobEnded } from '../support/job-ended.ts';
import { token } from '../support/meta/token.ts';
import { tempFolder } from '../support/temp-folder.ts';

const samples = join(import.meta.dirname, '..', '..', 'resources', 'samples');
const program: Caller = { host: 'mcp', scopes: ['read', 'propose'], person: false };
const words = {
  page: '77001',
  message: 'Carry everything.',
  headline: 'The backpack',
  link: 'https://shop.example/backpack',
};

async function open(name: string) {
  const account = await openAccount();
  account.target('11');
  withEnvironment({
    META_BASE_URL: account.origin,
    META_ACCESS_TOKEN: token,
    META_AD_ACCOUNT_ID: '1203844',
  });
  const app = await openApp({ home: join(tempFolder(), 'home'), role: 'app' });
  onTestFinished(async () => {
    await app.close();
    await account.close();
  });
  const ask = <Id extends ProcedureId>(id: Id, input: Input<Id>, caller = window): Promise<Output<Id>> =>
    typedCall(app, caller, id, input);
  const folder = tempFolder();
  const file = join(folder, name);
  copyFileSync(join(samples, name), file);
  const { job_id } = await ask('ingest.analyze', { paths: [folder] });
  await jobEnded(app, job_id);
  const [ad] = (await ask('ingest.result', { job_id })).ads;
  const propose = () => ask('approve.proposeDraft', { ad_id: ad?.id ?? '', ad_set: '11', ...words }, program);
  const confirm = async ({ item: { id, content_hash } }: Output<'approve.show'>) => {
    await ask('approve.confirm', { id, content_hash, typed_minor: 0 });
    await expect
      .poll(async () => (await ask('approve.show', { id })).item.state)
      .toMatch(/confirmed|failed|voided/);
    return ask('approve.show', { id });
  };
  return { account, ask, file, propose, confirm };
}

it('a model proposes a draft, a person approves it, and it is made once, paused, as it was shown', async () => {
  const { account, ask, file, propose, confirm } = await open('sample_backpack_feed.jpg');
  const asked = await propose();
  expect(asked.item).toMatchObject({
    kind: 'publish',
    amount_minor: 0,
    title: 'Make a paused draft of “sample_backpack_feed.jpg” in “Ad set 11”',
  });
  expect(Object.fromEntries(asked.facts.map(({ name, value }) => [name, value]))).toMatchObject(words);
  expect(account.made).toEqual([]);
  const done = await confirm(asked);
  expect(done.item.state).toBe('confirmed');
  expect(account.made).toMatchObject([
    {
      name: `sample_backpack_feed.jpg [${asked.item.id}]`,
      adSetId: '11',
      status: 'PAUSED',
      creative: {
        page_id: words.page,
        link_data: { message: words.message, name: words.headline, link: words.link },
      },
    },
  ]);
  expect(account.bodies.join('')).not.toContain('"status":"ACTIVE"');
  // Meta was asked whether it would take it before it was asked for, and nothing else was different.
  const [checked = '', real = ''] = account.bodies.filter((body) => body.includes('"adset_id"'));
  const { execution_options, ...same } = JSON.parse(checked);
  expect([execution_options, same]).toEqual([['validate_only'], JSON.parse(real)]);
  for (const { path, query } of account.seen) expect(`${path} ${query}`).not.toContain(token);

  expect(await ask('approve.draftPlaces', {})).toEqual({
    accounts: [],
    last: { account: '1203844', ad_set: '11', page: words.page, link: words.link },
  });
  // An ad set of another account than the one that was named is none of it.
  const elsewhere = { ad_id: asked.item.ad_id ?? '', account: '1', ad_set: '11', ...words };
  await expect(ask('approve.proposeDraft', elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });

  // The reply of the ad was lost: it is found by its tag, and not made again.
  account.faults.push({ on: 'ads', kind: 'lost', after: 1 });
  await ask('approve.setLimits', { settling_s: 0 });
  expect((await confirm(await propose())).item.state).toBe('confirmed');
  expect(account.made).toHaveLength(2);

  // What lies in the place of the file is not what was approved.
  const third = await propose();
  writeFileSync(file, 'another file');
  const { item } = await confirm(third);
  expect(item).toMatchObject({ state: 'failed', problem: expect.stringContaining('not what was approved') });
  expect(account.made).toHaveLength(2);
});

it('what Meta would not take is told before anything is there; what it made otherwise is told field by field', async () => {
  const { account, ask, propose, confirm } = await open('sample_backpack_feed.jpg');
  account.faults.push({ on: 'ads', kind: 'error', code: 100, userMessage: 'This link is not allowed' });
  expect((await confirm(await propose())).item).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('This link is not allowed'),
  });
  expect(account.made).toEqual([]);

  account.kept.storyAs = (story) => {
    const { link_data, ...rest } = story as { link_data: object };
    return { ...rest, link_data: { ...link_data, name: 'Bags' } };
  };
  const changed = await confirm(await propose());
  expect(changed.item.state).toBe('confirmed');
  expect(changed.parts[0]).toMatchObject({
    state: 'done',
    detail: 'At Meta it is not as approved: the headline is “Bags”. Look at it there.',
  });
  expect(account.made).toHaveLength(1);

  // Meta switched on what was not asked for.
  account.kept.storyAs = (story) => story;
  account.kept.features = {
    image_touchups: { enroll_status: 'OPT_IN' },
    text_optimizations: { enroll_status: 'OPT_OUT' },
    // Of which Meta says nothing.
    inline_comment: {},
  };
  expect((await confirm(await propose())).parts[0]).toMatchObject({
    state: 'done',
    detail: expect.stringContaining('not asked for (image_touchups): switch that off there'),
  });
  account.kept.features = undefined;

  // It was made all the same where it cannot be looked at.
  account.faults.push({ on: 'node', kind: 'error', code: 10, after: 1 });
  const unseen = await confirm(await propose());
  expect(unseen.parts[0]).toMatchObject({
    state: 'done',
    detail: expect.stringContaining('could not be looked at'),
  });
  expect((await ask('act.verify', {})).ok).toBe(true);
});

it('a stop in the middle of a film ends it before any ad is asked for, and says so; after it all is as before', async () => {
  const { account, ask, propose, confirm } = await open('sample_skincare_serum.mp4');
  account.faults.push({ on: 'advideos', kind: 'hang', after: 1 });
  const asked = confirm(await propose());
  await expect.poll(() => account.faults).toEqual([]);
  await ask('approve.kill', { stop: true });
  expect((await asked).item).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('no draft was made'),
  });
  expect(account.made).toEqual([]);
  await ask('approve.kill', { stop: false });
  expect((await confirm(await propose())).item.state).toBe('confirmed');
  expect(account.made).toHaveLength(1);
}, 60_000);

it('an ad that was made is written down as made though the look at it hangs, as soon as everything is stopped', async () => {
  const { account, ask, propose, confirm } = await open('sample_backpack_feed.jpg');
  account.faults.push({ on: 'node', kind: 'hang', after: 1 });
  const asked = confirm(await propose());
  await expect.poll(() => account.faults).toEqual([]);
  expect(account.made).toHaveLength(1);
  await ask('approve.kill', { stop: true });
  expect((await asked).parts[0]).toMatchObject({
    state: 'done',
    detail: expect.stringContaining('could not be looked at'),
  });
});

it('a film is sent in parts, waited for, and has the frame in front of it that Meta prefers, as an image of its own', async () => {
  const { account, propose, confirm } = await open('sample_skincare_serum.mp4');
  // The reply to the first part is lost, and the second part never arrives: each is told by where Meta stands.
  account.faults.push(
    { on: 'advideos', kind: 'lost', after: 1 },
    { on: 'advideos', kind: 'reset', after: 1 },
    // Nor does the frame come at first, and its address runs out: the film is not uploaded again for that.
    { on: 'media', kind: 'empty', status: 503 },
    { on: 'media', kind: 'empty', status: 403 },
    { on: 'media', kind: 'empty', status: 200 },
    { on: 'adimages', kind: 'error', code: 2 },
  );
  expect((await confirm(await propose())).item.state).toBe('confirmed');
  expect(account.made).toMatchObject([
    {
      status: 'PAUSED',
      creative: {
        video_data: {
          title: words.headline,
          image_hash: createHash('md5').update('/cdn/frame-poster').digest('hex'),
        },
      },
    },
  ]);
  expect(account.faults).toEqual([]);
}, 60_000);

it('where no poster can be written down here the draft is told as not made, and not as one that may be there', async () => {
  const { account, propose, confirm } = await open('sample_skincare_serum.mp4');
  const asked = await propose();
  const gone = join(tempFolder(), 'gone');
  withEnvironment({ TMPDIR: gone, TEMP: gone, TMP: gone });
  expect((await confirm(asked)).item).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('no such file or directory'),
  });
  expect(account.made).toEqual([]);
}, 60_000);
