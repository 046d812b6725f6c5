import type { ApprovalEvidence, ApprovalPart, BoundBy } from '../../../contract/index.ts';
import { silenceText, spendsText, toldText } from '../../../contract/words.ts';
import { decimal, plural, twoDecimals } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { Icon } from '../../ui/icon.tsx';
import { boundWords } from '../decide/bound-words.ts';
import css from './approve.module.css';
import { money, signedMoney } from './money-text.ts';

/** Which figures the request follows from, how many they are, and how sure they make it. */
export const RequestEvidence = ({
  evidence,
  parts,
  currency,
}: {
  evidence: ApprovalEvidence;
  parts: readonly ApprovalPart[];
  currency: string;
}) => {
  const { by_hand, source, ratio, doubt, told, overdue, orders, closed_days, expected_gain, budgets } =
    evidence;
  const own = budgets.filter(({ target }) => parts.some((part) => part.target === target));
  return (
    <section className={css.outcome} aria-label="What it follows from">
      <h3>What it follows from</h3>
      <p className="meta">{`${plural(orders, 'order')} ${source === 'ledger' ? 'of the revenue ledger' : 'as Meta attributes them'} on ${plural(closed_days, 'closed day')}. ${gainText(expected_gain, currency)}`}</p>
      {by_hand && (
        <p className="meta">The amounts were set by hand; what is foretold of them is the model’s.</p>
      )}
      {told && <p className="meta">{toldText(told, dateTime(told.at))}</p>}
      {told && overdue !== null && (
        <p className={css.problem}>
          <Icon name="warn" />
          {silenceText(dateTime(told.at), overdue)}
        </p>
      )}
      {doubt ? (
        <p className={css.problem}>
          <Icon name="warn" />
          {doubt}
        </p>
      ) : (
        ratio !== null && (
          <p className="meta">{`The ledger holds ${Math.round(ratio * 100)} % of Meta’s revenue.`}</p>
        )
      )}
      <ul className={css.grounds}>
        {own.map(({ target, orders: count, roas, p_better, now_minor, spent_minor, bound_by, shares }) => (
          <li key={target}>
            <span className={css.clipped}>
              {parts.find((part) => part.target === target)?.name ?? target}
            </span>
            <span className="meta">{`${plural(count, 'order')}, return ${twoDecimals(roas.p50)} (${twoDecimals(roas.p5)} to ${twoDecimals(roas.p95)})${p_better === null ? '' : `, better with P = ${twoDecimals(p_better)}`}${spent_minor === null ? '' : `; ${spendsText(money(now_minor, currency), money(spent_minor, currency))}`}`}</span>
            <span className="meta">{sharesText(shares, by_hand, bound_by)}</span>
          </li>
        ))}
      </ul>
      <p className="meta">
        The last share of each is kept with the decision: by it another rule can be judged later on what came
        of this one.
      </p>
    </section>
  );
};

const gainText = (gain: ApprovalEvidence['expected_gain'], currency: string): string =>
  gain === null
    ? 'The amounts were edited since: what these would gain was not worked out.'
    : `Expected gain of the whole decision a day ${signedMoney(gain.p50, currency)} ${currency}, 90 % interval ${money(gain.p5, currency)} to ${money(gain.p95, currency)}.`;

/** The shares are of the whole decision, also where one request asks for a part of it. */
const sharesText = (
  { model, explored, final }: ApprovalEvidence['budgets'][number]['shares'],
  byHand: boolean,
  boundBy: BoundBy | null,
): string => {
  const held = boundBy === null ? '' : ` (${boundWords[boundBy].chip})`;
  const percent = (share: number): string => `${decimal(share * 100)} %`;
  return `The model alone gives it ${percent(model)} of the total, ${percent(explored)} with its part for trying every budget; ${percent(final)} ${byHand ? 'were set by hand' : `were left by limits${held}, whole units and the least step`}.`;
};
