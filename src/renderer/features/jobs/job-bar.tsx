import { useEffect, useRef } from 'react';
import type { Job, JobId, JobKind, JobState, Result } from '../../../contract/index.ts';
import { useApi, useCommand, useQuery } from '../../api/api.tsx';
import { scoredOf } from '../../format/job.ts';
import { bytes, count, decimal, plural } from '../../format/number.ts';
import { clockTime, timeLeft } from '../../format/time.ts';
import { announce } from '../../state/announce.ts';
import { useIntake } from '../../state/intake.ts';
import { go } from '../../state/place.ts';
import { useToasts } from '../../state/toasts.ts';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { useHealth } from '../health/use-health.ts';
import css from './jobs.module.css';
import { useJobRate } from './use-job-rate.ts';

const active: readonly JobState[] = ['running', 'waiting', 'queued', 'paused'];
const ANNOUNCE_EVERY_MS = 10_000;

/** The strip at the foot of the window: the running job at the left, facts at the right. */
export const JobBar = ({ onKeys }: { onKeys: () => void }) => {
  const jobs = useQuery('jobs.list', { states: [...active] }).data?.jobs ?? [];
  const analyses = useQuery('jobs.list', { kinds: ['analyze'] }).data?.jobs ?? [];
  const health = useHealth().data;
  const upload = useIntake((state) => state.upload);
  const running = active.flatMap((state) => jobs.filter((job) => job.state === state));
  const [job] = running;
  useAnnouncedProgress(job);
  return (
    <footer className={css.bar}>
      {upload ? (
        <UploadStrip />
      ) : job ? (
        <JobStrip job={job} others={running.length - 1} />
      ) : (
        <LastJob job={analyses[0]} />
      )}
      <span className={css.spring} />
      <Watching />
      {health && (
        <span className={css.facts}>{`engine ${health.engine_version} · measured on this machine`}</span>
      )}
      <button type="button" className={css.keys} onClick={onKeys}>
        <CommandKey command="help" /> keys
      </button>
    </footer>
  );
};

/** Watching goes on unseen, so the bar says that it does, and when a folder is not there. */
const Watching = () => {
  const folders = useQuery('watch.list', {}).data?.folders ?? [];
  const watched = folders.filter(({ state }) => state !== 'paused').length;
  const missing = folders.filter(({ state }) => state === 'missing').length;
  if (watched === 0) return null;
  return (
    <button
      type="button"
      className={`link ${missing > 0 ? css.failed : ''}`}
      onClick={() => go({ name: 'settings', row: 'watched' })}
    >
      {missing > 0 && <Icon name="warn" />}
      {missing > 0
        ? `${plural(missing, 'watched folder')} not found`
        : `watching ${plural(watched, 'folder')}`}
    </button>
  );
};

const UploadStrip = () => {
  const { upload, stop } = useIntake();
  if (!upload) return null;
  return (
    <>
      <span className={`clip ${css.name}`}>{`Sending ${upload.title}`}</span>
      <progress
        className={css.progress}
        value={upload.sentBytes}
        max={upload.bytes || 1}
        aria-label="Files sent"
      />
      <span>
        <b>{count(upload.sentFiles)}</b>
        {` / ${count(upload.files)}`}
      </span>
      <span className="meta">{`${bytes(upload.sentBytes)} of ${bytes(upload.bytes)}`}</span>
      <button type="button" className={css.action} onClick={() => stop?.()}>
        <Icon name="cross" />
        Cancel
      </button>
    </>
  );
};

const JobStrip = ({ job, others }: { job: Job; others: number }) => {
  const { cache } = useApi();
  const rate = useJobRate(job);
  const pause = useCommand('jobs.pause');
  const resume = useCommand('jobs.resume');
  const cancel = useCommand('jobs.cancel');
  const { progress, state } = job;
  const paused = state === 'paused';
  const act = async (command: { run(input: { job_id: JobId }): Promise<Result<Job>> }) => {
    const result = await command.run({ job_id: job.id });
    if (!result.ok)
      return useToasts
        .getState()
        .show({ tone: 'error', text: result.error.message, next: result.error.nextStep });
    cache.patch('jobs.list', ({ jobs }) => ({
      jobs: jobs.map((old) => (old.id === job.id ? result.value : old)),
    }));
  };
  return (
    <>
      <span className={`clip ${css.name}`}>{`${verbOf(job)} ${job.title}`}</span>
      <progress
        className={`${css.progress} ${paused ? css.paused : ''}`}
        aria-label="Files done"
        {...(progress.total > 0 ? { value: progress.done, max: progress.total } : {})}
      />
      <span className={css.count}>
        <b>{count(progress.done)}</b>
        {` / ${count(progress.total)}${progress.listed ? '' : '+'}`}
      </span>
      {state === 'running' && (
        <span className={`meta ${css.wide}`}>
          {progress.eta_s === null ? 'time left: not known yet' : `${timeLeft(progress.eta_s)} left`}
        </span>
      )}
      {paused && job.error && <span className={`clip ${css.name} meta`}>{job.error.message}</span>}
      {job.resumes_at !== null && (
        <span className="meta">{`${waitsFor(job)} at ${clockTime(job.resumes_at)}`}</span>
      )}
      {rate !== null && <span className={`meta ${css.wide}`}>{`${decimal(rate)} files/s`}</span>}
      {progress.failed > 0 && (
        <button
          type="button"
          className={`link ${css.failed}`}
          onClick={() => go({ name: 'job', id: job.id })}
        >
          <Icon name="warn" />
          {`${count(progress.failed)} failed`}
        </button>
      )}
      {others > 0 && (
        <button type="button" className="link" onClick={() => go({ name: 'health' })}>
          {`+${others}`}
          <span className="spoken"> more jobs</span>
        </button>
      )}
      {paused ? (
        <button type="button" className={css.action} disabled={resume.busy} onClick={() => void act(resume)}>
          <Icon name="play" />
          Resume
        </button>
      ) : (
        <button type="button" className={css.action} disabled={pause.busy} onClick={() => void act(pause)}>
          <Icon name="pause" />
          Pause
        </button>
      )}
      <button type="button" className={css.action} disabled={cancel.busy} onClick={() => void act(cancel)}>
        <Icon name="cross" />
        Cancel
      </button>
    </>
  );
};

const runningVerbs: Record<JobKind, string> = {
  analyze: 'Scoring',
  read: 'Reading',
  judge: 'Judging',
  refresh: 'Bringing',
};
const verbs: Record<Exclude<JobState, 'running'>, string> = {
  waiting: 'Waiting:',
  queued: 'Next:',
  paused: 'Paused:',
  done: 'Done:',
  failed: 'Failed:',
  cancelled: 'Cancelled:',
};

const verbOf = ({ kind, state }: Job): string => (state === 'running' ? runningVerbs[kind] : verbs[state]);

/** What it waits for; it goes on without anybody. */
const waitsFor = ({ error }: Job): string =>
  error === null
    ? 'each batch is answered within a day; looks again'
    : error.code === 'RATE_LIMITED'
      ? 'the service asked for a rest; goes on by itself'
      : error.code === 'STILL_ENDING'
        ? 'a batch that was called off has not ended there yet; looks again'
        : 'the service does not answer; goes on by itself';

/** What the newest analysis left behind, so that its failures can still be reached. */
const LastJob = ({ job }: { job: Job | undefined }) => {
  if (!job) return <span className="meta">No job yet</span>;
  const { failed, skipped } = job.progress;
  return (
    <>
      <span className={`clip ${css.name}`}>{`${verbOf(job)} ${job.title}`}</span>
      <span className="meta">{`${plural(scoredOf(job.progress), 'file')} scored`}</span>
      {failed + skipped > 0 && (
        <button
          type="button"
          className={`link ${failed > 0 ? css.failed : ''}`}
          onClick={() => go({ name: 'job', id: job.id })}
        >
          {failed > 0 && <Icon name="warn" />}
          {[failed > 0 && `${count(failed)} failed`, skipped > 0 && `${count(skipped)} skipped`]
            .filter(Boolean)
            .join(', ')}
        </button>
      )}
      {(job.state === 'cancelled' || job.state === 'failed') && (
        <button type="button" className="link" onClick={() => go({ name: 'job', id: job.id })}>
          Details
        </button>
      )}
    </>
  );
};

/** Screen readers hear starts, ends and now and then a count, never each tick. */
const useAnnouncedProgress = (job: Job | undefined): void => {
  const last = useRef({ id: '', state: '', at: 0 });
  const { id = '', state = '', title = '' } = job ?? {};
  const done = job?.progress.done ?? 0;
  const total = job?.progress.total ?? 0;
  useEffect(() => {
    const now = performance.now();
    const changed = last.current.id !== id || last.current.state !== state;
    if (id === '') {
      if (last.current.id !== '') announce('The job has ended');
    } else if (changed || now - last.current.at > ANNOUNCE_EVERY_MS) {
      announce(`${title}: ${state}, ${done} of ${total} files`);
    } else return;
    last.current = { id, state, at: now };
  }, [id, state, title, done, total]);
};
