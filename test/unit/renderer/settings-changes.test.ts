import { beforeEach, expect, test } from 'vitest';
import { QueryCache } from '../../../src/renderer/api/cache.ts';
import type { Transport } from '../../../src/renderer/api/transport.ts';
import { settingsIn } from '../../../src/renderer/features/settings/settings-changes.ts';
import { useToasts } from '../../../src/renderer/state/toasts.ts';
import { redo, undo, useUndo } from '../../../src/renderer/state/undo.ts';
import { FakeHost } from '../../support/fake-api/fake-host.ts';

beforeEach(() => {
  useUndo.setState({ past: [], future: [] });
  useToasts.setState({ toasts: [] });
});

const opened = () => {
  const host = new FakeHost();
  const transport = { call: host.call.bind(host) } as unknown as Transport;
  return { host, change: settingsIn({ transport, cache: new QueryCache(transport) }) };
};

test('a setting goes back and forth, and takes no other one with it', async () => {
  const { host, change } = opened();
  const before = host.settings;
  expect(await change('the theme', before, { theme: 'dark' })).toBe(true);
  await change('rows', host.settings, { density: 'compact' });
  expect(useUndo.getState().past.map(({ text }) => text)).toEqual(['Changed the theme', 'Changed rows']);
  host.settings = { ...host.settings, locale: 'de-DE' };
  await undo();
  await undo();
  expect(host.settings).toEqual({ ...before, locale: 'de-DE' });
  await redo();
  expect(host.settings).toMatchObject({ theme: 'dark', density: before.density });
});

test('what was refused is no step', async () => {
  const { host, change } = opened();
  host.refuse('settings.set', 'READ_ONLY');
  expect(await change('the theme', host.settings, { theme: 'dark' })).toBe(false);
  expect(useUndo.getState().past).toEqual([]);
  expect(useToasts.getState().toasts.map(({ tone }) => tone)).toEqual(['error']);
});
