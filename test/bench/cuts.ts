import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compareTimes } from '../support/clips/compare-times.ts';
import { cutClip, traps } from '../support/clips/cut-films.ts';
import { measureFile } from '../support/clips/decode.ts';
import { ffmpeg } from '../support/clips/ffmpeg.ts';
import type { BenchResult } from './run.ts';

/** Limits were tuned on seeds 1 to 4; these were never looked at while tuning. */
const DEFAULT_SEEDS = [101, 102];
const BAR = 0.95;
/** Lies beside a developer's clone, never in it. */
const DEFAULT_CORPUS = join(import.meta.dirname, '../../../shared/corpus');

/** Frames looked at one by one by people; sources in the corpus' own README. */
const corpusTruths = [
  { file: 'cut_bikes.mp4', cuts: [1.2, 3.04, 5.48, 7.48, 9.68] },
  { file: 'cut_none_counter.mp4', cuts: [] },
  { file: 'ad_bottles_conveyor.mp4', cuts: [] },
  { file: 'cut_fades.mp4', cuts: [], fades: [1.68, 3.36, 5.04, 6.68, 8.36, 9.8] },
];

interface Tally {
  hits: number;
  missed: number;
  wrong: number;
}

const scores = ({ hits, missed, wrong }: Tally) => ({
  precision: hits + wrong === 0 ? 1 : hits / (hits + wrong),
  recall: hits + missed === 0 ? 1 : hits / (hits + missed),
  f1: hits + missed + wrong === 0 ? 1 : (2 * hits) / (2 * hits + missed + wrong),
});

/**
 * Cuts against known truth, beside ffmpeg's scdet at its default over the same files.
 * Flags: `--seeds 101,102`, `--corpus DIR` (default ../shared/corpus; left out where it does not exist).
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const seeds = (flags.get('seeds') ?? DEFAULT_SEEDS.join(',')).split(',').map(Number);
  const ours: Tally = { hits: 0, missed: 0, wrong: 0 };
  const scdet: Tally = { hits: 0, missed: 0, wrong: 0 };
  const films = [];
  for (const seed of seeds) {
    for (const trap of traps) {
      const { path, truth } = await cutClip(trap, seed);
      const a = add(ours, truth.cuts, (await measureFile(path)).cuts);
      const b = add(scdet, truth.cuts, await scdetCuts(path));
      films.push({ trap, seed, cuts: truth.cuts.length, fades: truth.fades.length, ours: a, scdet: b });
    }
  }
  const corpus = await corpusResult(flags.get('corpus') ?? DEFAULT_CORPUS);
  const us = scores(ours);
  const them = scores(scdet);
  return {
    name: 'cuts',
    ratios: {
      f1: { value: us.f1, bar: BAR },
      f1OverScdet: { value: us.f1 / them.f1, bar: 1 },
      precision: us.precision,
      recall: us.recall,
      scdetF1: them.f1,
      scdetPrecision: them.precision,
      scdetRecall: them.recall,
    },
    raw: { seeds, trueCuts: ours.hits + ours.missed, ours, scdet, corpus, films },
    pass:
      us.f1 >= BAR &&
      us.f1 >= them.f1 &&
      (corpus === 'skipped: no corpus' || corpus.every((one) => one.exact)),
  };
}

function add(tally: Tally, truth: readonly number[], found: readonly number[]) {
  const { hits, missed, wrong } = compareTimes(truth, found);
  tally.hits += hits;
  tally.missed += missed.length;
  tally.wrong += wrong.length;
  return { missed, wrong };
}

async function scdetCuts(path: string): Promise<number[]> {
  const filters = ['-an', '-sn', '-vf', 'scdet', '-fps_mode', 'passthrough', '-f', 'null', '-'];
  const { stderr } = await ffmpeg(['-i', path, ...filters]);
  return [...stderr.matchAll(/lavfi\.scd\.time: *(\S+)/g)].map(([, t]) => Number(t));
}

async function corpusResult(folder: string) {
  if (!existsSync(folder)) return 'skipped: no corpus' as const;
  const results = [];
  for (const { file, cuts, fades } of corpusTruths) {
    const measured = await measureFile(join(folder, file));
    const found = compareTimes(cuts, measured.cuts);
    // The truth leaves the fade-in at the very start out, so that one more is no mistake.
    const lost = fades ? compareTimes(fades, measured.features.T12?.value as number[]).missed : [];
    const exact = found.missed.length + found.wrong.length + lost.length === 0;
    results.push({ file, exact, cuts: measured.cuts, fades: measured.features.T12?.value, lost });
  }
  return results;
}
