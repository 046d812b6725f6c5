import type { Experiment } from '../../../contract/index.ts';
import { useCommand } from '../../api/api.tsx';
import { percent, twoDecimals } from '../../format/number.ts';
import { calendarDay } from '../../format/time.ts';
import { FailureNote } from '../../ui/notice.tsx';
import { effect, metricNames, titleOf, unitNames, unitsText } from './insight-words.ts';
import css from './insights.module.css';

/** A/B tests of patterns: each with what it was planned from, how far it is, and what it has shown. */
export const TestsBlock = ({ tests, currency }: { tests: readonly Experiment[]; currency: string }) => {
  const drop = useCommand('learn.dropTest');
  return (
    <section className={css.block} aria-label="Tests">
      <div className={css.blockHead}>
        <h2>Tests</h2>
        <span className="meta">
          each read once, when both arms have what was planned or its days are over
        </span>
      </div>
      {tests.length === 0 && (
        <p className={css.facts}>
          None is planned. Choose a pattern above that says what a test of it would need.
        </p>
      )}
      <ul className={css.tests}>
        {tests.map((test) => (
          <li key={test.id}>
            <div>
              <b>{titleOf(test)}</b> <span className="meta">{metricNames[test.metric]}</span>
              <div className="meta">
                {`${calendarDay(test.since)} to ${calendarDay(test.until)} · planned on ${test.evidence.wording} ${effect(test.evidence.effect)} (${test.evidence.interval90.map(effect).join(' to ')}, q ${twoDecimals(test.evidence.q)})`}
              </div>
            </div>
            <div className={css.testResult}>
              <span>{said(test)}</span>
              <span className="meta">{progress(test, currency)}</span>
            </div>
            {test.state === 'running' && (
              <button
                type="button"
                className="link"
                disabled={drop.busy}
                aria-label={`End the test of ${titleOf(test)}`}
                onClick={() => void drop.run({ id: test.id })}
              >
                end
              </button>
            )}
          </li>
        ))}
      </ul>
      {drop.error && <FailureNote failure={drop.error} />}
    </section>
  );
};

const said = ({ state, verdict, effect: size, interval95 }: Experiment): string => {
  if (state === 'dropped') return 'ended without a reading';
  if (verdict === 'running') return 'running';
  if (size === null || interval95 === null) return 'not shown';
  const words = { shown: 'shown', 'not shown': 'not shown', opposite: 'the opposite was shown' }[verdict];
  return `${words}: ${effect(size)}, 95 % ${interval95.map(effect).join(' to ')}`;
};

const progress = ({ with: a, without: b, per_arm, unit }: Experiment, currency: string): string =>
  `${[a.trials, b.trials].map((trials) => unitsText(trials, unit, currency)).join(' | ')} of ${unitsText(per_arm, unit, currency)} ${unitNames[unit]} per arm, ${percent(Math.min(1, Math.min(a.trials, b.trials) / per_arm))}`;
