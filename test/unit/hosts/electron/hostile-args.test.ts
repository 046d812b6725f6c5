import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathsFromArgs, pathsFromSecond } from '../../../../src/main/hosts/electron/hostile-args.ts';

let root = '';
let ads = '';
let clip = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'titan-args-'));
  ads = join(root, '-ads');
  clip = join(root, 'a clip.mp4');
  mkdirSync(ads);
  writeFileSync(clip, 'x');
  symlinkSync(ads, join(root, 'link'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('arguments', () => {
  it('takes existing folders and files', () => {
    expect(pathsFromArgs(['titan', ads, clip], false)).toEqual([ads, clip]);
  });
  it('skips the app folder of a checkout, wherever the switches stand', () => {
    expect(pathsFromArgs(['electron', '--inspect=0', '.', '--no-sandbox', clip], true)).toEqual([clip]);
  });
  it('never reads a switch, an address or what does not exist', () => {
    const hostile = [
      '--gpu-launcher=calc',
      '--inspect',
      '-e',
      '--',
      '/?',
      'titan-ads://approve/1',
      'file:///etc/passwd',
      'javascript:1',
      'https://evil.example/',
      '\\\\server\\share',
      join(root, 'nothing'),
      `${clip}\0.mp4`,
      '',
      join(root, 'link'),
    ];
    expect(pathsFromArgs(['titan', ...hostile], false)).toEqual([]);
  });
});

describe('what a second start hands over', () => {
  it('is taken when it exists', () => {
    expect(pathsFromSecond({ paths: [ads, join(root, 'nothing')], more: 1 })).toEqual([ads]);
  });
  it.each([
    null,
    undefined,
    'x',
    [],
    {},
    { paths: 'x' },
    { paths: [1] },
    { paths: [null] },
    { paths: Array.from({ length: 101 }, () => '/') },
    { paths: ['x'.repeat(40_000)] },
    { paths: { length: 1, 0: '/' } },
  ])('is nothing when it reads %j', (data) => {
    expect(pathsFromSecond(data)).toEqual([]);
  });
  it('needs whole paths', () => {
    expect(pathsFromSecond({ paths: ['.', '..', 'src', '--version', '/tmp\0'] })).toEqual([]);
  });
});
