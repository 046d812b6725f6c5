import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Random } from '../support/clips/random.ts';
import { corpusFolder, mediaIn } from '../support/corpus.ts';
import { openPool } from '../support/media-pool.ts';
import type { BenchResult } from './run.ts';

/** Longer files only take longer: what breaks a decoder breaks in small ones. */
const maxBytes = 1_200_000;
const hangMs = 30_000;
const parallel = 2;

/**
 * Damaged twins of the corpus (`reliability.md` M1): seeded bit flips, cuts, wrong lengths in box headers, the head of
 * one file on the body of another, a swapped name. Every one must end with a result or with a code that names a cause,
 * in time, and the pool must go on. Flags: --n, --seed, --corpus FOLDER, --keep FOLDER for the files that made trouble.
 */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const count = Number(flags.get('n') ?? 2000);
  const seed = Number(flags.get('seed') ?? 20_261_122);
  const corpus = corpusFolder(flags.get('corpus'));
  const random = new Random(seed);
  const originals = mediaIn(corpus)
    .map((name) => ({ name, bytes: readFileSync(join(corpus, name)) }))
    .filter(({ bytes }) => bytes.length <= maxBytes);
  if (originals.length === 0) throw new Error(`no media in ${corpus}`);
  const { pool, folder, close } = await openPool(undefined, parallel);
  const outcomes: Record<string, number> = {};
  const trouble: { mutant: string; outcome: string }[] = [];
  let slowestMs = 0;
  let hangs = 0;
  let next = 0;

  const one = async () => {
    const at = next++;
    // Drawn before anything is awaited, so that the seed alone decides which mutants there are.
    const mutant = mutate(originals, random);
    const path = join(folder, `${at}${mutant.extension}`);
    const pictures = join(folder, `pictures-${at}`);
    writeFileSync(path, mutant.bytes);
    mkdirSync(pictures);
    const startedMs = performance.now();
    const outcome = await pool.measure(path, pictures, new AbortController().signal).then(
      ({ problem }) => (problem ? `partial ${problem.code}` : 'ok'),
      (error: { code?: string }) => error.code ?? String(error),
    );
    const tookMs = performance.now() - startedMs;
    slowestMs = Math.max(slowestMs, tookMs);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    const isHang = tookMs > hangMs || outcome.endsWith('TIMEOUT');
    if (isHang) hangs++;
    if (isHang || /INTERNAL|MEDIA_CRASH|Error/.test(outcome)) {
      trouble.push({ mutant: `${at}: ${mutant.what}`, outcome });
      const keep = flags.get('keep');
      if (keep) writeFileSync(join(keep, `${at}${mutant.extension}`), mutant.bytes);
    }
    rmSync(path);
    rmSync(pictures, { recursive: true, force: true });
  };
  try {
    await Promise.all(
      Array.from({ length: parallel }, async () => {
        while (next < count) await one();
      }),
    );
    const { crashes, hostsStarted, peakBytes } = pool.stats();
    const unnamed = trouble.filter(({ outcome }) => /INTERNAL|Error/.test(outcome)).length;
    // Those that were tried again and got through are in `crashes` alone, those of a film in part in its outcome alone.
    const crashed = trouble.filter(({ outcome }) => outcome.endsWith('MEDIA_CRASH')).length;
    return {
      name: 'mutants',
      ratios: {
        'hangs over 30 s': { value: hangs, bar: 0 },
        'without a cause, share': { value: unnamed / count, bar: 0 },
        'crashes of a host or decoder': { value: Math.max(crashes, crashed), bar: 0 },
      },
      raw: {
        mutants: count,
        seed,
        outcomes,
        trouble,
        slowest_ms: slowestMs,
        crashes,
        hostsStarted,
        peakBytes,
      },
      pass: next === count && hangs === 0 && unnamed === 0 && crashes === 0 && crashed === 0,
    };
  } finally {
    await close();
  }
}

interface Original {
  readonly name: string;
  readonly bytes: Buffer;
}
interface Mutant {
  readonly what: string;
  readonly extension: string;
  readonly bytes: Buffer;
}

function mutate(originals: readonly Original[], random: Random): Mutant {
  const pick = () => random.pick(originals);
  const original = pick();
  const bytes = Buffer.from(original.bytes);
  const extension = extname(original.name);
  const named = (what: string, changed = bytes, as = extension): Mutant => ({
    what: `${original.name}, ${what}`,
    extension: as,
    bytes: changed,
  });
  const kind = random.whole(0, 5);
  if (kind === 0) {
    const flips = Math.max(1, Math.floor((bytes.length * random.whole(1, 100)) / 10_000));
    for (let i = 0; i < flips; i++) flip(bytes, random.whole(0, bytes.length - 1), random);
    return named(`${flips} bits flipped`);
  }
  if (kind === 1) {
    const flips = random.whole(1, 20);
    for (let i = 0; i < flips; i++) flip(bytes, random.whole(0, Math.min(bytes.length, 2048) - 1), random);
    return named(`${flips} bits of its head flipped`);
  }
  if (kind === 2) {
    const percent = random.whole(1, 99);
    return named(`cut at ${percent} %`, bytes.subarray(0, Math.ceil((bytes.length * percent) / 100)));
  }
  if (kind === 3) return named(wrongLength(bytes, random));
  if (kind === 4) {
    const other = pick();
    const head = random.whole(16, 16 + Math.min(4096, other.bytes.length));
    const body = bytes.subarray(Math.min(head, bytes.length - 1));
    return named(
      `under ${head} bytes of ${other.name}`,
      Buffer.concat([other.bytes.subarray(0, head), body]),
    );
  }
  const other = extname(pick().name);
  return named(`called ${other}`, bytes, other);
}

function flip(bytes: Buffer, at: number, random: Random): void {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7));
}

/** Sets a length that a reader believes: of an MP4 box, of an EBML element, or of a RIFF chunk. */
function wrongLength(bytes: Buffer, random: Random): string {
  const names = [
    'moov',
    'trak',
    'mdat',
    'stbl',
    'stsz',
    'stco',
    'stts',
    'avcC',
    'ftyp',
    'idx1',
    'LIST',
    'VP8X',
    'IDAT',
  ];
  const found = names
    .map((name) => [name, bytes.indexOf(name, 0, 'latin1')] as const)
    .filter(([, at]) => at >= 4);
  const lengths = [0, 1, 7, 8, 0x7fffffff, 0xffffffff, random.whole(0, 0xffffff), bytes.length * 2];
  const length = random.pick(lengths) >>> 0;
  const [name, at] = found.length > 0 ? random.pick(found) : ['its middle', Math.max(4, bytes.length >> 1)];
  if (bytes.length >= at) bytes.writeUInt32BE(length, at - 4);
  return `length of ${name} set to ${length}`;
}
