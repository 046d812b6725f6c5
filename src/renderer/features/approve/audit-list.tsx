import { useQuery } from '../../api/api.tsx';
import { plural } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import css from './approve.module.css';

/** Whether the log is as it was written, in one line. */
export const AuditState = () => {
  const { data } = useQuery('act.verify', {});
  if (!data) return null;
  return (
    <span className={data.ok ? 'meta' : css.problem}>
      <Icon name={data.ok ? 'lock' : 'warn'} />
      {data.ok ? `${plural(data.count, 'entry', 'entries')}, each as it was written` : data.reason}
    </span>
  );
};

export const AuditList = () => {
  const { data, error } = useQuery('act.log', { limit: 300 });
  if (error) return <FailureNote failure={error} />;
  if (!data) return <Empty title="Reading the log …" />;
  if (data.entries.length === 0)
    return <Empty title="Nothing was decided yet" text="Each step of each request will stand here." />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.log} tabIndex={0} aria-label="Audit log">
      <AuditState />
      <table className={css.diff}>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Request</th>
            <th scope="col">Platform's id</th>
          </tr>
        </thead>
        <tbody>
          {data.entries.map((entry) => (
            <tr key={entry.seq}>
              <td>{entry.seq}</td>
              <td>{dateTime(entry.at)}</td>
              <td>{entry.actor}</td>
              <td>{entry.what}</td>
              <td className={css.hash}>{entry.subject}</td>
              <td className={css.hash}>{entry.answer_id ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
