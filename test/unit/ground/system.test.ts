import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/ground/place.mjs';
import { tempFolder } from '../../support/temp-folder.ts';

/** A machine without ffmpeg whose only programs are these; each notes how it was called. */
const machine = (programs: Record<string, string>) => {
  const base = tempFolder();
  const bin = join(base, 'bin');
  mkdirSync(bin);
  for (const [name, body] of Object.entries(programs))
    writeFileSync(join(bin, name), `#!/bin/sh\necho "$@" >> ${base}/calls\n${body}\n`, { mode: 0o755 });
  return { base, bin };
};

const install = ({ base, bin }: { base: string; bin: string }, uid: number) => {
  const module = JSON.stringify(`file://${join(root, 'scripts/ground/system.mjs')}`);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `process.getuid = () => ${uid};
       const { installParts } = await import(${module});
       console.log(JSON.stringify(await installParts(${JSON.stringify(base)}, ['ffmpeg'])));`,
    ],
    { encoding: 'utf8', env: { PATH: bin, HOME: base } },
  );
  return { missing: JSON.parse(stdout) as string[], stderr };
};

const calls = (base: string) => readFileSync(join(base, 'calls'), 'utf8').trim().split('\n');

// The shell of the fake programs is of no use on Windows, where neither of these systems exists.
const onUnix = test.skipIf(process.platform === 'win32');

onUnix('root on a system with apt gets what is missing, once', () => {
  const here = machine({});
  const put = `for name in ffmpeg ffprobe; do : > ${here.bin}/$name; done`;
  writeFileSync(
    join(here.bin, 'apt-get'),
    `#!/bin/sh\necho "$@" >> ${here.base}/calls\ncase "$*" in *install*) ${put};; esac\n`,
    { mode: 0o755 },
  );
  expect(install(here, 0).missing).toEqual([]);
  expect(calls(here.base)[0]).toContain('update');
  expect(calls(here.base)[1]).toMatch(/install -y .*ffmpeg/);
  expect(install(here, 0).missing).toEqual([]);
  expect(calls(here.base)).toHaveLength(2);
});

onUnix('when apt fails the command is told, and the next start does not wait for apt again', () => {
  const here = machine({ 'apt-get': 'exit 100' });
  const { missing, stderr } = install(here, 0);
  expect(missing).toEqual(['ffmpeg']);
  expect(stderr).toContain('apt-get install -y ffmpeg');
  const before = calls(here.base).length;
  install(here, 0);
  expect(calls(here.base)).toHaveLength(before);
});

onUnix.each([
  ['apt-get', 'sudo apt-get install -y ffmpeg'],
  ['dnf', 'sudo dnf install -y ffmpeg-free'],
  ['pacman', 'sudo pacman -S --needed ffmpeg'],
  ['brew', ' brew install ffmpeg'],
])('a user with %s is told the one command, and nothing is run', (program, command) => {
  const here = machine({ [program]: '' });
  const { missing, stderr } = install(here, 1000);
  expect(missing).toEqual(['ffmpeg']);
  expect(stderr).toContain(command);
  expect(() => calls(here.base)).toThrow();
});

onUnix('a system that nobody knows gets a plain sentence', () => {
  expect(install(machine({}), 1000).stderr).toContain('put it on the PATH');
});
