import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Backtest, BudgetProposal } from '../../../contract/index.ts';
import { useApi, useCommand, useQuery } from '../../api/api.tsx';
import { percent } from '../../format/number.ts';
import { calendarDay } from '../../format/time.ts';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import { money } from '../approve/money-text.ts';
import css from './backtest.module.css';
import { BacktestSums } from './backtest-sums.tsx';
import { BacktestWeek } from './backtest-week.tsx';
import budget from './budget.module.css';
import { spreadText } from './spread-text.ts';
import { WhiskerLine } from './whisker-line.tsx';

/** The engine over the account's own past: what it would have proposed each week, and how well it foretold what came. */
export const BacktestView = ({ found, children }: { found: BudgetProposal; children: ReactNode }) => {
  const { cache } = useApi();
  const { data, error, loading } = useQuery('decide.backtest', { account: found.account.id });
  const stop = useCommand('decide.stopBacktest');
  const again = () => cache.invalidate((id) => id === 'decide.backtest');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={`${budget.main} ${css.screen}`} tabIndex={0} aria-label="Looking back">
      {children}
      {loading && (
        <p className={css.working} role="status">
          Going through your history week by week …<Button onClick={() => void stop.run({})}>Stop</Button>
        </p>
      )}
      {error && !loading && (
        <FailureNote failure={error}>
          <Button onClick={again}>Look back again</Button>
        </FailureNote>
      )}
      {data && (data.days.length === 0 ? <NoWeeks /> : <Weeks found={data} />)}
    </section>
  );
};

const NoWeeks = () => (
  <Empty
    title="Nothing to look back on yet"
    text="A week is looked back on once the results before it are known and its own orders can come no more."
  />
);

const Weeks = ({ found }: { found: Backtest }) => {
  const { days, currency, sums, settled_days, budget_weeks, needed, rule } = found;
  const [chosen, setChosen] = useState(days.findLast(({ whole }) => whole !== null)?.day ?? null);
  const most = Math.max(
    1,
    ...days.map(({ whole }) => (whole ? Math.max(whole.foretold.p95, whole.revenue_minor) : 0)),
  );
  const shown = days.find(({ day }) => day === chosen);
  return (
    <>
      {sums ? (
        <BacktestSums sums={sums} />
      ) : (
        <p
          className={css.missing}
        >{`Not enough data to sum up: ${settled_days} of ${needed.settled_days} weeks that have settled, ${budget_weeks} of ${needed.budget_weeks} weeks of single budgets.`}</p>
      )}
      <table className={`${budget.arms} ${css.weeks}`}>
        <thead>
          <tr>
            <th scope="col">Week from</th>
            <th scope="col" className={budget.number}>
              Would move
            </th>
            <th scope="col">{`Foretold 90 % and what came, 0 to ${money(most, currency)} ${currency}`}</th>
            <th scope="col" className={budget.number}>
              Came
            </th>
            <th scope="col" className={budget.number}>
              Foretold, 90 %
            </th>
            <th scope="col">Inside</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, refused, whole, moved_share }) => (
            <tr key={day} className={day === chosen ? css.chosen : undefined}>
              <th scope="row">
                {whole ? (
                  <button
                    type="button"
                    className="link"
                    aria-pressed={day === chosen}
                    onClick={() => setChosen(day)}
                  >
                    {calendarDay(day)}
                  </button>
                ) : (
                  calendarDay(day)
                )}
              </th>
              {whole ? (
                <>
                  <td className={budget.number}>{percent(moved_share ?? 0)}</td>
                  <td>
                    <WhiskerLine {...whole.foretold} came={whole.revenue_minor} most={most} />
                  </td>
                  <td className={budget.number}>{money(whole.revenue_minor, currency)}</td>
                  <td className={budget.number}>
                    {money(Math.round(whole.foretold.p50), currency)}
                    <span className="meta">
                      {spreadText(whole.foretold, (value) => money(Math.round(value), currency))}
                    </span>
                  </td>
                  <td>
                    {whole.as_foretold ? 'yes' : whole.revenue_minor < whole.foretold.p5 ? 'less' : 'more'}
                  </td>
                </>
              ) : (
                <td colSpan={5} className="meta">
                  {refused}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {shown?.whole && <BacktestWeek week={shown} currency={currency} />}
      <p className={`meta ${css.rule}`}>{rule}</p>
    </>
  );
};
