import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BudgetArm, BudgetProposal, WhatIf } from '../../../contract/index.ts';
import { isShown } from '../../../contract/words.ts';
import { useApi } from '../../api/api.tsx';
import { twoDecimals } from '../../format/number.ts';
import { FailureNote } from '../../ui/notice.tsx';
import { money, signedMoney } from '../approve/money-text.ts';
import { boundWords } from './bound-words.ts';
import budget from './budget.module.css';
import css from './by-hand.module.css';
import { ByHandSide } from './by-hand-side.tsx';
import { MoneySlider } from './money-slider.tsx';
import { SideLine } from './side-line.tsx';
import { spreadText } from './spread-text.ts';
import { type ByHandAmounts, useByHand } from './use-by-hand.ts';

/** Amounts of one's own: what they would bring, against now and against the proposal, while they are dragged. */
export const ByHand = ({ found, children }: { found: BudgetProposal; children: ReactNode }) => {
  const { cache } = useApi();
  const hand = useByHand(found);
  const { currency } = found;
  const minorOf = (id: string) => hand.budgets.find((one) => one.id === id)?.minor ?? 0;
  const beforeOf = (id: string) => hand.dropped?.set.budgets.find((one) => one.id === id)?.minor;
  const total = hand.budgets.reduce((sum, { minor }) => sum + minor, 0);
  const sum = (of: (arm: BudgetArm) => number) => found.arms.reduce((all, arm) => all + of(arm), 0);
  const now = sum(({ now_minor }) => now_minor);
  const quantum = hand.found?.quantum_minor ?? 1;
  return (
    <div className={budget.screen}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself */}
      <section className={budget.main} tabIndex={0} aria-label="Budgets by hand">
        {children}
        <div className={css.total}>
          <h2>All budgets</h2>
          <MoneySlider
            label="All budgets"
            currency={currency}
            minor={total}
            nowMinor={now}
            proposedMinor={sum(({ proposed_minor }) => proposed_minor)}
            quantumMinor={quantum}
            onChange={hand.setTotal}
            onReadable={(readable) => hand.setReadable(null, readable)}
          />
          <Button onClick={hand.reset}>As proposed</Button>
          <Button onClick={() => hand.setAll(({ now_minor }) => now_minor)}>As now</Button>
        </div>
        {hand.isKept && <p className="meta">Your amounts of before stand here.</p>}
        {hand.dropped && <Dropped {...hand.dropped} currency={currency} />}
        {hand.error && (
          <FailureNote failure={hand.error}>
            {hand.error.code === 'CONFLICT' && (
              <Button onClick={() => cache.invalidate((id) => id === 'decide.optimize')}>
                Work it out again
              </Button>
            )}
          </FailureNote>
        )}
        {hand.found?.infeasible && (
          <p role="status">{`No split of this total is possible: ${hand.found.infeasible}.`}</p>
        )}
        <table className={`${budget.arms} ${css.arms}`}>
          <thead>
            <tr>
              <th scope="col">Budget</th>
              <th scope="col" className={budget.number}>{`Now, ${currency} / day`}</th>
              <th scope="col">By hand</th>
              <th scope="col" className={budget.number}>
                Change
              </th>
              <th scope="col" className={budget.number}>
                Brings a day, 90 %
              </th>
            </tr>
          </thead>
          <tbody>
            {found.arms.filter(isShown).map((arm) => {
              const told = hand.found?.arms.find(({ id }) => id === arm.id);
              const before = hand.dropped?.set.total === null ? beforeOf(arm.id) : undefined;
              const change = minorOf(arm.id) - arm.now_minor;
              return (
                <tr key={arm.id}>
                  <th scope="row">
                    <span className={budget.name} title={arm.name}>
                      {arm.name}
                    </span>
                    <span className="meta">
                      {`proposed ${money(arm.proposed_minor, currency)}`}
                      {before !== undefined &&
                        before !== minorOf(arm.id) &&
                        ` · by hand before ${money(before, currency)}`}
                    </span>
                  </th>
                  <td className={budget.number}>{money(arm.now_minor, currency)}</td>
                  <td>
                    <MoneySlider
                      label={arm.name}
                      currency={currency}
                      minor={minorOf(arm.id)}
                      nowMinor={arm.now_minor}
                      proposedMinor={arm.proposed_minor}
                      tried={told?.tried ?? null}
                      quantumMinor={quantum}
                      onChange={(minor) => hand.setOne(arm.id, minor)}
                      onReadable={(readable) => hand.setReadable(arm.id, readable)}
                    />
                    {told && <Notes arm={told} currency={currency} />}
                  </td>
                  <td
                    className={`${budget.number} ${change > 0 ? budget.up : change < 0 ? budget.down : ''}`}
                  >
                    {signedMoney(change, currency)}
                  </td>
                  <td className={budget.number}>{told && <Brings arm={told} currency={currency} />}</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total, exact to the last unit</th>
              <td className={budget.number}>{money(now, currency)}</td>
              <td>
                <span className={css.slider}>
                  <span className={css.drag} />
                  <span className={css.sum}>{money(total, currency)}</span>
                </span>
              </td>
              <td className={budget.number}>{signedMoney(total - now, currency)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
        <p className={`meta ${budget.foot}`}>
          Under each slider: the band is what was ever spent in a day, the thin mark is now, the thick one is
          proposed. Beyond the band nothing was ever seen; far beyond it nothing is foretold. Amounts are
          means of a day.
        </p>
      </section>
      <ByHandSide proposal={found} hand={hand} />
    </div>
  );
};

/** Why the amounts of before do not stand here: what they were set against has moved. */
const Dropped = ({
  set,
  changed,
  currency,
}: NonNullable<ByHandAmounts['dropped']> & { currency: string }) => (
  <SideLine icon="warn" role="status">
    {`Budgets changed since you set amounts by hand: ${changed.join('; ')}. So yours were taken back to the proposal; ${
      set.total === null
        ? 'those of the budgets here are named beside each'
        : `you had set ${money(set.total, currency)} in all`
    }.`}
  </SideLine>
);

interface CellProps {
  readonly arm: WhatIf['arms'][number];
  readonly currency: string;
}

const Brings = ({ arm: { revenue, roas }, currency }: CellProps) =>
  revenue === null ? (
    <span className="meta">nothing foretold</span>
  ) : (
    <>
      {money(revenue.p50, currency)}
      <span className="meta">{spreadText(revenue, (value) => money(value, currency))}</span>
      {roas && (
        <span className="meta">{`return ${twoDecimals(roas.p50)} (${twoDecimals(roas.p5)}–${twoDecimals(roas.p95)})`}</span>
      )}
    </>
  );

const triedText = (tried: NonNullable<CellProps['arm']['tried']>, currency: string): string => {
  const [least, most] = [tried.least_minor, tried.most_minor].map((minor) =>
    money(Math.round(minor), currency),
  );
  return least === most ? `${least}` : `${least} to ${most}`;
};

const Notes = ({ arm, currency }: CellProps) => {
  const { broken_by, reach, tried, curve_known, low_minor, high_minor } = arm;
  return (
    <div className={css.notes}>
      {broken_by && (
        <span className={css.broken}>
          {`${boundWords[broken_by].chip}: ${money(low_minor, currency)} to ${money(high_minor, currency)}`}
        </span>
      )}
      {reach !== 'seen' && (
        <span className="meta">
          {tried
            ? `never spent: ${triedText(tried, currency)} a day so far${curve_known ? '' : ', curve unknown'}`
            : 'never spent anything'}
        </span>
      )}
    </div>
  );
};
