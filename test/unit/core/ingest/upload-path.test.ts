import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/contract/index.ts';
import { safeUploadPath } from '../../../../src/main/core/ingest/upload-path.ts';

const good = [
  'ad.mp4',
  'Summer Sale/9x16/ad 01 (final).mp4',
  '夏/広告.mp4',
  'café.jpg',
  "quote'in name.mov",
  'a..b.mp4',
  '...trailer.mp4',
  '.hidden/ad.mp4',
  '100% cotton.mp4',
  '50%off.png',
  'console.mp4',
  'community/auxiliary.mp4',
  'com10.mp4',
  'lpt.mp4',
  'nullify.jpg',
  '-rf.mp4',
  '=1+1.mp4',
  'a;b&c|d$e`f.mp4',
  'why?.mp4',
  '<b>.mp4',
  '\u202Ead.mp4',
  '👍.mp4',
];

const devices = [
  'con',
  'CON',
  'PRN',
  'aux',
  'NUL',
  'COM1',
  'com9',
  'COM0',
  'LPT1',
  'LPT9',
  'CONIN$',
  'conout$',
  'COM\u00b9',
  'LPT\u00b3',
  'CLOCK$',
];
const bad = [
  '',
  '/',
  '//',
  '/etc/passwd',
  '//server/share/ad.mp4',
  '\\\\server\\share\\ad.mp4',
  '\\\\?\\C:\\ad.mp4',
  '\\\\.\\pipe\\x',
  '\\ad.mp4',
  'C:\\ad.mp4',
  'C:/ad.mp4',
  'c:ad.mp4',
  'C:',
  'file:///etc/passwd',
  'http://example.test/ad.mp4',
  'ad.mp4:stream',
  'ad.mp4::$DATA',
  'folder:x/ad.mp4',
  ':',
  '.',
  '..',
  './ad.mp4',
  '../ad.mp4',
  '../../ad.mp4',
  'a/..',
  'a/../b.mp4',
  'a/../../b.mp4',
  'a/./b.mp4',
  'a/b/..',
  'a/.',
  '..\\ad.mp4',
  'a\\..\\b.mp4',
  'a/..\\b.mp4',
  '.. /ad.mp4',
  ' ../ad.mp4',
  '..  ',
  '. ./..',
  '%2e%2e/ad.mp4',
  '%2E%2e/ad.mp4',
  '.%2e/ad.mp4',
  'a/%2e%2e/b',
  'a/%2e/b',
  '..%2fad.mp4',
  'a%2Fb',
  'a%5cb',
  'a%5C..%5Cb',
  'a%00.mp4',
  'c%3a/ad.mp4',
  '\uff0e\uff0e/ad.mp4',
  'a/\uff0e\uff0e/b',
  '\uff0e/ad.mp4',
  '\u2025/ad.mp4',
  '\uff0e\uff0e\uff0fad.mp4',
  'a\uff3c..\uff3cb',
  'a//b.mp4',
  'a/',
  'a/b/',
  'a/ /b',
  'ad.mp4.',
  'ad.mp4 ',
  'a./b.mp4',
  'a /b.mp4',
  'ad.mp4\0',
  'a\0b',
  '\0',
  'a\nb.mp4',
  'a\rb.mp4',
  'a\tb.mp4',
  'a\u001bb',
  'a\u007fb',
  'a\u0085b',
  'a\u009fb',
  'a\ud800b',
  '\udc00.mp4',
  'x'.repeat(256),
  'é'.repeat(128),
  `${'x'.repeat(100)}/${'😀'.repeat(64)}`,
  'a/'.repeat(33).concat('b'),
  'x/'.repeat(600),
  `${'a'.repeat(200)}/`.repeat(6).concat('b'),
  ...devices,
  ...devices.map((name) => `${name}.mp4`),
  ...devices.slice(0, 6).map((name) => `folder/${name}/ad.mp4`),
  'con .mp4',
  'nul  .tar.gz',
  'aux.',
];

describe('refuses, and says why', () => {
  test('covers more than a hundred payloads, none twice', () => {
    expect(new Set(bad).size).toBe(bad.length);
    expect(bad.length).toBeGreaterThan(100);
  });

  test.each(bad)('%j', (path) => {
    try {
      safeUploadPath(path);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).code).toBe('INVALID_INPUT');
      expect((error as AppError).detail).toMatch(/^Upload path ".*": (it|a name) .+\.$/su);
      return;
    }
    expect.unreachable(`${JSON.stringify(path)} was let in`);
  });
});

test.each(good)('lets %j in, unchanged', (path) => {
  expect(safeUploadPath(path)).toBe(path);
});

test('whatever is let in stays below the folder it is joined to, on POSIX and on Windows', () => {
  const part = fc.constantFrom(
    'a',
    '..',
    '.',
    '/',
    '\\',
    ':',
    '%2e',
    '%2f',
    ' ',
    'C',
    '\uff0e',
    '\0',
    'nul',
    '.mp4',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      let path: string;
      try {
        path = safeUploadPath(parts.join(''));
      } catch {
        return;
      }
      for (const read of [path, decodeURIComponent(path), path.normalize('NFKC')]) {
        const stack: string[] = [];
        for (const name of read.split(/[\\/]/)) {
          expect(name).not.toBe('');
          expect(/^\s*\.{1,2}\s*$/.test(name)).toBe(false);
          stack.push(name);
        }
        expect(read).not.toMatch(/^[A-Za-z]:|:|\0/);
      }
    }),
    { numRuns: 3000 },
  );
});
