import { expect, test, vi } from 'vitest';

const on = async (platform: string) => {
  vi.resetModules();
  vi.stubGlobal('navigator', { platform });
  const { comboOf } = await import('../../../src/renderer/state/combos.ts');
  return (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {}) =>
    comboOf({
      key,
      code: `Key${key.toUpperCase()}`,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      ...held,
    });
};

test.each([
  ['MacIntel', 'metaKey', 'ctrlKey'],
  ['Win32', 'ctrlKey', 'metaKey'],
] as const)(
  'on %s a letter held with %s is a key, and with %s no letter at all',
  async (platform, mod, other) => {
    const combo = await on(platform);
    expect(combo('x')).toBe('X');
    expect(combo('x', { [mod]: true })).toBe('Mod+X');
    expect(combo('x', { [other]: true })).toBeNull();
    expect(combo('x', { [mod]: true, [other]: true })).toBeNull();
    expect(combo('F6', { shiftKey: true })).toBe('Shift+F6');
  },
);

test('a sign behind Option or AltGr is that sign; any other key with Alt is the system’s', async () => {
  const mac = await on('MacIntel');
  expect(mac('[', { altKey: true })).toBe('[');
  expect(mac('∂', { altKey: true })).toBeNull();
  expect(mac('[', { altKey: true, ctrlKey: true })).toBeNull();
  const windows = await on('Win32');
  expect(windows('[', { altKey: true, ctrlKey: true })).toBe('[');
  expect(windows('[', { altKey: true })).toBeNull();
  expect(windows('x', { altKey: true })).toBeNull();
});
