import type { RequestOutcome } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { calendarDay } from '../../format/time.ts';
import css from './approve.module.css';
import { money } from './money-text.ts';
import { cutShortText, unsettledText } from './outcome-panel.tsx';

/** What came of a change that nothing was foretold of; or on which day that will be known. */
export const RequestOutcomePanel = ({ id }: { id: string }) => {
  const { data } = useQuery('decide.requestOutcome', { id });
  if (!data) return null;
  const { arms, currency } = data;
  return (
    <section className={css.outcome} aria-label="What came of it">
      <h3>What came of it</h3>
      <p className="meta">{when(data)}</p>
      {arms.length > 0 && (
        <table className={css.diff}>
          <thead>
            <tr>
              <th scope="col">Budget</th>
              <th scope="col" className={css.number}>{`Spent, ${currency}`}</th>
              <th scope="col" className={css.number}>
                Brought
              </th>
              <th scope="col" className={css.number}>
                Orders
              </th>
            </tr>
          </thead>
          <tbody>
            {arms.map((arm) => (
              <tr key={arm.id}>
                <th scope="row">
                  <span className={css.clipped}>{arm.name}</span>
                </th>
                <td className={css.number}>{money(arm.spend_minor, currency)}</td>
                <td className={css.number}>{money(arm.revenue_minor, currency)}</td>
                <td className={css.number}>{arm.orders}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

const when = ({ state, first_day, last_day, settles_on }: RequestOutcome): string => {
  if (!first_day || !last_day || !settles_on) return cutShortText;
  const days = `${calendarDay(first_day)} to ${calendarDay(last_day)}`;
  return `Nothing was foretold: the results did not suffice for it when it was asked for. ${
    state === 'settled'
      ? `${days}, every order known, by the figures of Meta.`
      : unsettledText(days, settles_on)
  }`;
};
