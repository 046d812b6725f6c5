import { afterEach, expect, test, vi } from 'vitest';
import { hearHostNow, hostNowMs } from '../../../src/renderer/state/host-clock.ts';

afterEach(() => vi.useRealTimers());

const at = (iso: string): void => void vi.setSystemTime(iso);

test('the time of the host goes on from what was heard last; an older answer that is shown again changes nothing', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at('2026-03-01T10:00:00.000Z');
  expect(hostNowMs()).toBe(Date.parse('2026-03-01T10:00:00.000Z'));
  hearHostNow('2026-03-29T10:00:00.000Z');
  at('2026-03-01T11:30:00.000Z');
  expect(hostNowMs()).toBe(Date.parse('2026-03-29T11:30:00.000Z'));
  hearHostNow('2026-03-29T10:00:00.000Z');
  hearHostNow('2026-03-22T09:00:00.000Z');
  expect(hostNowMs()).toBe(Date.parse('2026-03-29T11:30:00.000Z'));
  hearHostNow('2026-04-05T11:30:00.000Z');
  expect(hostNowMs()).toBe(Date.parse('2026-04-05T11:30:00.000Z'));
});
