import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { corpusFolder } from '../support/corpus.ts';
import { openPool } from '../support/media-pool.ts';
import type { BenchResult } from './run.ts';

const isFilm = (name: string) =>
  /\.(mp4|mov|mkv|webm|avi|3gp|ogv|gif)$/.test(name) && !/^bad_|audio_only/.test(name);

/** Second opinions on every good film: ffmpeg's own ebur128, the end of the last frame, the size after turning. */
export async function bench(flags: Map<string, string>): Promise<BenchResult> {
  const corpus = corpusFolder(flags.get('corpus'));
  const opened = await openPool();
  const worst = { loudness_lu: 0, duration_s: 0 };
  const wrongSize: string[] = [];
  const unheard: string[] = [];
  const loudness: Record<string, [ours: number | null, ebur128: number | null]> = {};
  try {
    const names = readdirSync(corpus).filter(isFilm).sort();
    for (const name of names) {
      const path = join(corpus, name);
      const { media, features } = await opened.measure(path);
      const truth = await truthOf(path);
      worst.duration_s = Math.max(worst.duration_s, Math.abs((media.duration_s ?? 0) - truth.endS));
      if (media.width !== truth.width || media.height !== truth.height) wrongSize.push(name);
      if (!media.has_audio) continue;
      const ours = features.A01?.status === 'ok' ? Number(features.A01.value) : null;
      const theirs = await ebur128(path);
      loudness[name] = [ours, theirs];
      if (ours !== null && theirs !== null)
        worst.loudness_lu = Math.max(worst.loudness_lu, Math.abs(ours - theirs));
      else if (ours !== theirs) unheard.push(name);
    }
    return {
      name: 'exactness',
      ratios: {
        'loudness, LU off at most': { value: worst.loudness_lu, bar: 0.2 },
        'duration, s off at most': { value: worst.duration_s, bar: 0.05 },
        'display sizes that are wrong': { value: wrongSize.length, bar: 0 },
        'loudness told by only one of the two': { value: unheard.length, bar: 0 },
      },
      raw: { films: names.length, loudness, wrong_size: wrongSize, unheard },
      pass:
        worst.loudness_lu <= 0.2 &&
        worst.duration_s <= 0.05 &&
        wrongSize.length === 0 &&
        unheard.length === 0 &&
        names.length > 0,
    };
  } finally {
    await opened.close();
  }
}

const run = promisify(execFile);
const largeOutput = { maxBuffer: 1e9 };

/** Gated like ours: −70 is what ebur128 prints for "nothing above the gate". */
async function ebur128(path: string): Promise<number | null> {
  const { stderr } = await run(
    'ffmpeg',
    ['-nostdin', '-hide_banner', '-i', path, '-vn', '-af', 'ebur128=framelog=verbose', '-f', 'null', '-'],
    largeOutput,
  );
  const told = Number(/I:\s+(-?[\d.]+) LUFS/.exec(stderr.slice(stderr.lastIndexOf('Summary')))?.[1]);
  return told > -70 ? told : null;
}

interface Truth {
  readonly width: number;
  readonly height: number;
  readonly endS: number;
}

/** Size by letting ffmpeg turn and stretch a frame itself; the end by the time and length of the last packet. */
async function truthOf(path: string): Promise<Truth> {
  const upright = ['-nostdin', '-hide_banner', '-i', path, '-map', '0:v:0', '-frames:v', '1'];
  const square = ['-vf', 'scale=iw*if(sar\\,sar\\,1):ih,setsar=1,showinfo', '-f', 'null', '-'];
  const { stderr } = await run('ffmpeg', [...upright, ...square], largeOutput);
  const [, width, height] = / s:(\d+)x(\d+) /.exec(stderr) ?? [];
  const entries = ['-show_entries', 'packet=pts_time,dts_time,duration_time,flags:format=start_time'];
  const ask = ['-v', 'error', '-select_streams', 'v:0', ...entries, '-of', 'json', path];
  const { packets, format } = JSON.parse((await run('ffprobe', ask, largeOutput)).stdout);
  let endS = 0;
  for (const packet of packets) {
    if (packet.flags.includes('D')) continue;
    const startS = Number(packet.pts_time ?? packet.dts_time);
    endS = Math.max(endS, startS + Number(packet.duration_time ?? 0));
  }
  return { width: Number(width), height: Number(height), endS: endS - Number(format.start_time ?? 0) };
}
