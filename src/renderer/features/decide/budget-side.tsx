import type { BudgetProposal, Input } from '../../../contract/index.ts';
import { delayDoubtText, isShown, rateChangedText } from '../../../contract/words.ts';
import { useCommand } from '../../api/api.tsx';
import { decimal, plural } from '../../format/number.ts';
import { calendarDay } from '../../format/time.ts';
import { money } from '../approve/money-text.ts';
import { boundWords } from './bound-words.ts';
import css from './budget.module.css';
import { LimitsButton } from './limits-dialog.tsx';
import { heldToWords } from './limits-words.ts';
import { lossText, riskText } from './risk-text.ts';
import { SendToApprovals } from './send-to-approvals.tsx';
import { SideLine } from './side-line.tsx';

export interface BudgetSideProps {
  readonly found: BudgetProposal;
  /** What was asked for; null while what is shown is not its answer. */
  readonly wanted: Input<'decide.optimize'> | null;
  /** Whether it is worked out for the total that the field shows. */
  readonly isOfField: boolean;
}

/** Why the intervals are wider: the larger of the two reasons did it. */
const scatterWords = ({ dispersion, past_scatter }: BudgetProposal['explain']): string => {
  if (dispersion <= 1.5) return 'days scatter about as chance would';
  const times = `${decimal(dispersion)} times as`;
  const what =
    past_scatter === dispersion
      ? `earlier outcomes were ${times} far off as foretold`
      : `days scatter ${times} chance would`;
  return `${what}, so intervals are wider`;
};

/** What speaks for the proposal and against it, and the way into the queue. */
export const BudgetSide = ({ found, wanted, isOfField }: BudgetSideProps) => {
  const { arms, currency, basis, explain, seed, inputs_hash } = found;
  const propose = useCommand('decide.propose');
  const changes = arms.filter((arm) => arm.now_minor !== arm.proposed_minor).length;
  const canSend = changes > 0 && basis.blocked === null && wanted !== null && isOfField;
  const loss = lossText(found.expected_gain, found, currency);
  const heldTo = heldToWords(found);
  const held = arms.filter(isShown).flatMap(({ bound_by }) => (bound_by ? [boundWords[bound_by]] : []));
  const stay = arms.filter((arm) => !isShown(arm)).length;
  const bound = Object.values(boundWords).flatMap(({ chip, why }, at, all) => {
    const budgets = held.filter((words) => words.chip === chip).length;
    const first = all.findIndex((words) => words.chip === chip) === at;
    return budgets > 0 && first ? [{ chip, why, budgets }] : [];
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <aside className={css.side} tabIndex={0} aria-label="What speaks for it and against it">
      <h2>Gain and risk</h2>
      <p>{riskText(found.expected_gain, found, currency)}</p>
      <h2>Limits that bind</h2>
      {bound.length === 0 && heldTo.length === 0 && (
        <p className="meta">None: the money goes where the model sees it.</p>
      )}
      {heldTo.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <ul>
        {bound.map(({ chip, why, budgets }) => (
          <li key={chip}>
            <span>{chip}</span>
            <span className={css.chip}>{plural(budgets, 'budget')}</span>
            <span className="meta">{why}</span>
          </li>
        ))}
      </ul>
      {stay > 0 && (
        <p className="meta">{`${plural(stay, 'paused budget')} stay${stay === 1 ? 's' : ''} paused: resuming one is proposed after 14 days, with a chance above 30 % that it earns its money back and where it would get more than its part for trying.`}</p>
      )}
      <p>
        <LimitsButton account={found.account.id} />
      </p>
      <h2>What could be wrong</h2>
      <p className="meta">{`${plural(explain.orders, 'order')} on ${plural(explain.closed_days, 'closed day')}. Half are known ${decimal(explain.delay_median_days)} days after the click; ${scatterWords(explain)}. Ad sets reach different people: a gap between two is not their ads alone.`}</p>
      {arms.every(({ margin }) => margin === 1) && (
        <p className="meta">
          The margin is 100 %: a gain is revenue less ad spend, and goods and shipping are not taken off. Set
          limits has a margin of your own.
        </p>
      )}
      {explain.delay_doubted && (
        <SideLine icon="warn" role="status">
          {delayDoubtText}
        </SideLine>
      )}
      {arms.map(
        ({ id, name, rate_changed_on: day }) =>
          day && (
            <SideLine key={id} icon="warn" role="status">
              {rateChangedText(name, calendarDay(day))}
            </SideLine>
          ),
      )}
      <p className={`meta ${css.seed}`}>{`seed ${seed} · inputs ${inputs_hash.slice(0, 8)}`}</p>
      <span className={css.spring} />
      {!isOfField && (
        <SideLine icon="warn" role="status">
          {`These budgets are for ${money(found.total_minor, currency)} ${currency}, and the field says otherwise: work that out before anything is sent.`}
        </SideLine>
      )}
      {loss && <SideLine icon="warn">{loss}</SideLine>}
      <SendToApprovals
        account={found.account.id}
        text={
          changes > 0
            ? 'Nothing is sent from here: it waits in Approvals for your yes or no.'
            : 'Nothing would move: leave it as it is.'
        }
        label={`Send ${plural(changes, 'change')} to approvals`}
        propose={propose}
        send={canSend ? () => propose.run(wanted) : null}
      />
    </aside>
  );
};
