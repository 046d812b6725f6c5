import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../api/api.tsx';
import { go } from '../../state/place.ts';
import { FailureNote } from '../../ui/notice.tsx';
import { UsdInput } from '../approve/usd-input.tsx';
import css from './director.module.css';

const most = 1000;

/** Where its ceiling ended an answer: more is asked for, and once that is approved the question is asked again by itself. */
export const MoreMoney = ({ talk, ceiling }: { talk: string; ceiling: number }) => {
  const [usd, setUsd] = useState<number | null>(Math.min(most, Math.max(1, 2 * ceiling)));
  const propose = useCommand('director.proposeMore');
  const ask = async () => {
    if (usd === null) return;
    const result = await propose.run({ id: talk, ceiling_usd: usd });
    if (result.ok) go({ name: 'approvals', id: result.value.item.id });
  };
  return (
    <form
      className={css.more}
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <UsdInput
        label="Not more than, in USD"
        className={css.moreField}
        value={usd}
        max={most}
        onUsd={setUsd}
      />
      <Button type="submit" variant="default" loading={propose.busy} disabled={usd === null}>
        Ask for approval
      </Button>
      <p className="meta">Once it is approved, the question is asked again by itself, once.</p>
      {propose.error && <FailureNote failure={propose.error} />}
    </form>
  );
};
