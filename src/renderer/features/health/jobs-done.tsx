import type { JobRun, JobsOfKind, Performance } from '../../../contract/index.ts';
import { count, decimal, percent, plural } from '../../format/number.ts';
import { calendarDay, dateTime, duration } from '../../format/time.ts';
import { Block } from '../today/block.tsx';
import { Bars } from './bars.tsx';
import { FactsTable } from './facts-table.tsx';
import css from './performance.module.css';

const kindNames: Readonly<Record<JobsOfKind['kind'], string>> = {
  analyze: 'Analyses',
  read: 'Reading words',
  judge: 'Councils',
  refresh: 'Results from Meta',
};

const lengthOf = (seconds: number | null): string => (seconds === null ? '–' : duration(seconds));

export const JobsDone = ({ seen: { jobs, runs, files } }: { seen: Performance }) => (
  <>
    <Block
      title="Jobs"
      aside={<span className="meta">{`${plural(jobs.unfinished, 'job')} not ended yet`}</span>}
    >
      {jobs.kinds.length === 0 ? (
        <p className={css.nothing}>No job ended in these days.</p>
      ) : (
        <>
          <Bars
            title="Jobs that ended, by day"
            rows={jobs.days}
            keyOf={({ day }) => day}
            nameOf={({ day }) => calendarDay(day)}
            show={count}
            series={[
              { name: 'done', look: 'solid', of: ({ done }) => done },
              { name: 'cancelled', look: 'hollow', of: ({ cancelled }) => cancelled },
              { name: 'failed', look: 'below', of: ({ failed }) => failed },
            ]}
          />
          <FactsTable
            label="Jobs by kind"
            rows={jobs.kinds}
            keyOf={({ kind }) => kind}
            columns={[
              { head: 'Kind', cell: ({ kind }) => kindNames[kind] },
              { head: 'Done', number: true, cell: ({ done }) => count(done) },
              { head: 'Failed', number: true, cell: ({ failed }) => count(failed) },
              { head: 'Cancelled', number: true, cell: ({ cancelled }) => count(cancelled) },
              { head: 'Usual length', number: true, cell: ({ usual_s }) => lengthOf(usual_s) },
              { head: 'Longest', number: true, cell: ({ longest_s }) => lengthOf(longest_s) },
            ]}
          />
          <p className="meta">Lengths are those of runs that nothing interrupted.</p>
        </>
      )}
    </Block>
    <Block title="Speed of analyses">
      <Speeds runs={runs} files={files} />
    </Block>
  </>
);

const Speeds = ({ runs, files }: Pick<Performance, 'runs' | 'files'>) => {
  const timed = runs.filter(({ seconds }) => seconds > 0);
  const looked = files.analyzed + files.reused;
  const sum = (of: 'analyzed' | 'media_s' | 'seconds') => timed.reduce((total, run) => total + run[of], 0);
  if (timed.length === 0)
    return (
      <p className={css.nothing}>
        Not enough data: no analysis that measured something went through without an interruption.
      </p>
    );
  const perMinute = (run: JobRun) => (60 * run.analyzed) / run.seconds;
  const perSecond = (run: JobRun) => run.media_s / run.seconds;
  const plot = {
    rows: timed,
    keyOf: (run: JobRun) => run.job_id,
    nameOf: (run: JobRun) => dateTime(run.ended_at),
    show: decimal,
  };
  return (
    <>
      <dl className={css.figures}>
        <Figure name="Ads a minute" value={decimal((60 * sum('analyzed')) / sum('seconds'))}>
          {`measured, over ${plural(timed.length, 'run')}`}
        </Figure>
        <Figure name="Video a second" value={`${decimal(sum('media_s') / sum('seconds'))} s`}>
          of the lengths of measured videos
        </Figure>
        <Figure name="Known already" value={looked === 0 ? '–' : percent(files.reused / looked)}>
          {`of ${plural(looked, 'file')}: nothing had to be measured`}
        </Figure>
      </dl>
      <Bars
        title="Ads measured a minute, by run"
        {...plot}
        series={[{ name: 'ads a minute', look: 'solid', of: perMinute }]}
      />
      <Bars
        title="Seconds of video measured a second, by run"
        {...plot}
        series={[{ name: 'seconds a second', look: 'solid', of: perSecond }]}
      />
    </>
  );
};

const Figure = ({ name, value, children }: { name: string; value: string; children: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <strong>{value}</strong>
      <span className="meta">{children}</span>
    </dd>
  </div>
);
