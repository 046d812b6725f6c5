import { useEffect, useState } from 'react';
import type { AuditRow } from '../../../contract/index.ts';
import { useApi, useKeptQuery, useQuery } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import css from './approve.module.css';
import { actorWords, deedWords } from './audit-words.ts';

const lookMs = 600_000;

/** Whether the log is as it was written, in one line; looked at again also where nothing happens. */
export const AuditState = () => {
  const { cache } = useApi();
  useEffect(() => {
    const looking = setInterval(() => cache.invalidate((id) => id === 'act.verify'), lookMs);
    return () => clearInterval(looking);
  }, [cache]);
  const { data, error } = useQuery('act.verify', { since_last: true });
  if (error)
    return (
      <span className={css.problem} title={error.nextStep}>
        <Icon name="warn" />
        {`Not checked: ${error.message}`}
        <button type="button" className="link" onClick={() => cache.invalidate((id) => id === 'act.verify')}>
          Check again
        </button>
      </span>
    );
  if (!data) return null;
  return (
    <span className={data.ok ? 'meta' : css.problem}>
      <Icon name={data.ok ? 'lock' : 'warn'} />
      {data.ok
        ? `${plural(data.count, 'entry', 'entries')}, each as it was written when last looked at`
        : data.reason}
    </span>
  );
};

const atOnce = 200;
const mostEntries = 1000;

export const AuditList = () => {
  const [limit, setLimit] = useState(atOnce);
  const { data, error } = useKeptQuery('act.log', { limit });
  if (!data)
    return (
      <Empty title={error ? 'The log could not be read' : 'Reading the log …'}>
        {error && <NotRead failure={error} of={['act.log']} />}
      </Empty>
    );
  if (data.entries.length === 0)
    return <Empty title="Nothing was decided yet" text="Each step of each request will stand here." />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.log} tabIndex={0} aria-label="Audit log">
      {error && <NotRead failure={error} of={['act.log']} kept />}
      <AuditState />
      <table className={css.diff}>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Request</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
            <th scope="col">Platform's id</th>
          </tr>
        </thead>
        <tbody>
          {data.entries.map((entry) => (
            <tr key={entry.seq}>
              <td>{entry.seq}</td>
              <td>{dateTime(entry.at)}</td>
              <td>{actorWords(entry.actor, data.person)}</td>
              <td>{deedWords(entry.what)}</td>
              <td>
                <About entry={entry} />
              </td>
              <td className={css.said}>{entry.was}</td>
              <td className={css.said}>{entry.became}</td>
              <td className={css.hash}>{entry.answer_id ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.entries.length >= limit &&
        (limit < mostEntries ? (
          <button type="button" className="link" onClick={() => setLimit(mostEntries)}>
            Show older steps
          </button>
        ) : (
          <p className="meta">{`The newest ${count(mostEntries)} steps; older ones are not listed.`}</p>
        ))}
    </section>
  );
};

/** The request by what it asked for then, and the way to it. */
const About = ({ entry: { subject, title } }: { entry: AuditRow }) =>
  title === null ? (
    subject
  ) : (
    <button
      type="button"
      className={`link ${css.said}`}
      title={subject}
      onClick={() => go({ name: 'approvals', id: subject })}
    >
      {title}
    </button>
  );
