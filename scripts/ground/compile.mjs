import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './child.mjs';
import { binOf, pinnedNode } from './place.mjs';

/**
 * Runs what was just built, so that already its first start reads what V8 makes of it. Without ffmpeg less of it runs,
 * and less is kept; whatever else fails here is told where it is used.
 */
export const compile = async (/** @type {string} */ base) => {
  const code = join(base, 'out', 'code');
  rmSync(code, { recursive: true, force: true });
  const home = mkdtempSync(join(tmpdir(), 'titan-build-'));
  const options = { env: { ...process.env, TITAN_HOME: home, NODE_COMPILE_CACHE: code }, quiet: true };
  const run = (/** @type {string[]} */ ...args) =>
    runTool(pinnedNode(base), args, { ...options, timeoutMs: 60_000 });
  const main = join(base, 'out', 'main');
  const sample = join(base, 'resources', 'samples', 'sample_coffee_low_contrast.jpg');
  try {
    const built = await run(binOf(base, 'vite'), 'build', '--config', join(base, 'vite.commands.config.ts'));
    // Half of it would make each command fail; without it they run as the modules that they are.
    if (built.code !== 0) rmSync(join(main, 'commands.kept.cjs'), { force: true });
    await run(join(main, 'cli.js'), 'analyze', sample, '--json');
    // With nobody to talk to it loads and ends.
    await run(join(main, 'media-host.js'));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
