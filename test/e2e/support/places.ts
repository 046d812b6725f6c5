import type { FakeHost } from '../../support/fake-api/fake-host.ts';
import { rows } from '../../support/fake-api/rows.ts';

/** The library in which these places are. */
export const placesRows = rows(2);
const [first, second] = placesRows.map(({ id }) => id) as [string, string];

/** A place, what it reads first, what it says meanwhile, what stands there once it has been read, and what reads it again. */
export const places = [
  {
    at: '#/health',
    reads: 'health.doctor',
    loading: 'Checking every part …',
    shown: 'Versions and storage',
    again: (host: FakeHost) => host.emit({ type: 'marks', marks: [] }),
  },
  {
    at: '#/settings',
    reads: 'settings.get',
    loading: 'Reading settings …',
    shown: 'Numbers and dates',
    again: (host: FakeHost) => host.emit({ type: 'settings' }),
  },
  {
    at: '#/approvals',
    reads: 'approve.list',
    loading: 'Reading the queue …',
    shown: '1 to decide',
    again: (host: FakeHost) => host.emit({ type: 'approvals' }),
  },
  {
    at: '#/director',
    reads: 'director.state',
    loading: 'Opening the Director …',
    shown: 'Ask about your ads',
    again: (host: FakeHost) => host.emit({ type: 'accounts' }),
  },
  {
    at: `#/compare/${first},${second}`,
    reads: 'score.compare',
    loading: 'Comparing …',
    shown: 'Checklist, not a chance of winning',
    again: (host: FakeHost) => host.emit({ type: 'changed', ids: [] }),
  },
  {
    at: `#/review/${first}`,
    reads: 'score.show',
    loading: 'Reading the ad …',
    shown: 'All checks',
    again: (host: FakeHost) => host.emit({ type: 'changed', ids: [] }),
  },
] as const;
