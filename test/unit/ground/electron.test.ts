import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/ground/place.mjs';
import { tempFolder } from '../../support/temp-folder.ts';

/** A project whose electron package installs by writing a program that answers --version with this exit code. */
const project = (exitCode: number) => {
  const base = tempFolder();
  const electron = join(base, 'node_modules', 'electron');
  mkdirSync(electron, { recursive: true });
  writeFileSync(
    join(electron, 'install.js'),
    `const fs = require('fs');
     fs.appendFileSync(__dirname + '/../../installs', 'x');
     fs.mkdirSync(__dirname + '/dist');
     fs.writeFileSync(__dirname + '/dist/electron', '#!/bin/sh\\nexit ${exitCode}\\n', { mode: 0o755 });
     fs.writeFileSync(__dirname + '/path.txt', 'electron');`,
  );
  mkdirSync(join(base, 'node_modules', 'node', 'bin'), { recursive: true });
  symlinkSync(process.execPath, join(base, 'node_modules', 'node', 'bin', 'node'));
  return base;
};

/** As a user with a display would be answered; the mirror is a port of this machine. */
const find = async (base: string, port: number, env: NodeJS.ProcessEnv = {}, uid = 1000) => {
  const module = JSON.stringify(`file://${join(root, 'scripts/ground/electron.mjs')}`);
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `process.getuid = () => ${uid};
       const { findElectron } = await import(${module});
       console.log(JSON.stringify(await findElectron(${JSON.stringify(base)})));`,
    ],
    {
      env: { PATH: process.env.PATH, DISPLAY: ':1', ELECTRON_MIRROR: `http://127.0.0.1:${port}/`, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return JSON.parse(await text(child.stdout)) as { program?: string; why?: string };
};

const mirror = async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
};

const onLinux = test.skipIf(process.platform !== 'linux');

onLinux('the binary is fetched once, and then used', async () => {
  const base = project(0);
  const { port, close } = await mirror();
  const program = join(base, 'node_modules', 'electron', 'dist', 'electron');
  expect(await find(base, port)).toEqual({ program });
  close();
  expect(await find(base, port)).toEqual({ program });
});

onLinux('a mirror that cannot be reached is not asked again at every start', async () => {
  const base = project(0);
  const { port, close } = await mirror();
  close();
  expect((await find(base, port)).why).toContain('could not be fetched');
  const again = await mirror();
  expect((await find(base, again.port)).why).toContain('could not be fetched');
  again.close();
  expect(existsSync(join(base, 'installs'))).toBe(false);
});

onLinux('a binary without its system libraries is told, not started', async () => {
  const { port, close } = await mirror();
  expect((await find(project(127), port)).why).toContain('system libraries');
  close();
});

onLinux('nothing is fetched for root or without a display', async () => {
  const base = project(0);
  const { port, close } = await mirror();
  expect((await find(base, port, {}, 0)).why).toContain('root');
  expect((await find(base, port, { DISPLAY: '' })).why).toContain('no display');
  expect(existsSync(join(base, 'installs'))).toBe(false);
  close();
});
