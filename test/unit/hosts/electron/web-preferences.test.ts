import { describe, expect, it } from 'vitest';
import { safePreferences, unsafePreferences } from '../../../../src/main/hosts/electron/web-preferences.ts';

describe('preferences of a window', () => {
  it('are safe as we state them', () => {
    expect(unsafePreferences(safePreferences)).toEqual([]);
  });
  it.each([
    ['contextIsolation', false],
    ['sandbox', false],
    ['webSecurity', false],
    ['nodeIntegration', true],
    ['nodeIntegrationInWorker', true],
    ['nodeIntegrationInSubFrames', true],
    ['webviewTag', true],
  ])('are refused with %s %s', (name, value) => {
    expect(unsafePreferences({ ...safePreferences, [name]: value })).toEqual([name]);
  });
});
