import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { arriveLater, onceAlone } from '../../../src/renderer/state/arriving.ts';
import { useToasts } from '../../../src/renderer/state/toasts.ts';

let open = false;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { querySelector: () => (open ? {} : null) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what comes while a dialog is open waits in order, and again for a dialog that one of it opens', () => {
  const led: string[] = [];
  open = true;
  onceAlone(() => led.push('a link'));
  onceAlone(() => {
    led.push('files');
    open = true;
  });
  onceAlone(() => led.push('a view'));
  expect(led).toEqual([]);
  expect(useToasts.getState().toasts).toHaveLength(1);
  const close = () => {
    open = false;
    arriveLater();
  };
  close();
  expect(led).toEqual(['a link']);
  expect(useToasts.getState().toasts).toEqual([]);
  // What comes between two of them does not go before.
  onceAlone(() => led.push('the newest'));
  vi.runAllTimers();
  expect(led).toEqual(['a link', 'files']);
  close();
  vi.runAllTimers();
  expect(led).toEqual(['a link', 'files', 'a view', 'the newest']);
  onceAlone(() => led.push('at once'));
  expect(led.at(-1)).toBe('at once');
});
