import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AdText } from '../../src/contract/index.ts';
import { describeText } from '../../src/main/core/measure/text/describe.ts';
import { hookOf } from '../../src/main/core/measure/text/hook.ts';
import { safeZonesOf } from '../../src/main/core/measure/text/safe-zones.ts';
import { placements } from '../../src/main/core/weights/placements-1.ts';
import { Random } from '../support/clips/random.ts';
import { drawText, frameSize } from '../support/clips/text-frames.ts';
import { corpusFolder } from '../support/corpus.ts';
import { openPool } from '../support/media-pool.ts';
import type { BenchResult } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
const hookTimes = [0, 1, 2.5];
/** A line that reaches out by less is told to reach out or not by the width of a letter. */
const CLOSE = 0.02;

interface Labelled {
  readonly types: readonly string[];
}
interface LabelledAd extends Labelled {
  readonly set: 'corpus' | 'samples';
  readonly file: string;
}
interface Sentence extends Labelled {
  readonly text: string;
}

/** Told: a type other than unknown. Shown: a person sees a type. */
function score(results: readonly { types: readonly string[]; found: string }[]) {
  const told = results.filter(({ found }) => found !== 'unknown');
  const right = told.filter(({ types, found }) => types.includes(found));
  const shown = results.filter(({ types }) => !types.includes('unknown'));
  const seen = shown.filter(({ types, found }) => types.includes(found));
  return {
    precision: right.length / told.length,
    recall: seen.length / shown.length,
    counts: `${results.length} ads, ${shown.length} with a type, ${seen.length} of them told right, ${told.length} told, ${told.length - right.length} told wrong`,
  };
}

/** Hook types and safe zones from words that the reader finds, on drawn frames and on ads that a person labelled; types from speech. */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const corpus = corpusFolder(flags.get('corpus'));
  const folders = { corpus, samples: join(root, 'resources/samples') };
  const labels = JSON.parse(readFileSync(join(import.meta.dirname, 'labels/hooks.json'), 'utf8')) as {
    ads: LabelledAd[];
    sentences: Sentence[];
    spoken: Sentence[];
  };
  const random = new Random(Number(flags.get('seed') ?? 20261127));
  const { pool, folder, close } = await openPool(undefined, 1);
  const read = async (path: string, times: readonly number[]): Promise<AdText> => {
    const { frames } = await pool.readText(path, times, new AbortController().signal);
    return describeText(frames, { durationS: null, ...frameSize, cuts: [], speech: null });
  };
  const drawn: { types: readonly string[]; found: string; text: string }[] = [];
  const ads: { types: readonly string[]; found: string; text: string }[] = [];
  const zones = { right: 0, found: 0, shown: 0, frames: 0, off: [] as number[] };
  const failed: string[] = [];
  try {
    for (const [at, { text, types }] of labels.sentences.entries()) {
      const { png, boxes } = await drawText(text, random);
      const path = join(folder, `${at}.png`);
      writeFileSync(path, png);
      const seen = await read(path, [0]);
      drawn.push({ types, found: seen.hook.type, text });
      const truth = safeZonesOf(
        boxes.map((box) => ({ ...stillLine, box })),
        frameSize.width / frameSize.height,
        placements,
      );
      for (const { placement, violated_share } of truth) {
        const told = seen.safe_zones.find((zone) => zone.placement === placement)?.violated_share ?? 0;
        zones.frames++;
        zones.off.push(Math.abs(told - violated_share));
        if (violated_share > 0 && violated_share < CLOSE) continue;
        zones.shown += violated_share > 0 ? 1 : 0;
        zones.found += told > CLOSE ? 1 : 0;
        zones.right += violated_share > 0 && told > CLOSE ? 1 : 0;
      }
    }
    for (const { set, file, types } of labels.ads) {
      try {
        // A still has one frame, whatever is asked for.
        ads.push({ types, found: (await read(join(folders[set], file), hookTimes)).hook.type, text: file });
      } catch (error) {
        failed.push(`${file}: ${error instanceof Error ? error.message : error}`);
      }
    }
  } finally {
    await close();
  }
  const heard = labels.spoken.map(({ text, types }) => {
    const lines = text.split('\n').map((line, at) => ({ t0: at, t1: at + 1, text: line }));
    return { types, text, found: hookOf(null, { source: 'file', name: 'ad.srt', lines }).type };
  });
  const [onDrawn, onAds, onSpoken] = [score(drawn), score(ads), score(heard)];
  const zoneRecall = zones.right / zones.shown;
  const zonePrecision = zones.right / zones.found;
  const meanOff = zones.off.reduce((sum, off) => sum + off, 0) / zones.off.length;
  const wrong = (all: typeof drawn) =>
    all
      .filter(({ types, found }) => !types.includes(found))
      .map(({ text, found, types }) => `${text.replace('\n', ' ')}: ${found}, not ${types.join(' or ')}`);
  return {
    name: 'hooks',
    ratios: {
      'hook type, drawn: precision': { value: onDrawn.precision, bar: 0.9 },
      'hook type, drawn: recall': { value: onDrawn.recall, bar: 0.75 },
      'hook type, labelled ads: precision': onAds.precision,
      'hook type, labelled ads: recall': onAds.recall,
      'hook type, spoken: precision': { value: onSpoken.precision, bar: 0.9 },
      // Its cues were written by whoever wrote the sentences.
      'hook type, spoken: recall': onSpoken.recall,
      'safe zone violated: precision': { value: zonePrecision, bar: 0.95 },
      'safe zone violated: recall': { value: zoneRecall, bar: 0.95 },
      'violated share: mean error': { value: meanOff, bar: 0.05 },
    },
    raw: {
      'hook type, drawn': onDrawn.counts,
      'hook type, labelled ads': onAds.counts,
      'hook type, spoken': onSpoken.counts,
      'safe zones': `${zones.frames} frames × placements, ${zones.shown} violated, ${zones.right} of them told, ${zones.found} told`,
      'not as labelled, drawn': wrong(drawn),
      'not as labelled, ads': wrong(ads),
      'not as labelled, spoken': wrong(heard),
      failed,
    },
    pass:
      failed.length === 0 &&
      onDrawn.precision >= 0.9 &&
      onDrawn.recall >= 0.75 &&
      onSpoken.precision >= 0.9 &&
      zonePrecision >= 0.95 &&
      zoneRecall >= 0.95 &&
      meanOff <= 0.05,
  };
}

const stillLine = {
  text: 'x',
  t0: 0,
  t1: 0,
  confidence: 1,
  height_share: 0.05,
  contrast: null,
  chars_per_second: null,
};
