import type { Job } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { count } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Chip } from '../../ui/chip.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import css from './health.module.css';

export const JobsList = () => {
  const { data, error } = useQuery('jobs.list', { limit: 50 });
  return (
    <section className={css.block}>
      <div className={css.head}>
        <h2>Jobs</h2>
      </div>
      {error && <NotRead failure={error} of={['jobs.list']} />}
      {data && data.jobs.length === 0 && <p className="meta">No job yet.</p>}
      <ul>
        {data?.jobs.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
      </ul>
    </section>
  );
};

const JobLine = ({ job }: { job: Job }) => {
  const { done, total, failed, skipped } = job.progress;
  return (
    <li className={css.job}>
      <button
        type="button"
        className={`link clip ${css.jobName}`}
        onClick={() => go({ name: 'job', id: job.id })}
      >
        {job.title}
      </button>
      <span className={css.jobFact}>{`${count(done)} / ${count(total)}`}</span>
      <span className={`${css.jobFact} ${failed > 0 ? css.problem : ''}`}>
        {failed > 0 ? `${count(failed)} failed` : skipped > 0 ? `${count(skipped)} skipped` : ''}
      </span>
      <span className={`meta ${css.when}`}>{dateTime(job.created_at)}</span>
      <Chip tone={job.state === 'failed' ? 'warn' : job.state === 'running' ? 'accent' : 'state'}>
        {job.state}
      </Chip>
    </li>
  );
};
