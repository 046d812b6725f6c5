import { expect, test } from 'vitest';
import { tableText, textOf } from '../../../src/contract/file-text.ts';

const text = 'ad_name;€\nFrühling_Hook;ÄÖ\n';
const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16 as spreadsheets save "Unicode text"', utf16],
  ['UTF-16, the large end first', Buffer.from(utf16).swap16()],
])('%s is read as it is', (_, bytes) => {
  expect(tableText(bytes)).toEqual({ text, guessed: false });
});

test('what says nothing and is no UTF-8 is taken for Windows-1252, and that is told', () => {
  const bytes = Buffer.from(text.replace('€', '\u0080'), 'latin1');
  expect(tableText(bytes)).toEqual({ text, guessed: true });
  expect(textOf(bytes)).toBeNull();
});
