import { Button } from '@mantine/core';
import { useState } from 'react';
import type { BudgetBasis, Input } from '../../../contract/index.ts';
import { useApi, useKeptQuery } from '../../api/api.tsx';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { BacktestView } from './backtest-view.tsx';
import css from './budget.module.css';
import { BudgetProposed } from './budget-proposed.tsx';
import { ByHand } from './by-hand.tsx';
import { LimitsButton } from './limits-dialog.tsx';

/** One proposal, and three ways to look at the money of a day: as proposed, by hand, and over its own past. */
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
    <div className={css.views}>
      <Segmented label="What to look at" value={view} options={views} onChange={(next) => setView(next)} />
    </div>
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
          {chosen}
        </BudgetProposed>
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
