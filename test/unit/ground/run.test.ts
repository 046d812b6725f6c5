import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { sourceHash } from '../../../scripts/ground/build.mjs';
import { tempFolder } from '../../support/temp-folder.ts';

const scripts = join(import.meta.dirname, '../../../scripts');

/** A project that is installed and built, whose command line and gateway only report how they were called. */
const project = () => {
  const base = tempFolder();
  cpSync(scripts, join(base, 'scripts'), { recursive: true });
  writeFileSync(join(base, 'package.json'), '{"type":"module"}');
  const tools = join(base, 'resources', 'ffmpeg', `${process.platform}-${process.arch}`);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  mkdirSync(tools, { recursive: true });
  for (const name of ['ffmpeg', 'ffprobe']) writeFileSync(join(tools, name + suffix), '');
  mkdirSync(join(base, 'src'));
  mkdirSync(join(base, 'out', 'main'), { recursive: true });
  mkdirSync(join(base, 'node_modules', 'node', 'bin'), { recursive: true });
  symlinkSync(process.execPath, join(base, 'node_modules', 'node', 'bin', 'node'));
  const report = `console.log(JSON.stringify({ pid: process.pid, args: process.argv.slice(2), cwd: process.cwd(), initCwd: process.env.INIT_CWD }));`;
  writeFileSync(
    join(base, 'out', 'main', 'cli.js'),
    `if (process.argv[2] === 'wait') {
      process.on('SIGINT', () => { console.log('interrupted'); process.exit(130); });
      setInterval(() => {}, 1000);
    }
    ${report}
    if (process.argv[2] === 'fail') process.exit(4);`,
  );
  writeFileSync(join(base, 'out', 'main', 'gateway.js'), report);
  writeFileSync(join(base, 'out', '.sources'), sourceHash(base));
  return base;
};

const start = (
  base: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = base,
): ChildProcess => {
  const { INIT_CWD: _, DISPLAY: __, WAYLAND_DISPLAY: ___, ...own } = process.env;
  return spawn(process.execPath, [join(base, 'scripts', 'run.mjs'), ...args], {
    cwd,
    env: { ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

const finish = async (child: ChildProcess) => {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout as NonNullable<ChildProcess['stdout']>),
    text(child.stderr as NonNullable<ChildProcess['stderr']>),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { stdout, stderr, code };
};

test('stdout is the command’s own, and it runs where the user stands', async () => {
  const base = project();
  const userDir = tempFolder();
  const { stdout, code } = await finish(start(base, ['titan', 'ads', '--json'], { INIT_CWD: userDir }));
  expect(JSON.parse(stdout)).toMatchObject({ args: ['ads', '--json'], cwd: userDir, initCwd: userDir });
  expect(code).toBe(0);
});

test('without npm the user stands in the current folder', async () => {
  const userDir = tempFolder();
  const { stdout } = await finish(start(project(), ['titan'], {}, userDir));
  expect(JSON.parse(stdout)).toMatchObject({ cwd: userDir, initCwd: userDir });
});

test('the exit code passes through', async () => {
  expect((await finish(start(project(), ['titan', 'fail']))).code).toBe(4);
});

test('an interrupt reaches the command, which ends in its own way', async () => {
  const child = start(project(), ['titan', 'wait']);
  const ended = finish(child);
  await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data');
  child.kill('SIGINT');
  const { stdout, code } = await ended;
  expect(stdout).toContain('interrupted');
  expect(code).toBe(130);
});

const runs = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.skipIf(process.platform === 'win32')('the command ends with the npm that started it', async () => {
  const base = project();
  const shell = spawn('sh', ['-c', `"${process.execPath}" scripts/run.mjs titan wait; echo never`], {
    cwd: base,
    env: { ...process.env, npm_lifecycle_event: 'titan' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(shell.stdout, 'data')) as [Buffer];
  const { pid } = JSON.parse(String(line)) as { pid: number };
  expect(runs(pid)).toBe(true);
  shell.kill('SIGTERM');
  await expect.poll(() => runs(pid), { timeout: 30_000 }).toBe(false);
});

test('an unknown command is wrong usage and says what there is', async () => {
  const { stdout, stderr, code } = await finish(start(project(), ['sing']));
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('titan');
});

test.skipIf(process.platform !== 'linux')(
  'without a display, start serves the window and says why in one line',
  async () => {
    const { stdout, stderr } = await finish(start(project(), ['start', '../ads']));
    expect(JSON.parse(stdout)).toMatchObject({ args: ['../ads'] });
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('no display')]);
  },
);

const electron = (base: string, body: string) => {
  const file = join(base, 'electron');
  writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
};

test.skipIf(process.platform === 'win32')('start opens Electron where there is one', async () => {
  const base = project();
  const { stdout, stderr, code } = await finish(
    start(base, ['start', 'ads'], { ELECTRON_EXEC: electron(base, 'echo "$@"; exit 3') }),
  );
  expect(stdout).toBe(`${base} ads\n`);
  expect(stderr).toBe('');
  expect(code).toBe(3);
});

test.skipIf(process.platform === 'win32')('start serves the window when Electron dies at once', async () => {
  const base = project();
  const { stdout, stderr } = await finish(
    start(base, ['start'], { ELECTRON_EXEC: electron(base, 'kill -TRAP $$') }),
  );
  expect(JSON.parse(stdout)).toMatchObject({ args: [] });
  expect(stderr).toContain('SIGTRAP');
});
