import { beforeEach, expect, test, vi } from 'vitest';
import { QueryCache } from '../../../src/renderer/api/cache.ts';
import { electronTransport, type TitanBridge } from '../../../src/renderer/api/electron.ts';
import { inLine } from '../../../src/renderer/api/in-line.ts';
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
  const cache = new QueryCache(transport);
  return { host, cache, change: settingsIn({ transport, cache }) };
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

test('an answer says nothing of settings that were not changed by it: an event may have told newer ones', async () => {
  const { host, cache, change } = opened();
  await cache.load('settings.get', {});
  const release = host.hold('settings.set');
  const changed = change('the theme', host.settings, { theme: 'dark' });
  cache.patch('settings.get', (now) => ({ ...now, locale: 'de-DE' }));
  release();
  await changed;
  expect(cache.read('settings.get', {}).data).toMatchObject({ theme: 'dark', locale: 'de-DE' });
});

test('what was refused is no step', async () => {
  const { host, change } = opened();
  host.refuse('settings.set', 'READ_ONLY');
  expect(await change('the theme', host.settings, { theme: 'dark' })).toBe(false);
  expect(useUndo.getState().past).toEqual([]);
  expect(useToasts.getState().toasts.map(({ tone }) => tone)).toEqual(['error']);
});

test('a desktop that has gone is a failure: the setting goes back, and so does a step that could not be undone', async () => {
  const host = new FakeHost();
  let gone = false;
  const transport = electronTransport({
    call: async (id, input) => {
      if (gone) throw new Error('refused');
      return host.call(id, input);
    },
  } as TitanBridge);
  const cache = new QueryCache(transport);
  cache.watch('settings.get', {}, () => undefined);
  const change = settingsIn({ transport, cache });
  const shown = () => cache.read('settings.get', {}).data?.theme;
  const { theme } = host.settings;
  await vi.waitFor(() => expect(shown()).toBe(theme));
  gone = true;
  expect(await change('the theme', host.settings, { theme: 'dark' })).toBe(false);
  expect(shown()).toBe(theme);
  expect(useUndo.getState().past).toEqual([]);
  expect(useToasts.getState().toasts.map(({ tone }) => tone)).toEqual(['error']);
  gone = false;
  expect(await change('the theme', host.settings, { theme: 'dark' })).toBe(true);
  gone = true;
  await undo();
  expect(useUndo.getState().past).toHaveLength(1);
  expect([shown(), host.settings.theme]).toEqual(['dark', 'dark']);
});

test('a control answers at once, also while something else is still being written', async () => {
  const { host, cache, change } = opened();
  cache.watch('settings.get', {}, () => undefined);
  const shown = () => cache.read('settings.get', {}).data?.theme;
  await vi.waitFor(() => expect(shown()).toBe(host.settings.theme));
  const removal = Promise.withResolvers<void>();
  void inLine(() => removal.promise);
  const changed = change('the theme', host.settings, { theme: 'dark' });
  expect(shown()).toBe('dark');
  removal.resolve();
  expect(await changed).toBe(true);
  expect(host.settings.theme).toBe('dark');
});
