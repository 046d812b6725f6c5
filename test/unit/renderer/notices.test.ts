import { beforeEach, expect, test } from 'vitest';
import { setLocale } from '../../../src/renderer/format/locale.ts';
import { decimal } from '../../../src/renderer/format/number.ts';
import { addNotice, clearNotices, readNotices, useNotices } from '../../../src/renderer/state/notices.ts';

beforeEach(clearNotices);

test('notices are kept newest first, counted until they are read, and only the last step can be undone', () => {
  const action = { label: 'Undo', run: () => undefined };
  addNotice({ tone: 'done', text: 'Picked a', key: 'undo', action });
  addNotice({ tone: 'error', text: 'spring: failed' });
  addNotice({ tone: 'done', text: 'Picked b', key: 'undo', action });
  const { notices, unread } = useNotices.getState();
  expect(unread).toBe(3);
  expect(notices.map(({ text, action: way }) => [text, way !== undefined])).toEqual([
    ['Picked b', true],
    ['spring: failed', false],
    ['Picked a', false],
  ]);
  readNotices();
  expect(useNotices.getState().unread).toBe(0);
});

test('the list ends at a hundred', () => {
  for (let at = 0; at < 130; at += 1) addNotice({ tone: 'done', text: String(at) });
  expect(useNotices.getState().notices).toHaveLength(100);
  expect(useNotices.getState().notices[0]?.text).toBe('129');
});

test('numbers follow the chosen locale from then on', () => {
  setLocale('de-DE');
  expect(decimal(1234.5)).toBe('1.234,5');
  setLocale('en-US');
  expect(decimal(1234.5)).toBe('1,234.5');
  setLocale('');
});
