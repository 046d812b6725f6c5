import type { BudgetProposal, WhatIf } from '../../../contract/index.ts';
import { useCommand } from '../../api/api.tsx';
import { plural, twoDecimals } from '../../format/number.ts';
import { money, signedMoney } from '../approve/money-text.ts';
import budget from './budget.module.css';
import css from './by-hand.module.css';
import { lossText, riskText } from './risk-text.ts';
import { SendToApprovals } from './send-to-approvals.tsx';
import { SideLine } from './side-line.tsx';
import { spreadText } from './spread-text.ts';
import type { ByHandAmounts } from './use-by-hand.ts';

/** What the amounts come to, what speaks against them, and the way into the queue. */
export const ByHandSide = ({ proposal, hand }: { proposal: BudgetProposal; hand: ByHandAmounts }) => {
  const { currency, inputs_hash, basis } = proposal;
  const { found, settled, readable, budgets } = hand;
  const propose = useCommand('decide.proposeByHand');
  const changes = (found?.arms ?? []).filter((arm) => arm.minor !== arm.now_minor).length;
  const broken = (found?.arms ?? []).filter(({ broken_by }) => broken_by !== null);
  const beyond = found?.total_beyond ?? null;
  const loss = found?.whole ? lossText(found.whole.gain, found.whole, currency) : null;
  const canSend =
    settled &&
    readable &&
    changes > 0 &&
    broken.length === 0 &&
    beyond === null &&
    found?.whole != null &&
    basis.blocked === null;
  const send = async () => {
    const done = await propose.run({ inputs_hash, budgets: [...budgets] });
    if (done.ok) hand.reset();
    return done;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <aside className={budget.side} tabIndex={0} aria-label="What your amounts would bring">
      <h2>What they would bring a day</h2>
      {found?.whole ? (
        <Whole whole={found.whole} currency={currency} stale={!settled} />
      ) : (
        found && (
          <p>
            Nothing is foretold of all budgets together: an amount lies too far beyond what was ever spent.
          </p>
        )
      )}
      <span className={budget.spring} />
      {!readable && (
        <SideLine icon="warn">
          A field holds no amount: nothing can be proposed before that is mended.
        </SideLine>
      )}
      {broken.length > 0 && (
        <SideLine icon="warn">{`${plural(broken.length, 'amount')} beyond a limit: it cannot be proposed before that is mended.`}</SideLine>
      )}
      {beyond !== null && (
        <SideLine icon="warn">{`All together they lie beyond your ${beyond} of a day: it cannot be proposed so.`}</SideLine>
      )}
      {basis.blocked && <SideLine icon="warn">{basis.blocked}</SideLine>}
      {loss && <SideLine icon="warn">{loss}</SideLine>}
      <SendToApprovals
        account={proposal.account.id}
        text={
          changes > 0
            ? 'Nothing is sent from here: it waits in Approvals for your yes or no, marked as set by hand.'
            : 'Nothing would move.'
        }
        label="Propose this"
        propose={propose}
        send={canSend ? send : null}
      />
    </aside>
  );
};

interface WholeProps {
  readonly whole: NonNullable<WhatIf['whole']>;
  readonly currency: string;
  readonly stale: boolean;
}

const Whole = ({ whole, currency, stale }: WholeProps) => {
  const { revenue, profit, roas, gain, over_proposal } = whole;
  const plain = (value: number) => money(Math.round(value), currency);
  const signed = (value: number) => signedMoney(Math.round(value), currency);
  const rows = [
    ['Revenue', plain(revenue.p50), spreadText(revenue, plain)],
    ['Profit after spend', signed(profit.p50), spreadText(profit, signed)],
    ...(roas ? [['Return', twoDecimals(roas.p50), spreadText(roas, twoDecimals)] as const] : []),
    ['Against now', signed(gain.p50), spreadText(gain, signed)],
    ['Against the proposal', signed(over_proposal.p50), spreadText(over_proposal, signed)],
  ] as const;
  return (
    <>
      <dl className={css.figures} aria-busy={stale}>
        {rows.map(([name, middle, between]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{middle}</dd>
            <dd className="meta">{`90 % ${between}`}</dd>
          </div>
        ))}
      </dl>
      <p>{riskText(gain, whole, currency)}</p>
    </>
  );
};
