import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../../scripts/ground/place.mjs';
import { corpusFolder, faults, mediaIn } from '../support/corpus.ts';
import type { BenchResult } from './run.ts';

const POLL_MS = 2_000;
const GIVE_UP_MS = 30 * 60_000;

/**
 * A fresh clone, then `npm start` and nothing else, until the sample ads are scored and the window answers at the
 * printed address; then `npm start ../shared/corpus` with a library of its own, where that folder lies beside the clone.
 * Seconds depend on the network, so they are raw figures; what counts is that one command is enough.
 * Flags: --corpus FOLDER.
 */
export const bench = async (flags: Map<string, string>): Promise<BenchResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'titan-install-'));
  const clone = join(folder, 'clone');
  try {
    execFileSync('git', ['clone', '--quiet', root, clone]);
    const samples = readdirSync(join(clone, 'resources', 'samples')).filter((name) => !name.endsWith('.md'));
    const first = await started(clone, [], samples);

    const corpus = corpusFolder(flags.get('corpus'));
    const isHere = existsSync(corpus);
    // What can be used of it, the damaged that have a usable part included.
    const good = isHere ? mediaIn(corpus).filter((name) => !faults[name] || faults[name].partial) : [];
    if (isHere) cpSync(corpus, join(folder, 'shared', 'corpus'), { recursive: true });
    const second = isHere ? await started(clone, ['../shared/corpus'], good) : null;

    const windows = [first, second].filter((one) => one !== null).map(({ windowStatus }) => windowStatus);
    return {
      name: 'install',
      ratios: {
        'commands beside git clone': { value: 1, bar: 1 },
        'samples scored / samples': { value: first.scored / samples.length, bar: 1 },
        ...(second && {
          'ads of ../shared/corpus scored / usable': { value: second.scored / good.length, bar: 1 },
        }),
      },
      raw: { samples: samples.length, first, corpus: second ?? 'skipped: no corpus' },
      pass:
        samples.length > 0 &&
        first.scored === samples.length &&
        (second === null || second.scored === good.length) &&
        windows.every((status) => status < 400),
    };
  } finally {
    // The gateway may still be writing its last lines.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
};

/** `npm start` until all of these files are scored, or it has taken too long. */
const started = async (clone: string, args: readonly string[], wanted: readonly string[]) => {
  const env = {
    ...bareEnvironment(),
    TITAN_HOME: mkdtempSync(join(clone, '..', 'home-')),
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
  };
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const npm = spawn('npm', ['start', ...args], { cwd: clone, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(npm, 'exit');
  try {
    const url = await printedUrl(npm.stdout);
    const urlS = seconds();
    const { status } = await fetch(url, { redirect: 'manual' });
    let scored = 0;
    let firstS: number | null = null;
    while (scored < wanted.length && npm.exitCode === null && seconds() * 1000 < GIVE_UP_MS) {
      await wait(POLL_MS);
      scored = countScored(clone, env, wanted);
      if (scored > 0) firstS ??= seconds();
    }
    return {
      scored,
      windowStatus: status,
      url_s: urlS,
      first_scored_ad_s: firstS,
      all_scored_s: seconds(),
    };
  } finally {
    npm.kill('SIGTERM');
    await ended;
  }
};

/** What a newcomer's shell has: nothing of the npm that runs this benchmark, and not its pinned Node. */
const bareEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key) && key !== 'INIT_CWD'),
  ),
  PATH: (process.env.PATH ?? '')
    .split(delimiter)
    .filter((part) => !part.includes('node_modules'))
    .join(delimiter),
});

const printedUrl = async (stdout: NodeJS.ReadableStream): Promise<string> => {
  for await (const line of createInterface({ input: stdout })) {
    const url = /Titan Ads: (http\S+)/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('npm start ended without printing an address.');
};

const countScored = (clone: string, env: NodeJS.ProcessEnv, wanted: readonly string[]): number => {
  const output = execFileSync('npm', ['run', '-s', 'titan', '--', 'ads', '--json'], {
    cwd: clone,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const { ads } = JSON.parse(output) as { ads: { path: string }[] };
  return ads.filter(({ path }) => wanted.includes(path)).length;
};
