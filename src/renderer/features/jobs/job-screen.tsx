import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Job, JobId, JobKind } from '../../../contract/index.ts';
import { useCommand, useQuery } from '../../api/api.tsx';
import { scoredOf } from '../../format/job.ts';
import { count, plural } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { go, library } from '../../state/place.ts';
import { useView } from '../../state/view.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import { PerformersShare } from '../learn/performers-share.tsx';
import css from './jobs.module.css';

/** Long lists are opened on request: a folder of 100,000 text files is nobody's reading. */
const SHOWN = 200;

const doneNames: Record<JobKind, string> = {
  analyze: 'Scored',
  read: 'Read',
  judge: 'Judged',
  refresh: 'Done',
};

export const JobScreen = ({ id }: { id: JobId }) => {
  const { data, error } = useQuery('jobs.get', { job_id: id });
  if (!data) {
    return (
      <Empty title={error ? 'This job could not be read' : 'Reading the job …'}>
        {error && <NotRead failure={error} of={['jobs.get']} />}
      </Empty>
    );
  }
  const { job, failures, skipped } = data;
  const { done, total, failed, skipped: skippedCount } = job.progress;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label={`Job ${job.title}`}>
      <div className={css.page}>
        <div className={css.head}>
          <h2>{job.title}</h2>
          <Chip tone={job.state === 'failed' ? 'warn' : 'state'}>{job.state}</Chip>
          <span className="meta">{dateTime(job.created_at)}</span>
          <span className={css.spring} />
          <Actions job={job} />
        </div>
        {job.error && <FailureNote failure={{ ...job.error, nextStep: job.error.next_step }} />}
        <dl className={css.figures}>
          <Figure
            name={job.kind === 'refresh' ? 'Steps' : 'Files'}
          >{`${count(done)} of ${count(total)}`}</Figure>
          <Figure name={doneNames[job.kind]}>{count(scoredOf(job.progress))}</Figure>
          <Figure name="Failed">{count(failed)}</Figure>
          <Figure name="Skipped">{count(skippedCount)}</Figure>
        </dl>
        {job.kind === 'analyze' && job.state === 'done' && <PerformersShare />}
        {failures.length > 0 && (
          <FileTable
            title={plural(failures.length, 'file failed', 'files failed')}
            heads={['File', 'Code', 'Cause and next step']}
            rows={failures.map((failure) => ({
              key: failure.path,
              file: failure.path,
              cells: [
                <Chip key="code" tone="warn">
                  {failure.code}
                </Chip>,
                <div key="text">
                  {failure.message}
                  <div className={css.next}>{failure.next_step}</div>
                </div>,
              ],
            }))}
          />
        )}
        {skipped.length > 0 && (
          <FileTable
            title={plural(skipped.length, 'file skipped', 'files skipped')}
            heads={['File', 'Reason']}
            rows={skipped.map((file) => ({ key: file.path, file: file.path, cells: [file.reason] }))}
          />
        )}
        {failures.length + skipped.length === 0 && (
          <p className="meta">No file failed and none was skipped.</p>
        )}
      </div>
    </section>
  );
};

const Figure = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Actions = ({ job }: { job: Job }) => {
  const retry = useCommand('jobs.retry');
  const resume = useCommand('jobs.resume');
  const over = ['done', 'failed', 'cancelled'].includes(job.state);
  const error = retry.error ?? resume.error;
  return (
    <>
      <Button
        onClick={() => {
          useView.getState().set({ jobId: job.id, where: '' });
          go(library);
        }}
      >
        Show its ads
      </Button>
      {over && job.state !== 'done' && (
        <BusyButton loading={resume.busy} onClick={() => void resume.run({ job_id: job.id })}>
          Resume
        </BusyButton>
      )}
      {over && job.progress.failed > 0 && (
        <BusyButton variant="filled" loading={retry.busy} onClick={() => void retry.run({ job_id: job.id })}>
          {`Retry ${plural(job.progress.failed, 'file')}`}
        </BusyButton>
      )}
      {error && <FailureNote failure={error} />}
    </>
  );
};

interface FileTableProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly { key: string; file: string; cells: readonly ReactNode[] }[];
}

const FileTable = ({ title, heads, rows }: FileTableProps) => {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <>
      <h3>{title}</h3>
      <table className={css.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={head === 'Code' ? css.code : ''}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.key}>
              <td className={css.file}>{row.file}</td>
              {row.cells.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have a fixed order
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {`Show all ${count(rows.length)}`}
        </button>
      )}
    </>
  );
};
