import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { plain } from '../../src/main/core/measure/text/words.ts';
import { corpusFolder } from '../support/corpus.ts';
import { openPool } from '../support/media-pool.ts';
import type { BenchResult } from './run.ts';

const root = resolve(import.meta.dirname, '../..');
const sizes = ['large', 'medium', 'small'] as const;

interface Labelled {
  readonly set: 'corpus' | 'samples';
  readonly file: string;
  readonly t: number;
  readonly large?: string;
  readonly medium?: string;
  readonly small?: string;
  readonly maybe?: string;
}

const wordsOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[\s·]+/)
    .map(plain)
    .filter(Boolean);

/** Words joined or parted differently are read all the same. */
const JOINED = 4;

interface Tally {
  found: Record<(typeof sizes)[number], number>;
  shown: Record<(typeof sizes)[number], number>;
  invented: string[];
  missed: string[];
}

function compare(label: Labelled, seen: readonly string[]): Tally {
  const left = sizes.flatMap((size) => wordsOf(label[size]).map((word) => ({ word, size })));
  const maybe = wordsOf(label.maybe);
  const count = () => ({ large: 0, medium: 0, small: 0 });
  const tally: Tally = { found: count(), shown: count(), invented: [], missed: [] };
  for (const { size } of left) tally.shown[size]++;
  for (const word of seen) {
    const place = placeOf(word, left);
    if (place) for (const { size } of left.splice(...place)) tally.found[size]++;
    else if (maybe.includes(word)) maybe.splice(maybe.indexOf(word), 1);
    else tally.invented.push(word);
  }
  tally.missed = left.map(({ word }) => word);
  return tally;
}

function placeOf(word: string, left: readonly { word: string }[]): [number, number] | null {
  for (let from = 0; from < left.length; from++) {
    let joined = '';
    for (let to = from; to < Math.min(left.length, from + JOINED); to++) {
      joined += left[to]?.word ?? '';
      if (joined === word) return [from, to - from + 1];
    }
  }
  return null;
}

/** What the reader finds on frames whose words a person wrote down, and what a frame costs beside decoding its film. */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const corpus = corpusFolder(flags.get('corpus'));
  const folders = { corpus, samples: join(root, 'resources/samples') };
  const { frames } = JSON.parse(
    readFileSync(join(import.meta.dirname, 'labels/on-screen-text.json'), 'utf8'),
  ) as { frames: Labelled[] };
  const { pool, close } = await openPool(undefined, 1);
  const tallies: { label: Labelled; tally: Tally }[] = [];
  const failed: string[] = [];
  let readMs = 0;
  try {
    for (const label of frames) {
      const path = join(folders[label.set], label.file);
      const begin = performance.now();
      try {
        // The second time only moves the end of decoding; the labels are of the frame at `t`.
        const { frames: read } = await pool.readText(
          path,
          label.t === 0 ? [0] : [0, label.t],
          new AbortController().signal,
        );
        readMs += (performance.now() - begin) / read.length;
        const lines = read.at(-1)?.lines ?? [];
        tallies.push({ label, tally: compare(label, wordsOf(lines.map(({ text }) => text).join(' '))) });
      } catch (error) {
        failed.push(`${label.file}: ${error instanceof Error ? error.message : error}`);
      }
    }
  } finally {
    await close();
  }
  const films = [
    ...new Set(frames.filter(({ t }) => t > 0).map(({ set, file }) => join(folders[set], file))),
  ];
  const begin = performance.now();
  for (const film of films)
    await promisify(execFile)('ffmpeg', [
      '-v',
      'quiet',
      '-threads',
      '1',
      '-i',
      film,
      '-map',
      '0:v:0',
      '-f',
      'null',
      '-',
    ]);
  const decodeMs = (performance.now() - begin) / films.length;

  const ratios: Record<string, number> = {};
  const counts: Record<string, string> = {};
  for (const set of ['corpus', 'samples'] as const) {
    const those = tallies.filter(({ label }) => label.set === set).map(({ tally }) => tally);
    const sum = (of: (tally: Tally) => number) => those.reduce((total, tally) => total + of(tally), 0);
    const found = sum((tally) => sizes.reduce((n, size) => n + tally.found[size], 0));
    const shown = sum((tally) => sizes.reduce((n, size) => n + tally.shown[size], 0));
    const invented = sum((tally) => tally.invented.length);
    ratios[`${set}: recall`] = found / shown;
    ratios[`${set}: precision`] = found / (found + invented);
    counts[set] = `${those.length} frames, ${shown} words, ${found} found, ${invented} invented`;
    for (const size of sizes)
      ratios[`${set}: recall, ${size} words`] =
        sum((tally) => tally.found[size]) / sum((tally) => tally.shown[size]);
  }
  ratios['reading a frame / decoding its film'] = readMs / tallies.length / decodeMs;
  const wordless = tallies.filter(({ label }) => sizes.every((size) => !label[size]) && !label.maybe);
  return {
    name: 'text',
    ratios,
    raw: {
      ...counts,
      'frames without words': wordless.length,
      'words invented there': wordless.flatMap(({ tally }) => tally.invented),
      'ms to read a frame': Math.round(readMs / tallies.length),
      'ms to decode a film': Math.round(decodeMs),
      failed,
      ...(flags.has('words') && {
        words: tallies.map(({ label, tally }) => [label.file, label.t, tally.invented, tally.missed]),
      }),
    },
    // No bar is set: it fails only when a file could not be read at all.
    pass: failed.length === 0 && tallies.length > 0,
  };
}
