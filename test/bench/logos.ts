import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { type FindLogo, logoFinder, seenAt } from '../../src/main/core/measure/brand/logo.ts';
import { keptShape } from '../../src/main/media/logo/read-logo.ts';
import { stillFrame } from '../../src/main/media/text/frames.ts';
import { logoSizes, logoStyles, madeUpLogos, plainLogos, withLogo } from '../support/clips/logos.ts';
import { Random } from '../support/clips/random.ts';
import { corpusFolder } from '../support/corpus.ts';
import { openPool, type TestPool } from '../support/media-pool.ts';
import type { BenchResult } from './run.ts';

const samples = resolve(import.meta.dirname, '../../resources/samples');
/** Seconds at which a film is looked at. */
const times = [1, 4];
const inCorpus = [
  'ad_bottles_conveyor.mp4',
  'ad_aliasbar_launch.mp4',
  'ad_stacked_promo.mp4',
  'ad_avatar_talk_a.mp4',
  'ad_codexprofiles_reveal.mp4',
  'cut_bikes.mp4',
  'adimg_aliasbar_features.png',
  'adimg_fastshopping_feature_en.png',
  'adimg_linkhub_store_vertical.jpg',
  'adimg_turtle_feature.png',
  'adimg_winkterm_og.png',
];
const inSamples = [
  'sample_coffee_subscription.mp4',
  'sample_skincare_serum.mp4',
  'sample_meal_kit_wide.jpg',
  'sample_backpack_feed.jpg',
  'sample_headphones_quiet_sound.mp4',
];

interface Trial {
  readonly logo: string;
  /** Null where no logo, or only another one, lies on the frame. */
  readonly laid: { readonly size: number; readonly style: string } | null;
  readonly likeness: number;
  readonly seen: boolean;
}

/**
 * Made-up logos laid by script on frames of real ads, in four sizes and four manners, each looked for there, on the bare
 * frames and on those with another logo; and what is refused as too plain. Flags: --corpus FOLDER, --trials.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const corpus = corpusFolder(flags.get('corpus'));
  const test = await openPool(undefined, 1);
  const folder = mkdtempSync(join(tmpdir(), 'titan-logos-'));
  try {
    const frames: Buffer[] = [];
    for (const path of [
      ...inCorpus.map((name) => join(corpus, name)),
      ...inSamples.map((name) => join(samples, name)),
    ]) {
      const shown = await test.pool.frames(
        path,
        path.endsWith('mp4') ? times : [0],
        new AbortController().signal,
      );
      frames.push(...shown.map(({ jpeg }) => Buffer.from(jpeg)));
    }
    const random = new Random(20261128);
    const trials: Trial[] = [];
    const refused: string[] = [];
    const began = performance.now();
    for (const [name, drawn] of Object.entries(madeUpLogos)) {
      const find = await finderOf(drawn, test, folder);
      if (find) trials.push(...(await trialsOf(name, find, frames, random)));
      else refused.push(name);
    }
    const msPerTrial = (performance.now() - began) / trials.length;
    const plain: string[] = [];
    for (const [name, drawn] of Object.entries(plainLogos))
      if ((await finderOf(drawn, test, folder)) === null) plain.push(name);
    return resultOf(trials, {
      frames: frames.length,
      'ms a frame, with laying it': Math.round(msPerTrial),
      'refused as too plain': plain,
      'of plain ones': Object.keys(plainLogos).length,
      'wrongly refused': refused,
      ...(flags.has('trials') && { trials }),
    });
  } finally {
    rmSync(folder, { recursive: true });
    await test.close();
  }
}

/** As the app keeps it. */
async function finderOf(drawn: Buffer, { pool }: TestPool, folder: string): Promise<FindLogo | null> {
  const [given, kept] = [join(folder, 'given.png'), join(folder, 'kept.png')];
  writeFileSync(given, await sharp(drawn).png().toBuffer());
  writeFileSync(kept, (await pool.readLogo(given, new AbortController().signal)).png);
  const shape = await keptShape(kept);
  return shape && logoFinder(shape);
}

async function trialsOf(
  name: string,
  find: FindLogo,
  frames: readonly Buffer[],
  random: Random,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  const look = async (laid: Trial['laid'], picture: Buffer): Promise<void> => {
    const sight = find((await stillFrame(picture)).frame);
    trials.push({ logo: name, laid, likeness: sight?.likeness ?? 0, seen: seenAt(sight) !== null });
  };
  for (const size of logoSizes)
    for (const style of logoStyles)
      await look(
        { size, style },
        await withLogo(random.pick(frames), madeUpLogos[name] as Buffer, size, style, random),
      );
  const others = Object.values(madeUpLogos).filter((drawn) => drawn !== madeUpLogos[name]);
  for (const [at, frame] of frames.filter((_, at) => at % 2 === 0).entries()) {
    const other = () =>
      withLogo(frame, random.pick(others), random.pick(logoSizes), random.pick(logoStyles), random);
    await look(null, at % 2 === 0 ? frame : await other());
  }
  return trials;
}

function resultOf(trials: readonly Trial[], raw: Record<string, unknown>): BenchResult {
  const laid = trials.filter((trial) => trial.laid !== null);
  const recall = (those: readonly Trial[]): number => those.filter(({ seen }) => seen).length / those.length;
  const found = laid.filter(({ seen }) => seen).length;
  const bare = trials.filter((trial) => trial.laid === null);
  const invented = bare.filter(({ seen }) => seen).length;
  return {
    name: 'logos',
    ratios: {
      precision: { value: found / (found + invented), bar: 0.97 },
      recall: recall(laid),
      ...Object.fromEntries(
        logoStyles.map((style) => [
          `recall, ${style}`,
          recall(laid.filter((trial) => trial.laid?.style === style)),
        ]),
      ),
      ...Object.fromEntries(
        logoSizes.map((size) => [
          `recall, ${size} of the side`,
          recall(laid.filter((trial) => trial.laid?.size === size)),
        ]),
      ),
    },
    raw: {
      ...raw,
      laid: laid.length,
      found,
      'without it': bare.length,
      invented,
      'most alike without it': Math.max(...bare.map(({ likeness }) => likeness)),
    },
    pass: found / (found + invented) >= 0.97,
  };
}
