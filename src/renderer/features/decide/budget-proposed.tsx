import type { ReactNode } from 'react';
import type { BudgetArm, Failure } from '../../../contract/index.ts';
import { isShown } from '../../../contract/words.ts';
import { decimal, plural, twoDecimals } from '../../format/number.ts';
import { Icon } from '../../ui/icon.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { money, signedMoney } from '../approve/money-text.ts';
import { useMoneyText } from '../approve/use-money-text.ts';
import { boundWords } from './bound-words.ts';
import css from './budget.module.css';
import { Counted, type CountedProps, Earlier } from './budget-grounds.tsx';
import { BudgetSide, type BudgetSideProps } from './budget-side.tsx';
import { BudgetSummary, type BudgetSummaryProps } from './budget-summary.tsx';
import { Density } from './density.tsx';

interface BudgetProposedProps
  extends Omit<BudgetSummaryProps, 'field'>,
    Omit<BudgetSideProps, 'isOfField'>,
    Pick<CountedProps, 'onSource'> {
  readonly error: Failure | undefined;
  readonly children: ReactNode;
}

/** Now against proposed, with what is believed of each budget and what held the proposal back. */
export const BudgetProposed = ({
  found,
  total,
  onTotal,
  wanted,
  error,
  onSource,
  children,
}: BudgetProposedProps) => {
  const { arms, currency } = found;
  const field = useMoneyText(found.total_minor, currency);
  // A bound of the person's own may make another total of what was asked for.
  const isOfField = field.typed !== null && (field.typed === found.total_minor || field.typed === total);
  const spent = arms.reduce((sum, arm) => sum + arm.now_minor, 0);
  const account =
    arms.reduce((sum, { roas, now_minor }) => sum + roas.p50 * now_minor, 0) / Math.max(1, spent);
  const most = Math.ceil(Math.max(...arms.map(({ roas }) => Math.min(roas.p95, 4 * roas.p50))) * 1.05);
  return (
    <div className={css.screen}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself */}
      <section className={css.main} tabIndex={0} aria-label="Proposed budgets">
        {children}
        <BudgetSummary found={found} field={field} total={total} onTotal={onTotal} />
        {error && <FailureNote failure={error} />}
        <table className={css.arms}>
          <thead>
            <tr>
              <th scope="col">Budget</th>
              <th scope="col" className={css.number}>{`Now, ${currency} / day`}</th>
              <th scope="col" className={css.number}>
                Proposed
              </th>
              <th scope="col" className={css.number}>
                Change
              </th>
              <th scope="col">{`Return per ${currency} spent, 0 to ${most}`}</th>
              <th scope="col" className={css.number}>
                P(better)
              </th>
              <th scope="col">Held by</th>
            </tr>
          </thead>
          <tbody>
            {arms.filter(isShown).map((arm) => (
              <Arm key={arm.id} arm={arm} currency={currency} most={most} account={account} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total, exact to the last unit</th>
              <td className={css.number}>{money(spent, currency)}</td>
              <td className={css.number}>
                {money(
                  arms.reduce((sum, arm) => sum + arm.proposed_minor, 0),
                  currency,
                )}
              </td>
              <td />
              <td className="meta">{`dotted: the account, ${twoDecimals(account)}`}</td>
              <td />
              <td />
            </tr>
          </tfoot>
        </table>
        <p className={`meta ${css.foot}`}>
          P(better) is the chance that its next money brings more than in the others as they are now. Dark
          band 50 %, light band 90 %, drawn through the 5, 50 and 95 % points; late orders are corrected for.
        </p>
        <div className={css.grounds}>
          <div>
            <h2>Whose orders are counted</h2>
            <Counted basis={found.basis} onSource={onSource} />
          </div>
          <Earlier />
        </div>
      </section>
      <BudgetSide found={found} wanted={wanted} isOfField={isOfField} />
    </div>
  );
};

const Arm = ({
  arm,
  currency,
  most,
  account,
}: {
  arm: BudgetArm;
  currency: string;
  most: number;
  account: number;
}) => {
  const change = arm.proposed_minor - arm.now_minor;
  const share = arm.now_minor > 0 ? (change / arm.now_minor) * 100 : 0;
  return (
    <tr>
      <th scope="row">
        <span className={css.name}>{arm.name}</span>
        <span className="meta">{`${arm.level === 'campaign' ? 'campaign budget' : 'ad set'} · ${plural(arm.orders, 'order')}`}</span>
      </th>
      <td className={css.number}>
        {money(arm.now_minor, currency)}
        {arm.spent_minor !== null && (
          <span className="meta">{`spends ${money(arm.spent_minor, currency)}`}</span>
        )}
      </td>
      <td className={css.number}>
        <strong>{money(arm.proposed_minor, currency)}</strong>
      </td>
      <td className={`${css.number} ${change > 0 ? css.up : change < 0 ? css.down : ''}`}>
        {arm.resume
          ? '▲ resumed'
          : change === 0
            ? '0'
            : `${change > 0 ? '▲ +' : '▼ −'}${decimal(Math.abs(share))} %`}
        <span className="meta">{signedMoney(change, currency)}</span>
      </td>
      <td>
        <Density roas={arm.roas} most={most} account={account} />
        <span className="meta">{`${twoDecimals(arm.roas.p50)} (${twoDecimals(arm.roas.p5)}–${twoDecimals(arm.roas.p95)})`}</span>
      </td>
      <td className={css.number}>{arm.p_better === null ? '–' : twoDecimals(arm.p_better)}</td>
      <td>
        {arm.bound_by && (
          <span className={css.chip}>
            <Icon name="lock" size={12} />
            {boundWords[arm.bound_by].chip}
          </span>
        )}
      </td>
    </tr>
  );
};
