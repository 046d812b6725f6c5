import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../../scripts/ground/place.mjs';
import type { BenchResult } from './run.ts';

const POLL_MS = 2_000;
const GIVE_UP_MS = 30 * 60_000;

/**
 * A fresh clone, then `npm start` and nothing else, until the sample ads are scored and the window answers at the
 * printed address. Seconds depend on the network, so they are raw figures; what counts is that one command is enough.
 */
export const bench = async (): Promise<BenchResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'titan-install-'));
  const clone = join(folder, 'clone');
  const env = {
    ...bareEnvironment(),
    TITAN_HOME: join(folder, 'home'),
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
  };
  execFileSync('git', ['clone', '--quiet', root, clone]);
  const samples = readdirSync(join(clone, 'resources', 'samples')).filter(
    (name) => !name.endsWith('.md'),
  ).length;

  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const npm = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(npm, 'exit');
  try {
    const url = await printedUrl(npm.stdout);
    const urlS = seconds();
    const { status } = await fetch(url, { redirect: 'manual' });
    let scored = 0;
    let firstS: number | null = null;
    while (scored < samples && npm.exitCode === null && seconds() * 1000 < GIVE_UP_MS) {
      await wait(POLL_MS);
      scored = countScored(clone, env);
      if (scored > 0) firstS ??= seconds();
    }
    return {
      name: 'install',
      ratios: {
        'commands beside git clone': { value: 1, bar: 1 },
        'samples scored / samples': { value: scored / samples, bar: 1 },
      },
      raw: {
        samples,
        window_status: status,
        url_s: urlS,
        first_scored_ad_s: firstS,
        all_scored_s: seconds(),
      },
      pass: samples > 0 && scored === samples && status < 400,
    };
  } finally {
    npm.kill('SIGTERM');
    await ended;
    // The gateway may still be writing its last lines.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
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

const countScored = (clone: string, env: NodeJS.ProcessEnv): number => {
  const output = execFileSync('npm', ['run', '-s', 'titan', '--', 'ads', '--json'], {
    cwd: clone,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });
  return (JSON.parse(output) as { ads: unknown[] }).ads.length;
};
