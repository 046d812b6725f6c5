import { expect, test } from 'vitest';
import type { AppEvent } from '../../../src/contract/index.ts';
import { QueryCache } from '../../../src/renderer/api/cache.ts';
import { Live } from '../../../src/renderer/api/live.ts';
import { MarkWriter } from '../../../src/renderer/api/mark-writer.ts';
import type { Transport } from '../../../src/renderer/api/transport.ts';
import { aJob } from '../../support/fake-api/a-job.ts';
import { FakeHost } from '../../support/fake-api/fake-host.ts';
import { aRow } from '../../support/fake-api/rows.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

const start = (host: FakeHost) => {
  const line: { send?: (event: AppEvent) => void; link?: (up: boolean) => void } = {};
  const transport = {
    kind: 'browser',
    call: (id: never, input: never) => host.call(id, input),
    subscribe: (onEvent: (event: AppEvent) => void, onLink: (up: boolean) => void) => {
      line.send = onEvent;
      line.link = onLink;
      return () => undefined;
    },
  } as unknown as Transport;
  const cache = new QueryCache(transport);
  const marks = new MarkWriter(transport.call);
  const live = new Live(cache, marks);
  live.start(transport);
  cache.watch('jobs.list', { limit: 50 }, () => undefined);
  const asked = (id: string) => host.calls.filter((call) => call.id === id).length;
  return { cache, live, marks, line, asked };
};

test('a job event changes the list without another question', async () => {
  const job = aJob(1, { state: 'running' }, { total: 10 });
  const { cache, line, asked } = start(new FakeHost({ jobs: [job] }));
  await settled();
  line.send?.({ type: 'job', seq: 1, job: { ...job, progress: { ...job.progress, done: 4 } } });
  expect(cache.read('jobs.list', { limit: 50 }).data?.jobs[0]?.progress.done).toBe(4);
  line.send?.({ type: 'job', seq: 2, job: aJob(2, { state: 'queued' }) });
  expect(cache.read('jobs.list', { limit: 50 }).data?.jobs).toHaveLength(2);
  expect(asked('jobs.list')).toBe(1);
});

test('an answer that was under way when the event came does not take it back', async () => {
  const job = aJob(1, { state: 'running' }, { total: 10 });
  const host = new FakeHost({ jobs: [job] });
  const { cache, line } = start(host);
  const release = host.hold('jobs.list');
  cache.watch('jobs.list', { kinds: ['analyze'] }, () => undefined);
  const late = { ...job, progress: { ...job.progress, done: 6 } };
  line.send?.({ type: 'job', seq: 1, job: late });
  line.send?.({ type: 'job', seq: 2, job: aJob(2, { state: 'queued' }) });
  release();
  await settled();
  expect(
    cache.read('jobs.list', { kinds: ['analyze'] }).data?.jobs.map(({ progress }) => progress.done),
  ).toEqual([0, 6]);
  // What is asked for after it says it itself.
  cache.invalidate((id) => id === 'jobs.list');
  await settled();
  expect(cache.read('jobs.list', { kinds: ['analyze'] }).data?.jobs).toEqual([job]);
});

test('a list of some jobs alone takes none of the others, and lets go of what is none of them any more', async () => {
  const job = aJob(1, { state: 'running' });
  const { cache, line } = start(new FakeHost({ jobs: [job] }));
  const running = { states: ['running'] } as const;
  const analyses = { kinds: ['analyze'] } as const;
  cache.watch('jobs.list', { states: [...running.states] }, () => undefined);
  cache.watch('jobs.list', { kinds: [...analyses.kinds] }, () => undefined);
  await settled();
  const idsOf = (input: object) => cache.read('jobs.list', input).data?.jobs.map(({ id }) => id);
  const other = aJob(2, { kind: 'refresh', state: 'running' });
  line.send?.({ type: 'job', seq: 1, job: other });
  expect(idsOf(running)).toEqual([other.id, job.id]);
  expect(idsOf(analyses)).toEqual([job.id]);
  line.send?.({ type: 'job', seq: 2, job: { ...job, state: 'done' } });
  expect(idsOf(running)).toEqual([other.id]);
  expect(idsOf(analyses)).toEqual([job.id]);
});

test('a missing number, a second run of the host or a broken line means that all is read again', async () => {
  const job = aJob(1);
  const { line, asked } = start(new FakeHost({ jobs: [job] }));
  await settled();
  line.send?.({ type: 'job', seq: 7, job });
  expect(asked('jobs.list')).toBe(1);
  line.send?.({ type: 'job', seq: 9, job });
  await settled();
  expect(asked('jobs.list')).toBe(2);
  line.send?.({ type: 'job', seq: 1, job });
  await settled();
  expect(asked('jobs.list')).toBe(3);
  line.link?.(false);
  line.link?.(true);
  await settled();
  expect(asked('jobs.list')).toBe(4);
});

test('ads that were measured again are compared again', async () => {
  const { cache, line, asked } = start(new FakeHost());
  cache.watch('score.compare', { ads: ['a'.repeat(16), 'b'.repeat(16)] }, () => undefined);
  await settled();
  line.send?.({ type: 'ads', seq: 1, job_id: aJob(1).id, ids: ['c'.repeat(16)] });
  await settled();
  expect(asked('score.compare')).toBe(1);
  line.send?.({ type: 'ads', seq: 2, job_id: aJob(1).id, ids: ['b'.repeat(16)] });
  await settled();
  expect(asked('score.compare')).toBe(2);
  line.send?.({ type: 'learnt', seq: 3 });
  line.send?.({ type: 'library', seq: 4, indexed: 2, settled: true });
  line.send?.({ type: 'changed', seq: 5, ids: [] });
  await settled();
  expect(asked('score.compare')).toBe(5);
});

test('the answer to an older question never replaces a newer one', async () => {
  const host = new FakeHost({ jobs: [aJob(1)] });
  const { cache } = start(host);
  const release = host.hold('settings.get');
  cache.watch('settings.get', {}, () => undefined);
  cache.invalidate((id) => id === 'settings.get');
  host.settings = { ...host.settings, density: 'roomy' };
  release();
  await settled();
  expect(cache.read('settings.get', {}).data?.density).toBe('roomy');
});

test('a failure is kept beside what was known before', async () => {
  const host = new FakeHost({ jobs: [aJob(1)] });
  const { cache } = start(host);
  await settled();
  host.refuse('jobs.list', 'OFFLINE');
  cache.invalidate(() => true);
  await settled();
  const answer = cache.read('jobs.list', { limit: 50 });
  expect(answer.error?.code).toBe('OFFLINE');
  expect(answer.data?.jobs).toHaveLength(1);
});

test('of many steps of a request the first is read at once and the others together', async () => {
  const { cache, line, asked } = start(new FakeHost());
  cache.watch('approve.list', { which: 'waiting' }, () => undefined);
  await settled();
  for (let seq = 1; seq <= 20; seq += 1) line.send?.({ type: 'approvals', seq });
  await settled();
  expect(asked('approve.list')).toBe(2);
  await expect.poll(() => asked('approve.list')).toBe(3);
});

test('other clients and marks of many ads have rows read again, and tell of no new score', async () => {
  const { live, line } = start(new FakeHost());
  const told: string[] = [];
  live.onRows(() => told.push('rows'));
  live.onAds(() => told.push('ads'));
  line.send?.({ type: 'collections', seq: 1 });
  line.send?.({ type: 'marks', seq: 2, marks: [] });
  expect(told).toEqual(['rows', 'rows']);
});

test('after missed events what the host says of marks and results counts, and not what this window wrote before', async () => {
  const row = aRow(0);
  const { live, marks, line } = start(new FakeHost({ rows: [row] }));
  await marks.edit([{ ads: [row.id], pick: 'picked' }]);
  const told: string[] = [];
  live.onRows(() => told.push('rows'));
  live.onLearnt(() => told.push('learnt'));
  line.send?.({ type: 'watch', seq: 1 });
  expect([marks.editsOf(row.id).length, told]).toEqual([1, []]);
  line.send?.({ type: 'watch', seq: 9 });
  expect([marks.editsOf(row.id).length, told]).toEqual([0, ['rows', 'learnt']]);
});
