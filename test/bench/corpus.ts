import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Ad, AnalyzeResult } from '../../src/contract/index.ts';
import { builtCli } from '../support/built-cli.ts';
import { corpusFolder, faults, listedSizes, truthOf } from '../support/corpus.ts';
import type { BenchResult } from './run.ts';

/** One frame of most films, and the last digit of those that ffprobe times in milliseconds. */
const DURATION_S = 0.05;

/**
 * `analyze CORPUS --fresh --json` of the built command, twice: every file of the folder is told once, damaged ones by a
 * code that names their cause, good ones as ffprobe reads them, and both runs give the same features and scores.
 * Flags: --corpus FOLDER.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const corpus = corpusFolder(flags.get('corpus'));
  const home = mkdtempSync(join(tmpdir(), 'titan-corpus-'));
  try {
    const first = await analyze(corpus, home);
    const second = await analyze(corpus, home);
    const { lost, twice, wrongCounts } = accounted(corpus, first);
    const faulty = faultsTold(first);
    const otherCodes = faulty.filter(({ told, meant }) => told !== meant);
    const good = first.ads.filter(({ path }) => !(path in faults));
    const unlike: string[] = [];
    for (const ad of good) unlike.push(...(await unlikeFfprobe(corpus, ad)));
    const again = new Map(second.ads.map((ad) => [ad.sha256, measuredOf(ad)]));
    const moved = first.ads.filter((ad) => again.get(ad.sha256) !== measuredOf(ad)).map(({ path }) => path);
    const notAgain = Math.abs(second.counts.analyzed - first.counts.analyzed);
    return {
      name: 'corpus',
      ratios: {
        'files that are told nowhere': { value: lost.length, bar: 0 },
        'files that are told twice': { value: twice.length, bar: 0 },
        'counts that do not add up': { value: wrongCounts.length, bar: 0 },
        'faults under another code': { value: otherCodes.length, bar: 0 },
        'facts that ffprobe tells otherwise': { value: unlike.length, bar: 0 },
        'ads that differ the second time': { value: moved.length + notAgain, bar: 0 },
      },
      raw: {
        counts: first.counts,
        modes: Object.fromEntries(
          Object.entries(Object.groupBy(first.ads, ({ media }) => media.mode)).map(([mode, ads]) => [
            mode,
            ads.length,
          ]),
        ),
        compared_with_ffprobe: good.filter(({ path }) => !(path in listedSizes)).length,
        skipped: first.skipped.map(({ path, reason }) => `${path}: ${reason}`),
        lost,
        twice,
        wrong_counts: wrongCounts,
        unlike,
        moved,
        ...Object.fromEntries(
          faulty.map(({ file, told, cause }) => [file, `${told.padEnd(20)} ${cause}`] as const),
        ),
      },
      pass:
        first.ads.length > 0 &&
        lost.length + twice.length + wrongCounts.length + otherCodes.length === 0 &&
        unlike.length + moved.length + notAgain === 0,
    };
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function analyze(corpus: string, home: string): Promise<AnalyzeResult> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [builtCli, 'analyze', corpus, '--fresh', '--json'],
    { env: { ...process.env, TITAN_HOME: home }, maxBuffer: 1e9 },
  );
  return JSON.parse(stdout) as AnalyzeResult;
}

function accounted(corpus: string, { ads, failures, skipped, counts }: AnalyzeResult) {
  const measured = ads.flatMap(({ path, other_paths }) => [path, ...other_paths]);
  const told = [measured, failures.map(({ path }) => path), skipped.map(({ path }) => path)].flat();
  const inFolder = readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(corpus.length + 1));
  const sums: Record<string, readonly [number, number]> = {
    found: [counts.found, inFolder.length],
    measured: [counts.analyzed + counts.reused, measured.length],
    failed: [counts.failed, failures.length],
    skipped: [counts.skipped, skipped.length],
    all: [counts.found, counts.analyzed + counts.reused + counts.failed + counts.skipped],
  };
  return {
    lost: inFolder.filter((path) => !told.includes(path)),
    twice: told.filter((path, n) => told.indexOf(path) !== n || !inFolder.includes(path)),
    wrongCounts: Object.entries(sums).filter(([, [a, b]]) => a !== b),
  };
}

/** Every file that is at fault by the list, or calls itself so, with what was told of it. */
function faultsTold({ ads, failures }: AnalyzeResult) {
  const codes = new Map<string, string>(failures.map(({ path, code }) => [path, code]));
  for (const { path, problem } of ads) if (problem) codes.set(path, `partial ${problem.code}`);
  const files = new Set([...Object.keys(faults), ...codes.keys()]);
  for (const { path } of ads) if (path.startsWith('bad_')) files.add(path);
  return [...files].sort().map((file) => {
    const { code = 'ok', cause = 'not known to be at fault', partial } = faults[file] ?? {};
    return { file, cause, meant: partial ? `partial ${code}` : code, told: codes.get(file) ?? 'ok' };
  });
}

async function unlikeFfprobe(corpus: string, { path, kind, media }: Ad): Promise<string[]> {
  const differ = (what: string, ours: unknown, theirs: unknown) =>
    ours === theirs ? [] : [`${path}: ${what} ${ours}, not ${theirs}`];
  const listed = listedSizes[path];
  if (listed) return differ('size', `${media.width}x${media.height}`, listed.join('x'));
  const truth = await truthOf(corpus, path);
  const off = kind === 'image' ? 0 : Math.abs((media.duration_s ?? 0) - truth.endS);
  return [
    ...differ('size', `${media.width}x${media.height}`, `${truth.width}x${truth.height}`),
    ...differ('rotation', media.rotation_deg, truth.rotation),
    ...differ('sound', media.has_audio, truth.hasAudio),
    ...differ('HDR', media.hdr, truth.hdr),
    ...(off <= DURATION_S ? [] : [`${path}: ${media.duration_s} s, not ${truth.endS}`]),
  ];
}

const measuredOf = ({ media, features, score }: Ad): string => JSON.stringify({ media, features, score });
