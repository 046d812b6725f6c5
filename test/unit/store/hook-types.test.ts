import { expect, it } from 'vitest';
import type { AdId, Spoken } from '../../../src/contract/index.ts';
import { describeText } from '../../../src/main/core/measure/text/describe.ts';
import { filterOrThrow } from '../../../src/main/core/score/parse-filter.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from './ads.ts';

const id = shaOf(1).slice(0, 16);
const facts = () => ({ compared: true, distinctiveness: null, near_duplicate_of: null });
const said = (text: string): Spoken => ({ source: 'file', name: 'a.srt', lines: [{ t0: 0, t1: 2, text }] });
const words = describeText([], { durationS: 10, width: 1080, height: 1920, cuts: [], speech: null });

it('rows are found by how their ads open, as subtitles are read, come beside the file and go', async () => {
  const store = await tempStore(() => at);
  const { reader, writer } = store;
  for (const item of await aJob(store, '/ads', ['a.mp4']))
    await writer.finishItem(item, analyzed(anAd(shaOf(1))));
  const given = (spoken: Spoken | null) => writer.setGiven(new Map([[id, { copy: null, spoken }]]));
  const read = (spoken: Spoken | null) =>
    writer.setWords(id, { text: words, spoken, palettes: [], readAt: at });
  const opens = async (type: string) => {
    expect((await reader.ads([id as AdId], facts))[0]?.hook.type).toBe(type);
    expect(await reader.ids({ filter: filterOrThrow(`hook:${type}`), sort: 'added' })).toEqual([id]);
  };

  await given(said('Let me show you'));
  await opens('demo');
  await read({ ...said('Stop buying plastic'), source: 'track', name: 'eng' });
  await opens('demo');
  await given(null);
  await opens('myth');
  await read(null);
  await opens('unknown');
});
