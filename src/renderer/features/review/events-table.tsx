import { useStore } from 'zustand';
import { inWords, points } from '../../format/number.ts';
import { moment } from '../../format/time.ts';
import type { Player } from '../score/player.ts';
import type { Event } from './events.ts';
import css from './timeline.module.css';

/** A moment counts as "now" for as long as an eye needs to see it. */
const LEAST_NOW_S = 0.2;

const isNow = ({ t0, t1 }: Event, time: number): boolean =>
  t0 <= time && time < Math.max(t1, t0 + LEAST_NOW_S);

/** What the lanes show, to be read: in order of time, in step with the player. */
export const EventsTable = ({
  events,
  player,
  onChoose,
}: {
  events: readonly Event[];
  player: Player;
  onChoose: (event: Event) => void;
}) => {
  const now = useStore(player.state, ({ time }) =>
    events
      .filter((event) => isNow(event, time))
      .map(({ id }) => id)
      .join('\n'),
  );
  const current = new Set(now.split('\n'));
  return (
    <table className={css.table}>
      <caption className="spoken">Timeline events</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">What</th>
          <th scope="col">Why it counts</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr
            key={event.id}
            className={current.has(event.id) ? css.now : ''}
            aria-current={current.has(event.id) ? 'true' : undefined}
          >
            <td>
              <button type="button" className="link" onClick={() => onChoose(event)}>
                {event.t1 - event.t0 < 0.05 ? moment(event.t0) : `${moment(event.t0)}–${moment(event.t1)}`}
              </button>
            </td>
            <td>{event.what}</td>
            <td>{event.why ? `${points(event.why.points)} ${inWords(event.why.text)}` : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
