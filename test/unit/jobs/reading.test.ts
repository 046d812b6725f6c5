import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { type AdText, AppError, type Job, type JobId, type Logo } from '../../../src/contract/index.ts';
import { foldersOf } from '../../../src/main/connectors/folder/beside.ts';
import { createFiles } from '../../../src/main/connectors/folder/files.ts';
import { TEXT_VERSION } from '../../../src/main/core/measure/text/describe.ts';
import { parseFilter } from '../../../src/main/core/score/parse-filter.ts';
import { systemClock } from '../../../src/main/hosts/clock.ts';
import { readLeftover } from '../../../src/main/hosts/start-reading.ts';
import type { WordsWanted } from '../../../src/main/ports.ts';
import { type ReadLists, readGiven, readGivenOfAd } from '../../../src/main/stages/ingest-given.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { eventually, openJobs, type Parts, writeAds } from './harness.ts';

const facts = () => ({ compared: true, distinctiveness: null, near_duplicate_of: null });

async function measuredAds(ads: Readonly<Record<string, string>>, parts: Parts = {}) {
  const root = tempFolder();
  writeAds(root, ads);
  const jobs = await openJobs({ ...parts, parallel: 1 });
  const analysis = await jobs.start([root]);
  await jobs.state(analysis, 'done');
  const find = (where: string) => {
    const parsed = parseFilter(where);
    if (!parsed.ok) throw new Error(parsed.message);
    return jobs.store.reader.ids({ filter: parsed.filter, sort: 'name' });
  };
  return { root, jobs, analysis, find, ads: async () => jobs.store.reader.ads(await find(''), facts) };
}

async function keptLogo({ writer }: Awaited<ReturnType<typeof openJobs>>['store'], own: Partial<Logo> = {}) {
  const logo = { id: '1'.repeat(16), width: 64, height: 64, findable: true, ...own };
  await writer.keepLogo(logo, new Uint8Array());
  return logo;
}

describe('reading words', () => {
  it('keeps them beside the ad, where the filter finds them; until then each ad says that they were not read', async () => {
    const { jobs, find, ads } = await measuredAds({
      'a.mp4': 'ok 20 % off',
      'b.mp4': 'ok Tired of dry skin',
    });
    for (const ad of await ads())
      expect(ad).toMatchObject({ text: null, hook: { type: 'unknown', basis: 'words not read yet' } });
    const before = await ads();
    const id = (await jobs.startReading()) as JobId;
    const done = await jobs.state(id, 'done');
    expect(done).toMatchObject({ kind: 'read', progress: { done: 2, total: 2, failed: 0, listed: true } });
    const after = await ads();
    expect(after.map(({ hook }) => hook.type)).toEqual(['offer', 'problem']);
    expect(after[0]?.hook.basis).toContain('20 % off');
    expect(after[0]?.text?.lines[0]?.text).toBe('ok 20 % off');
    const [offer] = await find('hook:offer');
    expect(offer).toBe(after[0]?.id);
    expect(await find('text:"DRY skin"')).toEqual([after[1]?.id]);
    expect(after.map(({ features, score }) => ({ features, score }))).toEqual(
      before.map(({ features, score }) => ({ features, score })),
    );
  });

  it('reads nothing twice, and only what is asked for', async () => {
    const { jobs, analysis, ads } = await measuredAds({ 'a.mp4': 'ok one', 'b.mp4': 'ok two' });
    const [one] = await ads();
    const first = (await jobs.startReading({ ads: [one?.id as string] })) as JobId;
    await jobs.state(first, 'done');
    const second = (await jobs.startReading({ job_id: analysis })) as JobId;
    expect((await jobs.state(second, 'done')).progress.total).toBe(1);
    expect(await jobs.startReading()).toBeNull();
    expect(jobs.media.asked.filter((what) => what.startsWith('words'))).toHaveLength(2);
  });

  it('refuses a file that is no longer what was measured, and tries it again when asked', async () => {
    const { root, jobs } = await measuredAds({ 'a.mp4': 'ok one' });
    writeFileSync(join(root, 'a.mp4'), 'ok another one');
    const id = (await jobs.startReading()) as JobId;
    expect((await jobs.state(id, 'done')).progress.failed).toBe(1);
    expect((await jobs.store.reader.failures(id))[0]?.code).toBe('UNREADABLE');
    await jobs.runner.resume(id, true);
    await jobs.state(id, 'done', 2);
    expect((await jobs.store.reader.failures(id))[0]?.code).toBe('UNREADABLE');
  });

  it('makes way for measuring and goes on after it', async () => {
    const { root, jobs } = await measuredAds({ 'a.mp4': 'ok slow words' });
    const reading = (await jobs.startReading()) as JobId;
    const looks = () => jobs.media.asked.filter((what) => what === 'words of a.mp4').length;
    await eventually(() => looks() === 1);
    writeAds(root, { 'c.mp4': 'ok three' });
    const analysis = await jobs.start([root]);
    await jobs.state(analysis, 'done');
    // It was put back, not lost: its first ad is read anew, now after the analysis.
    expect(jobs.jobsSeen(reading).map(({ state }) => state)).toContain('queued');
    await eventually(() => looks() === 2);
    await jobs.runner.cancel(reading);
    expect((await jobs.store.reader.job(reading))?.state).toBe('cancelled');
    expect((await jobs.items(reading)).queued).toBe(1);
  });

  it.each(['lets go', 'is written'])('stays stopped where everything is stopped while it %s', async (at) => {
    const [reached, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let makesWay: JobId | undefined;
    const hold = async (id: JobId, isHere: boolean): Promise<void> => {
      if (id !== makesWay || !isHere) return;
      reached.resolve();
      await goOn.promise;
    };
    const { root, jobs } = await measuredAds(
      { 'a.mp4': 'ok slow words' },
      {
        reader: (reader) => ({
          ...reader,
          isListed: (id) => hold(id, at === 'lets go').then(() => reader.isListed(id)),
        }),
        writer: (writer) => ({
          ...writer,
          async setJobState(id, state, ...more) {
            const job = await writer.setJobState(id, state, ...more);
            await hold(id, at === 'is written');
            return job;
          },
        }),
      },
    );
    const reading = (await jobs.startReading()) as JobId;
    await eventually(() => jobs.media.asked.includes('words of a.mp4'));
    writeAds(root, { 'c.mp4': 'ok three' });
    makesWay = reading;
    const analysis = await jobs.start([root]);
    await reached.promise;
    const halted = jobs.runner.halt(new AppError('STOPPED'));
    await eventually(async () => (await jobs.store.reader.job(analysis))?.state === 'paused');
    goOn.resolve();
    await halted;
    const stopped = { state: 'paused', error: { code: 'STOPPED' } };
    expect(await jobs.store.reader.job(analysis)).toMatchObject({ ...stopped, attempt: 0 });
    expect(await jobs.store.reader.job(reading)).toMatchObject({ ...stopped, attempt: 1 });
  });
});

describe('what a command left unread', () => {
  const leftover = { leftover: true } as const;

  it('is read once the start of an app that stays has settled, unless that is closed before', async () => {
    const { jobs, ads } = await measuredAds({ 'a.mp4': 'ok one' });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const parts = { store: jobs.store, runner: jobs.runner, clock: systemClock };
    readLeftover(parts, { warn: () => undefined })();
    readLeftover(parts, { warn: () => undefined });
    vi.runAllTimers();
    vi.useRealTimers();
    const ofReading = () =>
      jobs.seen.flatMap((event) => (event.type === 'job' && event.job.kind === 'read' ? [event.job] : []));
    await jobs.until(() => ofReading().at(-1)?.state === 'done');
    expect(new Set(ofReading().map(({ id }) => id)).size).toBe(1);
    expect((await ads())[0]?.text?.lines[0]?.text).toBe('ok one');
    expect(await jobs.startReading(leftover)).toBeNull();
  });

  it('is not tried at each start where it cannot be read or somebody called it off', async () => {
    const { root, jobs, analysis } = await measuredAds({ 'gone.mp4': 'ok one', 'b.mp4': 'ok slow words' });
    rmSync(join(root, 'gone.mp4'));
    const id = (await jobs.startReading(leftover)) as JobId;
    await eventually(async () => (await jobs.items(id)).failed === 1);
    await jobs.runner.cancel(id);
    expect(await jobs.startReading(leftover)).toBeNull();
    // Who asks for it gets it.
    writeAds(root, { 'b.mp4': 'ok quick one', 'gone.mp4': 'ok one' });
    expect(await jobs.startReading({ job_id: analysis })).not.toBeNull();
  });

  it('is what an earlier version read too, where that needs no service; a logo that is left is not', async () => {
    const { jobs, ads } = await measuredAds({ 'a.mp4': 'ok one', 'b.mp4': 'ok two' });
    await jobs.state((await jobs.startReading(leftover)) as JobId, 'done');
    await jobs.store.writer.setBrandKit(null, { logo: (await keptLogo(jobs.store)).id });
    expect(await jobs.startReading(leftover)).toBeNull();
    const [one, two] = await ads();
    for (const ad of [one, two])
      await jobs.store.writer.setWords(ad?.id as string, {
        text: { ...(ad?.text as AdText), version: TEXT_VERSION - 1 },
        spoken: null,
        palettes: [],
        readAt: systemClock.now(),
      });
    const db = new Sqlite(join(jobs.home, 'titan.db'));
    db.prepare("update ads set root = 'drive:x' where id = ?").run(two?.id);
    db.prepare("update files set root = 'drive:x' where ad_id = ?").run(two?.id);
    db.close();
    const again = (await jobs.startReading(leftover)) as JobId;
    expect((await jobs.state(again, 'done')).progress.total).toBe(1);
  });
});

it('looks for the brand of an ad in what was read, by the kit of its client or by the one of all others', async () => {
  const { jobs, ads } = await measuredAds({ 'a.mp4': 'ok Vellune', 'b.mp4': 'ok plain' });
  await jobs.state((await jobs.startReading()) as JobId, 'done');
  expect((await ads()).map(({ brand }) => brand)).toEqual([null, null]);
  const kit = { names: ['Vellune'], colours: [], logo: null };
  await jobs.store.writer.setBrandKit(null, kit);
  expect((await ads()).map(({ brand }) => brand?.first_seen_s)).toEqual([0, null]);
  expect(await jobs.store.reader.brandKits()).toEqual([{ client: null, kit }]);
  await expect(jobs.store.writer.setBrandKit('client_00000000', kit)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await jobs.store.writer.setBrandKit(null, { names: [], colours: [], logo: null });
  expect((await ads())[0]?.brand).toBeNull();
});

it('looks for the logo of an ad once for each logo, beside the words or after them', async () => {
  const { jobs, ads } = await measuredAds({ 'a.mp4': 'ok logo', 'b.mp4': 'ok plain' });
  const use = async (id: string, findable = true) => {
    await keptLogo(jobs.store, { id, findable });
    await jobs.store.writer.setBrandKit(null, { logo: id });
  };
  const states = async () => (await ads()).map(({ brand }) => brand?.logo);
  const looked = () => jobs.media.asked.filter((what) => what.startsWith('logo'));
  const [one, two] = ['1'.repeat(16), '2'.repeat(16)] as const;

  await use(one);
  expect(await jobs.startReading({ logo: one })).toBeNull();
  await jobs.state((await jobs.startReading()) as JobId, 'done');
  expect(await states()).toEqual(['seen', 'not seen']);
  expect((await ads())[0]?.brand?.first_seen_s).toBe(0);
  // Its upper part lies under the controls of both placements.
  const underControls = async () =>
    (await ads()).map(({ text }) => text?.safe_zones.map(({ spans }) => spans.length > 0));
  expect(await underControls()).toEqual([
    [true, true],
    [false, false],
  ]);

  await use(two);
  expect(await states()).toEqual(['not looked for', 'not looked for']);
  expect(await jobs.startReading({ logo: one })).toBeNull();
  await jobs.state((await jobs.startReading({ logo: two })) as JobId, 'done');
  expect(await states()).toEqual(['seen', 'not seen']);
  expect(looked()).toHaveLength(4);
  expect(jobs.media.asked.filter((what) => what.startsWith('words'))).toHaveLength(2);

  await use('3'.repeat(16), false);
  expect(await states()).toEqual(['too plain', 'too plain']);
  expect(await jobs.startReading()).toBeNull();
});

it('looks again for the logos of ads that changed hands, each ad in one job at a time', async () => {
  const { jobs, ads } = await measuredAds({ 'a.mp4': 'ok logo', 'b.mp4': 'ok other logo' });
  await jobs.state((await jobs.startReading()) as JobId, 'done');
  const [one, two] = (await ads()).map(({ id }) => id) as [string, string];
  const { writer } = jobs.store;
  await writer.saveClient({ id: 'client_00000001', name: 'Vellune' });
  const logo = await keptLogo(jobs.store);
  await writer.setBrandKit('client_00000001', { logo: logo.id });
  const give = (ad: string) => writer.assign([{ client: 'client_00000001', ads: [ad], folders: [] }]);
  const left = (of: WordsWanted) => writer.createReadJob('logos', of, TEXT_VERSION, systemClock.now());

  expect(await left({ logo: 'any' })).toBeNull();
  await give(one);
  expect(await left({ logo: 'any', ads: [two] })).toBeNull();
  const first = (await left({ logo: 'any', ads: [one] })) as Job;
  await give(two);
  const second = (await left({ logo: 'any' })) as Job;
  expect((await jobs.items(second.id)).queued).toBe(1);
  // One that somebody stopped keeps none of its ads from being looked at.
  await writer.setJobState(first.id, 'waiting', systemClock.now());
  await writer.setJobState(second.id, 'waiting', systemClock.now());
  const third = (await left({ logo: logo.id })) as Job;
  jobs.runner.enqueue(third);
  expect((await jobs.state(third.id, 'done')).progress).toMatchObject({ done: 2, failed: 0 });
  expect((await ads()).map(({ brand }) => brand?.logo)).toEqual(['seen', 'seen']);
});

it('looks once more for a logo that is chosen while another is looked for', async () => {
  const { jobs, ads } = await measuredAds({ 'a.mp4': 'ok logo' });
  await jobs.state((await jobs.startReading()) as JobId, 'done');
  const [one, other] = [await keptLogo(jobs.store), await keptLogo(jobs.store, { id: '2'.repeat(16) })];
  const { writer } = jobs.store;
  await writer.setBrandKit(null, { logo: one.id });
  const { port, asked } = jobs.media;
  const find = port.findLogo;
  port.findLogo = async (...look) => {
    await writer.setBrandKit(null, { logo: other.id });
    // The ad is in hand already.
    expect(await jobs.startReading({ logo: other.id })).toBeNull();
    return find(...look);
  };
  await jobs.state((await jobs.startReading({ logo: one.id })) as JobId, 'done');
  expect((await ads())[0]?.brand?.logo).toBe('seen');
  expect(asked.slice(-2)).toEqual([`logo ${one.id} on a.mp4`, `logo ${other.id} on a.mp4`]);
});

it('keeps the words of an ad on whose frames no logo can be looked for', async () => {
  const { jobs, ads } = await measuredAds({ 'a.mp4': 'ok broken frame' });
  const logo = await keptLogo(jobs.store);
  await jobs.store.writer.setBrandKit(null, { logo: logo.id });
  await jobs.state((await jobs.startReading()) as JobId, 'done');
  const [ad] = await ads();
  expect(ad?.text?.lines).not.toHaveLength(0);
  expect(ad?.brand?.logo).toBe('not looked for');
});

it('looks for a logo alone only on what is here, and says nothing of the rest', async () => {
  const { root, jobs, ads } = await measuredAds({ 'a.mp4': 'ok logo', 'b.mp4': 'ok logo too' });
  await jobs.state((await jobs.startReading()) as JobId, 'done');
  const logo = await keptLogo(jobs.store);
  await jobs.store.writer.setBrandKit(null, { logo: logo.id });
  rmSync(join(root, 'a.mp4'));
  const id = (await jobs.startReading({ logo: 'any' })) as JobId;
  expect((await jobs.state(id, 'done')).progress).toMatchObject({ done: 2, failed: 0 });
  expect((await ads()).map(({ brand }) => brand?.logo)).toEqual(['not looked for', 'seen']);
});

it('keeps of a brand what a change leaves out, and believes no logo that was not kept', async () => {
  const { store } = await openJobs();
  const plain = await keptLogo(store, { height: 32, findable: false });
  const set = store.writer.setBrandKit;
  await set(null, { names: ['Vellune'], logo: plain.id });
  expect(await set(null, { colours: ['#112233'] })).toEqual({
    names: ['Vellune'],
    colours: ['#112233'],
    logo: plain,
  });
  await expect(set(null, { logo: '2'.repeat(16) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await set(null, { names: [], colours: [] });
  expect((await store.reader.brandKits())[0]?.kit).toEqual({ names: [], colours: [], logo: plain });
  await set(null, { logo: null });
  expect(await store.reader.brandKits()).toEqual([]);
});

describe('what lies beside the files', () => {
  it('is found by subtitles in capitals, and beside a film whose name has no ending', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok one', film: 'ok two' });
    const said = '00:00:00,000 --> 00:00:01,000\nHello';
    writeFileSync(join(root, 'a.SRT'), said);
    writeFileSync(join(root, 'film.srt'), said);
    const jobs = await openJobs({
      source: createFiles({ looksLikeMedia: (head) => Buffer.from(head).toString().startsWith('ok') }),
    });
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    await readGiven({ foldersOf, reader: jobs.store.reader, writer: jobs.store.writer }, id);
    const ids = await jobs.store.reader.ids({ filter: { clauses: [] }, sort: 'name' });
    const found = await jobs.store.reader.ads(ids, facts);
    expect(found.map(({ spoken }) => spoken && 'name' in spoken && spoken.name)).toEqual([
      'a.SRT',
      'film.srt',
    ]);
  });

  it('is spoken in films alone, by one file: its own name, or the only language that is there', async () => {
    const root = tempFolder();
    writeAds(root, {
      'hero.jpg': 'still one',
      'hero.mp4': 'ok one',
      'meta.mp4': 'ok two',
      'two.mp4': 'ok three',
      'cut.mp4': 'ok four',
      'cut.en.mp4': 'ok five',
      'poster.jpg': 'still two',
    });
    const said = (name: string) =>
      writeFileSync(join(root, name), `00:00:00,000 --> 00:00:01,000\nby ${name}`);
    for (const name of ['hero.srt', 'hero.de.srt', 'meta.en_US.srt', 'two.en.srt', 'two.es.srt']) said(name);
    for (const name of ['cut.en.srt', 'poster.srt', 'gone.srt', 'hero.vtt']) said(name);
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    await readGiven({ foldersOf, reader: jobs.store.reader, writer: jobs.store.writer }, id);
    const ids = await jobs.store.reader.ids({ filter: { clauses: [] }, sort: 'name' });
    const ads = await jobs.store.reader.ads(ids, facts);
    expect(Object.fromEntries(ads.map(({ path, spoken }) => [path, spoken?.lines[0]?.text]))).toEqual({
      'hero.jpg': undefined,
      'hero.mp4': 'by hero.srt',
      'meta.mp4': 'by meta.en_US.srt',
      'two.mp4': undefined,
      'cut.mp4': undefined,
      'cut.en.mp4': 'by cut.en.srt',
      'poster.jpg': undefined,
    });
    const noFilm = 'subtitles, but no film of their name was measured beside them';
    const other = (file: string) =>
      `subtitles beside others of its film; what is spoken is taken from the file named ${file}`;
    const several =
      'subtitles in several languages for one film; none is taken. Name the one that is spoken two.srt';
    const taken = 'texts for the ads beside it';
    expect((await jobs.store.reader.skipped(id)).map(({ path, reason }) => [path, reason])).toEqual([
      ['cut.en.srt', taken],
      ['gone.srt', noFilm],
      ['hero.de.srt', other('hero.srt')],
      ['hero.srt', taken],
      ['hero.vtt', other('hero.srt')],
      ['meta.en_US.srt', taken],
      ['poster.srt', noFilm],
      ['two.en.srt', several],
      ['two.es.srt', several],
    ]);
  });

  it('is read with an analysis, follows its changes, and the first place that tells it wins', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok one', 'sub/copy.mp4': 'ok one', 'b.mp4': 'ok two' });
    writeFileSync(join(root, 'ads.csv'), 'file;headline\nb.mp4;Two\n');
    writeFileSync(join(root, 'sub/ads.json'), '[{"file":"copy.mp4","headline":"One"}]');
    writeFileSync(join(root, 'b.srt'), '00:00:00,000 --> 00:00:01,000\nHello');
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    expect((await jobs.store.reader.skipped(id)).map(({ path, reason }) => [path, reason])).toEqual(
      ['ads.csv', 'b.srt', 'sub/ads.json'].map((path) => [path, 'texts for the ads beside it']),
    );
    const ports = { foldersOf, reader: jobs.store.reader, writer: jobs.store.writer };
    expect(await readGiven(ports, id)).toHaveLength(2);
    expect(await readGiven(ports, id)).toEqual([]);
    const read = async () => {
      const ids = await jobs.store.reader.ids({ filter: { clauses: [] }, sort: 'name' });
      return jobs.store.reader.ads(ids, facts);
    };
    expect((await read()).map(({ copy }) => copy?.headline)).toEqual(['One', 'Two']);
    expect((await read())[1]?.spoken).toEqual({
      source: 'file',
      name: 'b.srt',
      lines: [{ t0: 0, t1: 1, text: 'Hello' }],
    });
    writeFileSync(join(root, 'ads.csv'), 'file;headline\nb.mp4;Three\n');
    rmSync(join(root, 'b.srt'));
    // A link in a sidecar's place is not followed.
    rmSync(join(root, 'sub/ads.json'));
    symlinkSync(join(root, 'ads.csv'), join(root, 'sub/ads.json'));
    await readGiven(ports, id);
    expect(await jobs.store.reader.skipped(id)).toContainEqual({
      path: 'sub/ads.json',
      source: root,
      reason: 'texts for the ads beside it, not read: it cannot be opened as a file',
    });
    expect((await read()).map(({ copy, spoken }) => [copy?.headline, spoken])).toEqual([
      [undefined, null],
      ['Three', null],
    ]);
  });

  it('is read as UTF-16 too; what is of no use says why', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok one', 'b.mp4': 'ok two', 'c.mp4': 'ok three', 'sub/d.mp4': 'ok four' });
    writeAds(root, { 'one/e.mp4': 'ok five' });
    writeFileSync(join(root, 'one/ads.csv'), 'file;headline\ngone.mp4;Three\n');
    const line = '00:00:00,000 --> 00:00:01,000\nCafé';
    writeFileSync(join(root, 'a.srt'), Buffer.from(`\ufeff${line}`, 'utf16le'));
    writeFileSync(join(root, 'b.srt'), Buffer.from(line, 'latin1'));
    writeFileSync(join(root, 'c.vtt'), 'WEBVTT');
    writeFileSync(join(root, 'ads.csv'), 'file;headline\nb.mp4;Two\ngone.mp4;Three\n');
    writeFileSync(join(root, 'sub/ads.json'), '{}');
    const jobs = await openJobs();
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    await readGiven({ foldersOf, reader: jobs.store.reader, writer: jobs.store.writer }, id);
    const ids = await jobs.store.reader.ids({ filter: { clauses: [] }, sort: 'name' });
    const ads = await jobs.store.reader.ads(ids, facts);
    expect(ads.map(({ spoken }) => spoken?.lines[0]?.text)).toEqual([
      'Café',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect((await jobs.store.reader.skipped(id)).map(({ path, reason }) => [path, reason])).toEqual([
      ['a.srt', 'texts for the ads beside it'],
      ['ads.csv', 'texts for the ads beside it; 1 of the 2 files that it names is not there'],
      ['b.srt', 'texts for the ads beside it, not read: it is not UTF-8; save it as that'],
      ['c.vtt', 'subtitles, but no line with its time was found in it'],
      ['one/ads.csv', 'texts for the ads beside it; the one file that it names is not there'],
      ['sub/ads.json', 'texts for the ads beside it, but none was found in it'],
    ]);
  });

  it('is read for one ad after another: a list is taken apart once, and anew where it has changed', async () => {
    const root = tempFolder();
    writeAds(root, { 'a.mp4': 'ok one', 'b.mp4': 'ok two' });
    const list = join(root, 'ads.csv');
    writeFileSync(list, 'file;headline\na.mp4;One\nb.mp4;Two\ngone.mp4;Three\n');
    const { store, ...jobs } = await openJobs();
    const id = await jobs.start([root]);
    await jobs.state(id, 'done');
    const ids = await store.reader.ids({ filter: { clauses: [] }, sort: 'name' });
    const headlines = async () => (await store.reader.ads(ids, facts)).map(({ copy }) => copy?.headline);
    const lists: ReadLists = new Map();
    const read = (ad: number) =>
      readGivenOfAd({ foldersOf, reader: store.reader, writer: store.writer }, id, ids[ad] as string, lists);
    await read(0);
    const first = lists.get(list)?.copies;
    await read(1);
    expect(lists.get(list)?.copies).toBe(first);
    expect(await headlines()).toEqual(['One', 'Two']);
    writeFileSync(list, 'file;headline\na.mp4;Else\n');
    await read(0);
    expect(await headlines()).toEqual(['Else', 'Two']);
    // What is of no use is told by the analysis, not again by each ad.
    expect((await store.reader.skipped(id)).map(({ reason }) => reason)).toEqual([
      'texts for the ads beside it',
    ]);
  });
});
