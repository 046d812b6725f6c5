import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BudgetArm, BudgetBasis, BudgetProposal, Failure, Input } from '../../../contract/index.ts';
import { delayDoubtText, toldText } from '../../../contract/words.ts';
import { useApi, useCommand, useKeptQuery, useQuery } from '../../api/api.tsx';
import { count, decimal, plural } from '../../format/number.ts';
import { calendarDay, dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { money, signedMoney } from '../approve/money-text.ts';
import { BacktestView } from './backtest-view.tsx';
import { boundWords } from './bound-words.ts';
import css from './budget.module.css';
import { BudgetSummary, type BudgetSummaryProps } from './budget-summary.tsx';
import { ByHand } from './by-hand.tsx';
import { Density } from './density.tsx';
import { LimitsButton } from './limits-dialog.tsx';
import { heldToWords } from './limits-words.ts';
import { isShown } from './shown-arms.ts';

/** Now against proposed, with what is believed of each budget and what held the proposal back. */
export const BudgetScreen = () => {
  const { cache } = useApi();
  const [total, setTotal] = useState<number | null>(null);
  const [source, setSource] = useState<BudgetBasis['source'] | null>(null);
  const [view, setView] = useState<View>('proposal');
  const wanted: Input<'decide.optimize'> = {
    ...(total !== null && { total_minor: total }),
    ...(source !== null && { source }),
  };
  const { data, error, loading } = useKeptQuery('decide.optimize', wanted);
  if (!data)
    return (
      <Empty
        title={
          error?.code === 'NOT_ENOUGH_DATA'
            ? 'Not enough results for a proposal'
            : error
              ? 'No proposal could be made'
              : 'Working out a proposal …'
        }
        text={error?.code === 'NOT_ENOUGH_DATA' ? error.message : ''}
      >
        {error && error.code !== 'NOT_ENOUGH_DATA' && <FailureNote failure={error} />}
        {error && (
          <Button disabled={loading} onClick={() => cache.invalidate((id) => id === 'decide.optimize')}>
            Try again
          </Button>
        )}
        {error?.code === 'CONFLICT' && <LimitsButton account={undefined} />}
      </Empty>
    );
  const chosen = (
    <Segmented label="What to look at" value={view} options={views} onChange={(next) => setView(next)} />
  );
  return (
    <>
      {view === 'proposal' && (
        <Proposal
          found={data}
          total={total}
          onTotal={setTotal}
          wanted={loading || error ? null : wanted}
          error={error}
          onSource={setSource}
        >
          {chosen}
        </Proposal>
      )}
      {view === 'hand' && <ByHand found={data}>{chosen}</ByHand>}
      {view === 'back' && <BacktestView found={data}>{chosen}</BacktestView>}
    </>
  );
};

type View = 'proposal' | 'hand' | 'back';
const views = [
  { value: 'proposal', label: 'Proposal' },
  { value: 'hand', label: 'By hand' },
  { value: 'back', label: 'Looking back' },
] as const;

interface SideProps {
  readonly found: BudgetProposal;
  /** What was asked for; null while what is shown is not its answer. */
  readonly wanted: Input<'decide.optimize'> | null;
  readonly onSource: (source: BudgetBasis['source']) => void;
}

interface ProposalProps extends BudgetSummaryProps, SideProps {
  readonly error: Failure | undefined;
  readonly children: ReactNode;
}

const Proposal = ({ found, total, onTotal, wanted, error, onSource, children }: ProposalProps) => {
  const { arms, currency } = found;
  const spent = arms.reduce((sum, arm) => sum + arm.now_minor, 0);
  const account =
    arms.reduce((sum, { roas, now_minor }) => sum + roas.p50 * now_minor, 0) / Math.max(1, spent);
  const most = Math.ceil(Math.max(...arms.map(({ roas }) => Math.min(roas.p95, 4 * roas.p50))) * 1.05);
  return (
    <div className={css.screen}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself */}
      <section className={css.main} tabIndex={0} aria-label="Proposed budgets">
        {children}
        <BudgetSummary found={found} total={total} onTotal={onTotal} />
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
              <td className="meta">{`dotted: the account, ${account.toFixed(2)}`}</td>
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
      <Side found={found} wanted={wanted} />
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
      <td className={css.number}>{money(arm.now_minor, currency)}</td>
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
        <span className="meta">{`${arm.roas.p50.toFixed(2)} (${arm.roas.p5.toFixed(2)}–${arm.roas.p95.toFixed(2)})`}</span>
      </td>
      <td className={css.number}>{arm.p_better?.toFixed(2) ?? '–'}</td>
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

/** Why the intervals are wider: the larger of the two reasons did it. */
const scatterWords = ({ dispersion, past_scatter }: BudgetProposal['explain']): string => {
  if (dispersion <= 1.5) return 'days scatter about as chance would';
  const times = `${dispersion.toFixed(1)} times as`;
  const what =
    past_scatter === dispersion
      ? `earlier outcomes were ${times} far off as foretold`
      : `days scatter ${times} chance would`;
  return `${what}, so intervals are wider`;
};

const Side = ({ found, wanted }: Omit<SideProps, 'onSource'>) => {
  const { arms, currency, p_gain, worst_gain, basis, explain, seed, inputs_hash } = found;
  const propose = useCommand('decide.propose');
  const changes = arms.filter((arm) => arm.now_minor !== arm.proposed_minor).length;
  const canSend = changes > 0 && basis.blocked === null && wanted !== null;
  const send = async () => {
    if (wanted === null) return;
    const done = await propose.run(wanted);
    if (done.ok) go({ name: 'approvals', id: done.value.proposals[0] ?? null });
  };
  useShortcut('sendBudget', canSend && !propose.busy ? () => void send() : null);
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
      <p>{`${Math.round((1 - p_gain) * 100)} in 100 chances that it earns less than now. The worst of a hundred draws: ${signedMoney(Math.round(worst_gain), currency)} ${currency} a day.`}</p>
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
        <p className="meta">{`${plural(stay, 'paused budget')} stay${stay === 1 ? 's' : ''} paused: resuming one is proposed after 14 days, and with a chance above 30 % that it earns its money back.`}</p>
      )}
      <p>
        <LimitsButton account={found.account.id} />
      </p>
      <h2>What could be wrong</h2>
      <p className="meta">{`${plural(explain.orders, 'order')} on ${plural(explain.closed_days, 'closed day')}. Half are known ${explain.delay_median_days.toFixed(1)} days after the click; ${scatterWords(explain)}. Ad sets reach different people: a gap between two is not their ads alone.`}</p>
      {explain.delay_doubted && (
        <p className={css.lock} role="status">
          <Icon name="warn" />
          {delayDoubtText}
        </p>
      )}
      <p className={`meta ${css.seed}`}>{`seed ${seed} · inputs ${inputs_hash.slice(0, 8)}`}</p>
      <span className={css.spring} />
      {propose.error && <FailureNote failure={propose.error} />}
      <p className={css.lock}>
        <Icon name="lock" />
        {changes > 0
          ? 'Nothing is sent from here: it waits in Approvals for your yes or no.'
          : 'Nothing would move: leave it as it is.'}
      </p>
      <Button
        variant="filled"
        disabled={!canSend}
        loading={propose.busy}
        onClick={() => void send()}
        rightSection={<CommandKey command="sendBudget" onAccent />}
      >
        {`Send ${plural(changes, 'change')} to approvals`}
      </Button>
    </aside>
  );
};

const Counted = ({ basis, onSource }: Pick<SideProps, 'onSource'> & { basis: BudgetBasis }) => {
  const { source, sources, ledger_orders, meta_orders, ratio, undated, told, rule, blocked } = basis;
  const share = ratio === null ? '' : ` The ledger holds ${Math.round(ratio * 100)} % of Meta’s revenue.`;
  return (
    <>
      <p>
        {source === 'ledger'
          ? `${plural(ledger_orders, 'order')} of the revenue ledger (${sources.join(', ')}). Meta attributes ${count(meta_orders)} to itself.${share}`
          : `Orders as Meta attributes them; the revenue ledger knows ${count(ledger_orders)} of them.${share}`}
      </p>
      {source === 'ledger' && told && <p className="meta">{toldText(told, dateTime(told.at))}</p>}
      {blocked && (
        <>
          <p className={css.lock}>
            <Icon name="warn" />
            {blocked}
          </p>
          <Button variant="default" size="xs" onClick={() => onSource('ledger')}>
            Count the ledger all the same
          </Button>
          <Button variant="default" size="xs" onClick={() => onSource('meta')}>
            Count what Meta attributes
          </Button>
        </>
      )}
      <p className="meta">{`${rule}${undated > 0 ? ` ${plural(undated, 'sale')} of the ledger ${undated === 1 ? 'is' : 'are'} left out: the click or the budget is not known.` : ''}`}</p>
    </>
  );
};

/** How earlier proposals turned out; nothing before one was carried out. */
const Earlier = () => {
  const { data } = useQuery('decide.outcomes', {});
  const { outcomes = [], calibration } = data ?? {};
  const open = outcomes.filter(({ state }) => state === 'open');
  if (outcomes.length === 0) return null;
  return (
    <div>
      <h2>How earlier ones turned out</h2>
      <p>
        {calibration && calibration.budgets > 0
          ? `${calibration.inside} of ${plural(calibration.budgets, 'budget')} brought what nine in ten should.`
          : 'None has settled yet.'}
      </p>
      {open.map((one) => (
        <p key={one.decision_id} className="meta">
          <button
            type="button"
            className="link"
            onClick={() => go({ name: 'approvals', id: one.approvals[0] ?? null })}
          >
            {`decision ${one.decision_id.slice(4, 12)}`}
          </button>
          {one.settles_on && ` settles on ${calendarDay(one.settles_on)}`}
        </p>
      ))}
    </div>
  );
};
