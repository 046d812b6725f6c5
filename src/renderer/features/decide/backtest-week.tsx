import type { Backtest } from '../../../contract/index.ts';
import { percent, plural, twoDecimals } from '../../format/number.ts';
import { calendarDay } from '../../format/time.ts';
import { money } from '../approve/money-text.ts';
import css from './backtest.module.css';
import budget from './budget.module.css';
import { spreadText } from './spread-text.ts';

/** One week by its budgets: whose share it would have been, whose it was, and what came of the money that was spent. */
export const BacktestWeek = ({
  week: { day, arms, orders },
  currency,
}: {
  week: Backtest['days'][number];
  currency: string;
}) => (
  <section aria-label={`Week from ${calendarDay(day)}`}>
    <h2 className={css.week}>{`Week from ${calendarDay(day)}, by budget`}</h2>
    <p
      className={`meta ${css.known}`}
    >{`${plural(orders ?? 0, 'order')} ${orders === 1 ? 'was' : 'were'} known that morning.`}</p>
    <table className={budget.arms}>
      <thead>
        <tr>
          <th scope="col">Budget</th>
          <th scope="col" className={budget.number}>
            Share before
          </th>
          <th scope="col" className={budget.number}>
            Proposed
          </th>
          <th scope="col" className={budget.number}>
            Spent
          </th>
          <th scope="col" className={budget.number}>{`Came, ${currency}`}</th>
          <th scope="col" className={budget.number}>
            Foretold, 90 %
          </th>
          <th scope="col" className={budget.number}>
            P(better)
          </th>
          <th scope="col">Was better</th>
        </tr>
      </thead>
      <tbody>
        {arms.map((arm) => (
          <tr key={arm.id}>
            <th scope="row">
              <span className={budget.name}>{arm.name}</span>
            </th>
            <td className={budget.number}>{percent(arm.now_share)}</td>
            <td className={budget.number}>{percent(arm.proposed_share)}</td>
            <td className={budget.number}>{percent(arm.spent_share)}</td>
            <td className={budget.number}>{money(arm.revenue_minor, currency)}</td>
            <td className={budget.number}>
              {arm.foretold && arm.spend_minor > 0
                ? spreadText(arm.foretold, (value) => money(Math.round(value), currency))
                : '–'}
            </td>
            <td className={budget.number}>{arm.p_better === null ? '–' : twoDecimals(arm.p_better)}</td>
            <td>{arm.was_better === null ? '–' : arm.was_better ? 'yes' : 'no'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
