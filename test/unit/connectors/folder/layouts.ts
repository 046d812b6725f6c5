import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What `root` holds; `outside` lies beside it and must never be read. */
export interface Layout {
  readonly name: string;
  readonly build: (root: string, outside: string) => void | Promise<void>;
  /** Path → `file`, or the reason why it is skipped. */
  readonly expect: Readonly<Record<string, string>>;
  /** Modes mean nothing to root. */
  readonly needsUser?: true;
  /** Started on these, relative to the root; the root itself when absent. */
  readonly paths?: readonly string[];
}

const gif = Buffer.from('47494638396101000100800000000000ffffff2c00000000010001000002024401003b', 'hex');
export const media = (file: string): void => {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, gif);
};
const text = (file: string): void => writeFileSync(file, 'notes about the shoot\n');
const odd = (bytes: string): Buffer => Buffer.from(bytes, 'latin1');

const inside = 'link; what it points to is listed itself';
const out = 'link out of the folder';
const broken = 'broken link';
const loop = 'link that leads to itself';
const special = 'not a regular file (pipe, socket or device)';
const empty = 'empty file (0 bytes)';
export const noMedia = 'not a video or an image';
const hidden = 'hidden or system file';
const noText = 'its name is not valid text (UTF-8)';

const names = {
  quotes: `it's "quoted" \`name\`.mp4`,
  newline: 'two\nlines.mp4',
  dash: '-rf.mp4',
  doubleDash: '--output=x.mp4',
  rtl: 'ad‮4pm.exe.mp4',
  zeroWidth: 'zero​width.mp4',
  emoji: '🔥👩‍👩‍👧.mp4',
  nfc: 'caf\u00e9.mp4',
  nfd: 'cafe\u0301.mp4',
  spaces: '  two  spaces .mp4',
  glob: '*?[a-z]{1,2}.mp4',
  shell: '$(touch hacked);&|<>.mp4',
  percent: '%2e%2e%2fup.mp4',
  backslash: 'up\\..\\x.mp4',
  escape: '\u001b[31mred.mp4',
  longest: `${'x'.repeat(251)}.mp4`,
  longest4: `${'é'.repeat(125)}.mp4`,
  dots: 'a..b...mp4',
  con: 'CON.mp4',
  trailing: 'dot.mp4.',
} as const;

const named: Layout[] = Object.entries(names).map(([name, file]) => ({
  name: `name: ${name}`,
  build: (root) => media(join(root, file)),
  expect: { [file]: 'file' },
}));

export const layouts: readonly Layout[] = [
  ...named,
  { name: 'an empty folder', build: () => undefined, expect: {} },
  {
    name: 'a data folder of ours holds pictures of ads, and no ads',
    build: (root) => {
      media(join(root, 'ad.gif'));
      media(join(root, 'Titan Ads/pictures/55/thumb.gif'));
      text(join(root, 'Titan Ads/owner.lock'));
      text(join(root, 'Titan Ads/titan.db'));
      // A backup is just taking its library's place.
      media(join(root, 'other/pictures/55/thumb.gif'));
      text(join(root, 'other/owner.lock'));
      text(join(root, 'other/titan.db.incoming'));
    },
    expect: {
      'ad.gif': 'file',
      'Titan Ads': 'a data folder of Titan Ads',
      other: 'a data folder of Titan Ads',
    },
  },
  {
    name: 'a folder that another program locks by a file of that name is none of ours',
    build: (root) => {
      media(join(root, 'shoot/ad.gif'));
      text(join(root, 'shoot/owner.lock'));
    },
    expect: { 'shoot/ad.gif': 'file', 'shoot/owner.lock': noMedia },
  },
  {
    name: 'what was uploaded into a data folder of ours is measured there',
    build: (root) => {
      media(join(root, 'uploads/job/ad.gif'));
      text(join(root, 'owner.lock'));
      text(join(root, 'titan.db'));
    },
    paths: ['uploads/job'],
    expect: { 'ad.gif': 'file' },
  },
  { name: 'one file', build: (root) => media(join(root, 'a.gif')), expect: { 'a.gif': 'file' } },
  {
    name: 'media without an ending is known by its content',
    build: (root) => media(join(root, 'export')),
    expect: { export: 'file' },
  },
  {
    name: 'media with a wrong ending is known by its content',
    build: (root) => media(join(root, 'picture.txt')),
    expect: { 'picture.txt': 'file' },
  },
  { name: 'a text', build: (root) => text(join(root, 'notes.txt')), expect: { 'notes.txt': noMedia } },
  {
    name: 'a text that is called a video is the decoder’s to refuse',
    build: (root) => text(join(root, 'notes.mp4')),
    expect: { 'notes.mp4': 'file' },
  },
  {
    name: 'capital ending',
    build: (root) => text(join(root, 'AD.MOV')),
    expect: { 'AD.MOV': 'file' },
  },
  {
    name: 'zero bytes, video name',
    build: (root) => writeFileSync(join(root, 'a.mp4'), ''),
    expect: { 'a.mp4': empty },
  },
  {
    name: 'zero bytes, no ending',
    build: (root) => writeFileSync(join(root, 'a'), ''),
    expect: { a: empty },
  },
  { name: 'one byte', build: (root) => writeFileSync(join(root, 'a'), 'G'), expect: { a: noMedia } },
  {
    name: 'hidden file',
    build: (root) => media(join(root, '.a.mp4')),
    expect: { '.a.mp4': hidden },
  },
  {
    name: 'resource fork of a Mac',
    build: (root) => media(join(root, '._ad.mp4')),
    expect: { '._ad.mp4': hidden },
  },
  {
    name: 'hidden folder is not entered',
    build: (root) => media(join(root, '.git/a.mp4')),
    expect: { '.git': hidden },
  },
  {
    name: 'system files',
    build: (root) => {
      text(join(root, 'Thumbs.db'));
      text(join(root, 'desktop.ini'));
      media(join(root, '__MACOSX/a.mp4'));
    },
    expect: { 'Thumbs.db': hidden, 'desktop.ini': hidden, __MACOSX: hidden },
  },
  {
    name: 'nested folders',
    build: (root) => {
      media(join(root, 'b/c/d.gif'));
      media(join(root, 'a.gif'));
    },
    expect: { 'a.gif': 'file', 'b/c/d.gif': 'file' },
  },
  {
    name: 'a folder that is called like a video',
    build: (root) => media(join(root, 'shoot.mp4/a.gif')),
    expect: { 'shoot.mp4/a.gif': 'file' },
  },
  {
    name: 'a deep tree',
    build: (root) => media(join(root, ...Array.from({ length: 200 }, () => 'd'), 'a.gif')),
    expect: { [`${'d/'.repeat(200)}a.gif`]: 'file' },
  },
  {
    name: 'link to a file inside',
    build: (root) => {
      media(join(root, 'a.gif'));
      symlinkSync('a.gif', join(root, 'b.gif'));
    },
    expect: { 'a.gif': 'file', 'b.gif': inside },
  },
  {
    name: 'link to a folder inside',
    build: (root) => {
      media(join(root, 'x/a.gif'));
      symlinkSync('x', join(root, 'y'));
    },
    expect: { 'x/a.gif': 'file', y: inside },
  },
  {
    name: 'link to a file outside',
    build: (root, outside) => {
      media(join(outside, 'secret.gif'));
      symlinkSync(join(outside, 'secret.gif'), join(root, 'a.gif'));
    },
    expect: { 'a.gif': out },
  },
  {
    name: 'link to a folder outside',
    build: (root, outside) => {
      media(join(outside, 'secret.gif'));
      symlinkSync(outside, join(root, 'x'));
    },
    expect: { x: out },
  },
  {
    name: 'link to a sibling that begins like the root',
    build: (root) => {
      media(`${root}-evil/secret.gif`);
      symlinkSync(`${root}-evil/secret.gif`, join(root, 'a.gif'));
      symlinkSync(`${root}-evil`, join(root, 'x'));
    },
    expect: { 'a.gif': out, x: out },
  },
  {
    name: 'link out and in again by way of ..',
    build: (root) => {
      media(join(root, 'a.gif'));
      symlinkSync(join('..', root.split('/').at(-1) as string, 'a.gif'), join(root, 'b.gif'));
    },
    expect: { 'a.gif': 'file', 'b.gif': inside },
  },
  {
    name: 'chain of links that ends outside',
    build: (root, outside) => {
      media(join(outside, 'secret.gif'));
      symlinkSync(join(outside, 'secret.gif'), join(root, '1'));
      symlinkSync('1', join(root, '2'));
      symlinkSync('2', join(root, '3'));
    },
    expect: { 1: out, 2: out, 3: out },
  },
  {
    name: 'link to the root',
    build: (root) => symlinkSync('.', join(root, 'again')),
    expect: { again: inside },
  },
  { name: 'link to the parent', build: (root) => symlinkSync('..', join(root, 'up')), expect: { up: out } },
  {
    name: 'link to the folder it lies in',
    build: (root) => {
      media(join(root, 'x/a.gif'));
      symlinkSync('../x', join(root, 'x/x'));
    },
    expect: { 'x/a.gif': 'file', 'x/x': inside },
  },
  { name: 'link to itself', build: (root) => symlinkSync('a', join(root, 'a')), expect: { a: loop } },
  {
    name: 'two links to each other',
    build: (root) => {
      symlinkSync('b', join(root, 'a'));
      symlinkSync('a', join(root, 'b'));
    },
    expect: { a: loop, b: loop },
  },
  {
    name: 'broken link',
    build: (root) => symlinkSync('gone.gif', join(root, 'a.gif')),
    expect: { 'a.gif': broken },
  },
  {
    name: 'link through a file',
    build: (root) => {
      media(join(root, 'a.gif'));
      symlinkSync('a.gif/x', join(root, 'b'));
    },
    expect: { 'a.gif': 'file', b: broken },
  },
  {
    name: 'link to a device',
    build: (root) => symlinkSync('/dev/zero', join(root, 'a.mp4')),
    expect: { 'a.mp4': out },
  },
  {
    name: 'hard link: two names of the same bytes',
    build: (root) => {
      media(join(root, 'a.gif'));
      linkSync(join(root, 'a.gif'), join(root, 'b.gif'));
    },
    expect: { 'a.gif': 'file', 'b.gif': 'file' },
  },
  {
    name: 'named pipe with a video’s name',
    build: (root) => void execFileSync('mkfifo', [join(root, 'a.mp4')]),
    expect: { 'a.mp4': special },
  },
  {
    name: 'named pipe without an ending',
    build: (root) => void execFileSync('mkfifo', [join(root, 'pipe')]),
    expect: { pipe: special },
  },
  {
    name: 'socket',
    build: async (root) => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(join(root, 's.mp4'), resolve));
      // Kept under another name, since closing removes the one it was opened with.
      renameSync(join(root, 's.mp4'), join(root, 'socket.mp4'));
      await new Promise((resolve) => server.close(resolve));
    },
    expect: { 'socket.mp4': special },
  },
  {
    name: 'a file of 50 GB that is all holes',
    build: (root) => {
      writeFileSync(join(root, 'huge.mp4'), 'x');
      truncateSync(join(root, 'huge.mp4'), 50 * 1024 ** 3);
    },
    expect: { 'huge.mp4': 'file' },
  },
  {
    name: 'unreadable folder',
    build: (root) => {
      media(join(root, 'x/a.gif'));
      chmodSync(join(root, 'x'), 0);
      // Who is not root could not even remove it.
      onTestFinished(() => chmodSync(join(root, 'x'), 0o755));
    },
    expect: { x: 'the folder cannot be read (EACCES)' },
    needsUser: true,
  },
  {
    name: 'unreadable file',
    build: (root) => {
      media(join(root, 'a.gif'));
      chmodSync(join(root, 'a.gif'), 0);
    },
    expect: { 'a.gif': 'cannot be read (EACCES)' },
    needsUser: true,
  },
  {
    name: 'NFC and NFD twins stay apart',
    build: (root) => {
      media(join(root, names.nfc));
      media(join(root, names.nfd));
    },
    expect: { [names.nfc]: 'file', [names.nfd]: 'file' },
  },
  {
    name: 'names that differ in case alone',
    build: (root) => {
      media(join(root, 'Ad.gif'));
      media(join(root, 'ad.gif'));
    },
    expect: { 'Ad.gif': 'file', 'ad.gif': 'file' },
  },
  {
    name: 'invalid UTF-8, two names that would look the same',
    build: (root) => {
      writeFileSync(Buffer.concat([Buffer.from(`${root}/`), odd('ad\xff.gif')]), gif);
      writeFileSync(Buffer.concat([Buffer.from(`${root}/`), odd('ad\xfe.gif')]), gif);
      media(join(root, 'ok.gif'));
    },
    expect: { 'ad\\xff.gif': noText, 'ad\\xfe.gif': noText, 'ok.gif': 'file' },
  },
  {
    name: 'a folder whose name is invalid UTF-8',
    build: (root) => {
      const folder = Buffer.concat([Buffer.from(`${root}/`), odd('f\xc3')]);
      mkdirSync(folder);
      writeFileSync(Buffer.concat([folder, Buffer.from('/a.gif')]), gif);
    },
    expect: { 'f\\xc3': noText },
  },
  {
    name: 'the replacement character is a name like any other',
    build: (root) => media(join(root, '\ufffd.gif')),
    expect: { '\ufffd.gif': 'file' },
  },
  {
    name: 'a single file',
    build: (root) => {
      media(join(root, 'a.gif'));
      media(join(root, 'b.gif'));
    },
    paths: ['a.gif'],
    expect: { 'a.gif': 'file' },
  },
  {
    name: 'the same folder twice',
    build: (root) => media(join(root, 'a.gif')),
    paths: ['.', '.'],
    expect: { 'a.gif': 'file' },
  },
  {
    name: 'a folder and one inside it',
    build: (root) => media(join(root, 'x/a.gif')),
    paths: ['.', 'x'],
    expect: { 'x/a.gif': 'file' },
  },
  {
    name: 'a folder and a hidden one inside it that was named',
    build: (root) => media(join(root, '.x/a.gif')),
    paths: ['.', '.x'],
    expect: { '.x': hidden, 'a.gif': 'file' },
  },
  {
    name: 'a file twice and its folder',
    build: (root) => media(join(root, 'a.gif')),
    paths: ['a.gif', 'a.gif', '.'],
    expect: { 'a.gif': 'file' },
  },
  {
    name: 'a link the user named is followed',
    build: (root) => {
      media(join(root, 'x/a.gif'));
      symlinkSync('x', join(root, 'y'));
    },
    paths: ['y'],
    expect: { 'a.gif': 'file' },
  },
  {
    name: 'a pipe the user named',
    build: (root) => void execFileSync('mkfifo', [join(root, 'a.mp4')]),
    paths: ['a.mp4'],
    expect: { 'a.mp4': special },
  },
];
