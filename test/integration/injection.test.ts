import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attacks } from '../support/attacks.ts';
import {
  type FileCarrier,
  fileCarriers,
  type Picture,
  picturesFor,
  runInjected,
} from '../support/injected.ts';
import { tempFolder } from '../support/temp-folder.ts';

it('orders in names, texts and subtitles change no score, no vote and nothing else, from the disk to the library', async () => {
  const folder = tempFolder();
  // One of each kind of order, in another disguise each.
  const chosen = attacks.filter((_, at) => at % 10 === Math.floor(at / 10) % 10);
  const carriers = chosen.map((_, at) => fileCarriers[at % fileCarriers.length] as FileCarrier);
  const pictures = await picturesFor(carriers);
  const ads = chosen.map((attack, at) => ({ attack, picture: pictures[at] as Picture }));
  const before = await runInjected(join(folder, 'clean'), ads, () => null);
  const after = await runInjected(join(folder, 'attacked'), ads, (at) => carriers[at] ?? null);
  expect(after.acts).toBe(0);
  expect([...after.ads.keys()].sort()).toEqual([...before.ads.keys()].sort());
  expect(after.ads.size).toBe(20);
  for (const [id, { engine, council }] of after.ads) {
    const clean = before.ads.get(id);
    expect(council.basis).toBe('council');
    expect(engine).toBeTypeOf('number');
    expect(engine).toBe(clean?.engine);
    expect(council.score).toBe(clean?.council.score);
  }
  // What lies beside an ad is before the judges though they are asked while the analysis goes on.
  expect(before.shown).toHaveLength(40);
  for (const { user } of before.shown) expect(user).toMatch(/<ad_copy>.*Free returns/s);
  const spoken = before.shown.filter(({ user }) => /<ad_speech>.*Free returns/s.test(user));
  expect(spoken).toHaveLength(10);
  expect([...after.ads.values()].filter(({ council }) => council.needs_human).length).toBeGreaterThan(5);
});
