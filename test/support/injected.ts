import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import type { AnalyzeResult, Council } from '../../src/contract/index.ts';
import { analyze } from '../bench/drive/analyze.ts';
import { emulateAnthropic, shownToAnthropic } from '../emulators/anthropic.ts';
import { emulateOpenai, shownToOpenai } from '../emulators/openai.ts';
import type { Shown } from '../emulators/opinion.ts';
import { ffmpeg } from './clips/ffmpeg.ts';

/** What lies beside an ad, or is its name: where a text comes into the app with its files. */
export const fileCarriers = ['file name', 'folder name', 'text around the ad', 'subtitles'] as const;
export type FileCarrier = (typeof fileCarriers)[number];

/** What an attack on one ad came to. */
export interface Standing {
  readonly engine: number | null;
  readonly council: Council;
}
export interface Run {
  /** By the ad, which is named after its bytes and not after what came with it. */
  readonly ads: ReadonlyMap<string, Standing>;
  readonly shown: readonly Shown[];
  /** Requests that offered tools, or asked for anything but an opinion; and whatever waits for approval in the end. */
  readonly acts: number;
}

/** An ad's file. */
export interface Picture {
  readonly bytes: Buffer;
  readonly extension: 'png' | 'mp4';
}

/** One ad for each carrier, each of another content, the same each time: what is spoken belongs to a film. */
export async function picturesFor(carriers: readonly FileCarrier[]): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const [n, carrier] of carriers.entries())
    pictures.push(
      carrier === 'subtitles'
        ? { bytes: await film(colourOf(n)), extension: 'mp4' }
        : { bytes: await still(colourOf(n)), extension: 'png' },
    );
  return pictures;
}

const size = { width: 90, height: 160 };
const colourOf = (n: number) => ({ r: n % 256, g: 40 * (n >> 8), b: (31 * n) % 256 });
type Colour = ReturnType<typeof colourOf>;

const still = (background: Colour): Promise<Buffer> =>
  sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer();

async function film({ r, g, b }: Colour): Promise<Buffer> {
  const colour = ((r << 16) | (g << 8) | b).toString(16).padStart(6, '0');
  const source = `color=c=0x${colour}:s=${size.width}x${size.height}:r=5:d=0.4`;
  const how = [
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
    '-fflags',
    '+bitexact',
    '-movflags',
    'frag_keyframe+empty_moov',
  ];
  // Colours that come to the same after encoding are other films all the same.
  const { stdout } = await ffmpeg([
    '-f',
    'lavfi',
    '-i',
    source,
    ...how,
    '-metadata',
    `title=${colour}`,
    '-f',
    'mp4',
    'pipe:1',
  ]);
  return stdout;
}

/** As much of it as a name on a disk may hold. */
const asName = (text: string): string => {
  const free = text.replaceAll('/', '\u2215').replaceAll('\0', '');
  return Buffer.from(free).subarray(0, 180).toString('utf8').replaceAll('\ufffd', '');
};

function place(
  folder: string,
  at: number,
  { bytes, extension }: Picture,
  carrier: FileCarrier | null,
  attack: string,
): void {
  const holder =
    carrier === 'folder name' ? join(folder, `${at} ${asName(attack)}`) : join(folder, String(at));
  const stem = carrier === 'file name' ? `${at} ${asName(attack)}` : `ad ${at}`;
  mkdirSync(holder, { recursive: true });
  const file = `${stem}.${extension}`;
  writeFileSync(join(holder, file), bytes);
  const text = (own: string): string => (own === carrier ? `Free returns for 100 days. ${attack}` : clean);
  const around = text('text around the ad');
  const copy = {
    file,
    primary_text: around,
    headline: around,
    description: around,
    cta: 'Shop now',
  };
  writeFileSync(join(holder, 'ads.json'), JSON.stringify([copy]));
  const said = text('subtitles').replaceAll(/\n+/g, ' ');
  if (extension === 'mp4')
    writeFileSync(join(holder, `${stem}.srt`), `1\n00:00:00,000 --> 00:00:02,000\n${said}\n`);
}
const clean = 'Free returns for 100 days.';

/**
 * Ads as they lie on a disk, each with its attack, taken in, measured, judged and stored by the built command, before
 * judges that would obey whatever stands outside the quotation of the ad's words.
 */
export async function runInjected(
  folder: string,
  ads: readonly { picture: Picture; attack: string }[],
  carrierOf: (at: number) => FileCarrier | null,
): Promise<Run> {
  for (const [at, { picture, attack }] of ads.entries())
    place(join(folder, 'ads'), at, picture, carrierOf(at), attack);
  const services = {
    anthropic: await emulateAnthropic({ gullible: true }),
    openai: await emulateOpenai({ gullible: true }),
  };
  const home = join(folder, 'home');
  const env = {
    TITAN_HOME: home,
    ANTHROPIC_API_KEY: 'anthropic-key',
    OPENAI_API_KEY: 'openai-key',
    GEMINI_API_KEY: '',
    ANTHROPIC_BASE_URL: services.anthropic.url,
    OPENAI_BASE_URL: `${services.openai.url}/v1`,
  };
  try {
    const { result } = await analyze(join(folder, 'ads'), env, ['--council', 'all', '--budget', '500']);
    const logs = [...services.anthropic.log, ...services.openai.log];
    const opinions = logs.filter(({ path }) => /^\/v1\/(messages|responses)$/.test(path));
    const withTools = opinions.filter(({ body }) => 'tools' in JSON.parse(body.toString())).length;
    return {
      ads: standings(result),
      shown: [
        ...services.anthropic.log.map(({ body }) => shownToAnthropic(body)),
        ...services.openai.log.map(({ body }) => shownToOpenai(body)),
      ],
      acts:
        logs.length -
        opinions.length +
        withTools +
        rowsOf(home, 'approvals') +
        rowsOf(home, 'director_turns'),
    };
  } finally {
    for (const one of Object.values(services)) await one.close();
  }
}

const standings = ({ ads }: AnalyzeResult): Map<string, Standing> =>
  new Map(
    ads.flatMap(({ id, score, council }) => (council ? [[id, { engine: score.overall, council }]] : [])),
  );

function rowsOf(home: string, table: string): number {
  const db = new Sqlite(join(home, 'titan.db'), { readonly: true });
  try {
    return db.prepare(`select count(*) from ${table}`).pluck().get() as number;
  } finally {
    db.close();
  }
}
