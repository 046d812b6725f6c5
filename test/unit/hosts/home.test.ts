import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { fromUser, titanHome } from '../../../src/main/hosts/home.ts';
import { makeHome } from '../../../src/main/hosts/make-home.ts';
import { tempFolder } from '../../support/temp-folder.ts';

afterEach(() => vi.unstubAllEnvs());

it('counts relative paths from where the user stands, not from where npm runs us', () => {
  vi.stubEnv('INIT_CWD', '/home/me/ads');
  expect(fromUser('new/a.mp4')).toBe('/home/me/ads/new/a.mp4');
  expect(fromUser('../b.mp4')).toBe('/home/me/b.mp4');
  expect(fromUser('/abs')).toBe('/abs');
  vi.stubEnv('TITAN_HOME', 'library');
  expect(titanHome()).toBe('/home/me/ads/library');
});

it.skipIf(process.platform !== 'linux')('is the desktop app’s own folder when nothing else is said', () => {
  vi.stubEnv('TITAN_HOME', '');
  vi.stubEnv('XDG_CONFIG_HOME', '/config');
  expect(titanHome()).toBe('/config/Titan Ads');
});

it('has its folders, for this user alone, and is left as it is the second time', () => {
  const home = join(tempFolder(), 'a', 'b');
  makeHome(home);
  writeFileSync(join(home, 'owner.lock'), '');
  makeHome(home);
  expect(readdirSync(home).sort()).toEqual(['backups', 'logs', 'owner.lock', 'pictures', 'uploads']);
  expect(statSync(home).mode & 0o777).toBe(0o700);
});

it.skipIf(process.platform === 'win32')(
  'stays shared where its owner shared it with a group on purpose, and with nobody else',
  () => {
    const mask = process.umask();
    onTestFinished(() => void process.umask(mask));
    const modeOf = (given: number): number => {
      const home = tempFolder();
      chmodSync(home, given);
      makeHome(home);
      return statSync(home).mode & 0o7777;
    };
    // A system may let the group of each user write to all that they make.
    expect([0o775, 0o2755].map(modeOf)).toEqual([0o700, 0o700]);
    expect(process.umask()).toBe(mask);
    expect(modeOf(0o2775)).toBe(0o2770);
    expect(process.umask()).toBe(0o007);
  },
);

it('is refused with its name where it cannot be', () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'file'), '');
  for (const home of [join(folder, 'file'), join(folder, 'file', 'x')])
    expect(() => makeHome(home)).toThrow(
      expect.objectContaining({ code: 'READ_ONLY', detail: expect.stringContaining(home) }),
    );
  mkdirSync(join(folder, 'ok'));
  makeHome(join(folder, 'ok'));
});
