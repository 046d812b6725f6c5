import { useQuery } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import { NotRead } from '../../ui/not-read.tsx';
import css from './approve.module.css';

const shown = 200;

/** What became of each event of an approved batch; those that Meta did not take first. */
export const SentEvents = ({ batch }: { batch: string }) => {
  const { data, error } = useQuery('learn.sentEvents', { batch });
  if (error) return <NotRead failure={error} of={['learn.sentEvents']} />;
  if (!data || data.events.length === 0) return null;
  const taken = data.events.filter(({ state }) => state === 'accepted').length;
  const rest = data.events.filter(({ state }) => state !== 'accepted');
  const ordered = [...rest, ...data.events.filter(({ state }) => state === 'accepted')].slice(0, shown);
  return (
    <section className={css.outcome} aria-label="What became of each event">
      <h3>What became of each event</h3>
      <p className="meta">{`${count(taken)} of ${plural(data.events.length, 'event')} taken by Meta${rest.length > 0 ? `, ${count(rest.length)} not` : ''}.`}</p>
      <ul className={css.grounds}>
        {ordered.map(({ line, event_name, event_id, state, problem }) => (
          <li key={line}>
            <span className={css.clipped}>{`Line ${line}: ${event_name} ${event_id}`}</span>
            <span className="meta">{problem ?? state}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
