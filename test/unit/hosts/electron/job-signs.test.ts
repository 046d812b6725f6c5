import { describe, expect, it } from 'vitest';
import type { Job, JobState } from '../../../../src/contract/index.ts';
import { jobSigns } from '../../../../src/main/hosts/electron/job-signs.ts';

const job = (state: JobState, done: number, fields: Partial<Job> = {}): Job => ({
  id: 'job_00000001',
  kind: 'analyze',
  title: 'Spring ads',
  state,
  attempt: 1,
  progress: { done, total: 10, failed: 1, skipped: 2, bytes: 0, eta_s: null, listed: true },
  error: null,
  created_at: '2026-01-01T00:00:00Z',
  started_at: '2026-01-01T00:00:00Z',
  resumes_at: null,
  finished_at: state === 'done' || state === 'failed' ? '2026-01-01T00:00:20Z' : null,
  ...fields,
});

const watch = (focused: boolean) => {
  const progress: [number, string][] = [];
  const notes: string[] = [];
  const listen = jobSigns({
    setProgress: (value, mode) => void progress.push([value, mode]),
    notify: (title, body) => void notes.push(`${title}: ${body}`),
    isFocused: () => focused,
  });
  let seq = 0;
  const send = (one: Job): void => {
    seq += 1;
    listen({ type: 'job', seq, job: one });
  };
  return { progress, notes, send, listen };
};

describe('signs of running jobs', () => {
  it('fills the taskbar and clears it at the end', () => {
    const { progress, send } = watch(true);
    const listing = job('running', 0);
    send({ ...listing, progress: { ...listing.progress, listed: false } });
    for (const one of [job('running', 5), job('paused', 5), job('done', 10)]) send(one);
    expect(progress).toEqual([
      [2, 'indeterminate'],
      [0.5, 'normal'],
      [0.5, 'paused'],
      [-1, 'none'],
    ]);
  });

  it('adds up several jobs', () => {
    const { progress, send } = watch(true);
    send(job('running', 0));
    send(job('running', 10, { id: 'job_00000002' }));
    expect(progress.at(-1)).toEqual([0.5, 'normal']);
  });

  it('tells what a planned refresh brought, when nobody looks', () => {
    for (const focused of [true, false]) {
      const { notes, listen } = watch(focused);
      listen({ type: 'digest', seq: 1, text: 'Nothing unusual.' });
      expect(notes).toEqual(focused ? [] : ['Results from Meta: Nothing unusual.']);
    }
  });

  it('tells of a long job once, when nobody looks', () => {
    const away = watch(false);
    for (const one of [job('running', 1), job('done', 10), job('done', 10)]) away.send(one);
    expect(away.notes).toEqual(['Spring ads: 9 scored, 1 failed']);
  });

  it.each([
    ['the window has the focus', true, job('done', 10)],
    ['the job was short', false, job('done', 10, { finished_at: '2026-01-01T00:00:09Z' })],
    ['the user cancelled it', false, job('cancelled', 4, { finished_at: '2026-01-01T00:00:20Z' })],
  ])('says nothing when %s', (_why, focused, end) => {
    const { notes, send } = watch(focused);
    send(job('running', 1));
    send(end);
    expect(notes).toEqual([]);
  });

  it('says why a job failed', () => {
    const { notes, send } = watch(false);
    send(job('running', 1));
    send(job('failed', 1, { error: { code: 'DISK_FULL', message: 'The disk is full.', next_step: '' } }));
    expect(notes).toEqual(['Spring ads: The disk is full.']);
  });
});
