import type { DecisionOutcome } from '../../../contract/index.ts';
import { settlesText } from '../../../contract/words.ts';
import { useQuery } from '../../api/api.tsx';
import { calendarDay } from '../../format/time.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './approve.module.css';
import { money } from './money-text.ts';

/** What came of a decision that was carried out, beside what was foretold; or on which day that will be known. */
export const OutcomePanel = ({ decisionId }: { decisionId: string }) => {
  const { data } = useQuery('decide.outcomes', { id: decisionId });
  const [one] = data?.outcomes ?? [];
  if (!one) return null;
  return (
    <section className={css.outcome} aria-label="What came of it">
      <h3>What came of it</h3>
      <p className="meta">{when(one)}</p>
      {one.whole && <Came one={one} whole={one.whole} />}
    </section>
  );
};

export const cutShortText =
  'The budgets were changed again before a whole day had passed: there is nothing to compare.';
export const unsettledText = (
  days: string,
  settlesOn: string,
  source: DecisionOutcome['source'] = 'meta',
): string =>
  `${days}. Not settled yet: ${settlesText(calendarDay(settlesOn), source)}; every order of these days must be known by then.`;

const when = ({ state, first_day, last_day, settles_on, source }: DecisionOutcome): string => {
  if (!first_day || !last_day || !settles_on) return cutShortText;
  const days = `${calendarDay(first_day)} to ${calendarDay(last_day)}`;
  return state === 'settled'
    ? `${days}, every order known, by ${source === 'ledger' ? 'the revenue ledger' : 'the figures of Meta'}. Nine in ten such outcomes should lie in the interval.`
    : unsettledText(days, settles_on, source);
};

/** What ran on although it was to be paused is in no sum: nothing was foretold for it. */
const wholeName = ({ arms }: DecisionOutcome): string =>
  arms.some(({ foretold }) => foretold === null) ? 'All others' : 'All of them';

const Came = ({ one, whole }: { one: DecisionOutcome; whole: NonNullable<DecisionOutcome['whole']> }) => (
  <table className={css.diff}>
    <thead>
      <tr>
        <th scope="col">Budget</th>
        <th scope="col" className={css.number}>{`Spent, ${one.currency}`}</th>
        <th scope="col" className={css.number}>
          Brought
        </th>
        <th scope="col" className={css.number}>
          Foretold, 90 %
        </th>
        <th scope="col">As foretold</th>
      </tr>
    </thead>
    <tbody>
      {[...one.arms, { ...whole, id: 'all', name: wholeName(one) }].map((arm) => (
        <tr key={arm.id} className={arm.id === 'all' ? css.total : undefined}>
          <th scope="row">
            <span className={css.clipped}>{arm.name}</span>
          </th>
          <td className={css.number}>{money(arm.spend_minor, one.currency)}</td>
          <td className={css.number}>{money(arm.revenue_minor, one.currency)}</td>
          {arm.foretold === null ? (
            <>
              <td className={css.number}>–</td>
              <td className="meta">it ran on</td>
            </>
          ) : (
            <>
              <td className={css.number}>
                {money(arm.foretold.p50, one.currency)}
                <span className="meta">{` ${money(arm.foretold.p5, one.currency)} to ${money(arm.foretold.p95, one.currency)}`}</span>
              </td>
              <td>
                <span className={css.verdict}>
                  <Icon name={arm.as_foretold ? 'check' : 'warn'} size={12} />
                  {arm.as_foretold ? 'yes' : arm.revenue_minor < arm.foretold.p5 ? 'less' : 'more'}
                </span>
              </td>
            </>
          )}
        </tr>
      ))}
    </tbody>
  </table>
);
