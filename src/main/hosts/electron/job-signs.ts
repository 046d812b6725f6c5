import type { AppEvent, Job } from '../../../contract/index.ts';

/** A job shorter than this ends while its user still looks at it. */
const worthNoticeMs = 10_000;

export interface Signs {
  /** 0 to 1, 2 for "no length known", −1 for none: Electron's scale. */
  setProgress(value: number, mode: 'normal' | 'indeterminate' | 'paused' | 'none'): void;
  /** A click leads to the job, and without one to Today. */
  notify(title: string, body: string, job: Job | null): void;
  isFocused(): boolean;
}

const active = (job: Job): boolean => ['running', 'queued', 'paused', 'waiting'].includes(job.state);

const doneWord = { analyze: 'scored', read: 'read', judge: 'judged', refresh: 'brought' } as const;

const summary = ({ kind, progress, state, error }: Job): string => {
  if (state === 'failed') return error?.message ?? 'The job failed.';
  const through = progress.done - progress.failed;
  const rest = progress.failed > 0 ? `, ${progress.failed} failed` : '';
  return `${through} ${doneWord[kind]}${rest}`;
};

const barOf = (jobs: readonly Job[]): Parameters<Signs['setProgress']> => {
  if (jobs.length === 0) return [-1, 'none'];
  if (jobs.some(({ progress }) => !progress.listed)) return [2, 'indeterminate'];
  const total = jobs.reduce((sum, { progress }) => sum + progress.total, 0);
  const done = jobs.reduce((sum, { progress }) => sum + progress.done, 0);
  const paused = jobs.every(({ state }) => state === 'paused' || state === 'waiting');
  return [total > 0 ? done / total : 0, paused ? 'paused' : 'normal'];
};

/** Shows running jobs on the taskbar or dock, and tells of the end of a long one when nobody is looking. */
export function jobSigns(signs: Signs): (event: AppEvent) => void {
  const running = new Map<string, Job>();

  return (event) => {
    if (event.type === 'digest' && !signs.isFocused()) signs.notify('Results from Meta', event.text, null);
    if (event.type !== 'job') return;
    const { job } = event;
    const wasRunning = running.delete(job.id);
    if (active(job)) running.set(job.id, job);
    signs.setProgress(...barOf([...running.values()]));
    if (!wasRunning || !['done', 'failed'].includes(job.state)) return;
    const tookMs = Date.parse(job.finished_at ?? '') - Date.parse(job.started_at ?? '');
    if (tookMs >= worthNoticeMs && !signs.isFocused()) signs.notify(job.title, summary(job), job);
  };
}
