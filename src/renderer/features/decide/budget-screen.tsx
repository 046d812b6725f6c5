import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BudgetBasis, Input } from '../../../contract/index.ts';
import { useApi, useKeptQuery } from '../../api/api.tsx';
import { go } from '../../state/place.ts';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { AccountChoice, moneyAndDays, useShownAccount } from '../learn/account-choice.tsx';
import { BacktestView } from './backtest-view.tsx';
import css from './budget.module.css';
import { BudgetProposed } from './budget-proposed.tsx';
import { ByHand } from './by-hand.tsx';
import { againstOf } from './kept-amounts.ts';
import { LimitsButton } from './limits-dialog.tsx';

/** One proposal, and three ways to look at the money of a day: as proposed, by hand, and over its own past. */
export const BudgetScreen = () => {
  const { accounts, of, choose } = useShownAccount();
  const [view, setView] = useState<View>('proposal');
  /** What was used last is made anew with what it chose, and keeps the focus. */
  const [chose, setChose] = useState<'account' | 'view' | null>(null);
  if (!of) return <Empty title="Working out a proposal …" />;
  const shown = accounts.find(({ id }) => id === of.account);
  const account = (
    <AccountChoice
      accounts={accounts}
      shown={of.account}
      onChoose={(id) => {
        setChose('account');
        choose(id);
      }}
      className={css.choice}
      keepFocus={chose === 'account'}
    />
  );
  return (
    <BudgetOf key={of.account} account={of.account} view={view} choice={account}>
      <div className={css.views}>
        <Segmented
          label="What to look at"
          value={view}
          options={views}
          onChange={(next) => {
            setChose('view');
            setView(next);
          }}
          keepFocus={chose === 'view'}
        />
        <div className={css.whose}>
          {shown && (
            <span className="meta">
              {`${accounts.length > 1 ? '' : `${shown.name} · `}${moneyAndDays(shown)}`}
            </span>
          )}
          {account}
        </div>
      </div>
    </BudgetOf>
  );
};

interface BudgetOfProps {
  /** The one that was read last where none can be chosen. */
  readonly account: string | undefined;
  readonly view: View;
  /** Where there is no proposal, another account may have one. */
  readonly choice: ReactNode;
  readonly children: ReactNode;
}

const BudgetOf = ({ account, view, choice, children }: BudgetOfProps) => {
  const { cache } = useApi();
  const [total, setTotal] = useState<number | null>(null);
  const [source, setSource] = useState<BudgetBasis['source'] | null>(null);
  const wanted: Input<'decide.optimize'> = {
    ...(account !== undefined && { account }),
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
        {error && error.code !== 'NOT_ENOUGH_DATA' && <NotRead failure={error} of={['decide.optimize']} />}
        {error?.code === 'NOT_ENOUGH_DATA' && (
          <Button disabled={loading} onClick={() => cache.invalidate((id) => id === 'decide.optimize')}>
            Try again
          </Button>
        )}
        {error?.code === 'NOT_ENOUGH_DATA' && account === undefined && (
          <Button variant="default" onClick={() => go({ name: 'accounts' })}>
            Connect Meta
          </Button>
        )}
        {error?.code === 'CONFLICT' && <LimitsButton account={account} />}
        {error && choice}
      </Empty>
    );
  return (
    <>
      {view === 'proposal' && (
        <BudgetProposed
          found={data}
          total={total}
          onTotal={setTotal}
          wanted={loading || error ? null : wanted}
          error={error}
          onSource={setSource}
        >
          {children}
        </BudgetProposed>
      )}
      {/* Set against other budgets, amounts of before would be sent as if they were meant. */}
      {view === 'hand' && (
        <ByHand key={againstOf(data.arms)} found={data}>
          {children}
        </ByHand>
      )}
      {view === 'back' && <BacktestView found={data}>{children}</BacktestView>}
    </>
  );
};

type View = 'proposal' | 'hand' | 'back';
const views = [
  { value: 'proposal', label: 'Proposal' },
  { value: 'hand', label: 'By hand' },
  { value: 'back', label: 'Looking back' },
] as const;
