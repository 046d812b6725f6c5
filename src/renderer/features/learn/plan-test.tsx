import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import type { Fatigue, Pattern } from '../../../contract/index.ts';
import { leastConcepts } from '../../../contract/test-arms.ts';
import { useCommand, useQuery } from '../../api/api.tsx';
import { BusyButton } from '../../ui/busy-button.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './insights.module.css';
import { TestSize } from './test-size.tsx';

interface Planned {
  readonly pattern: Pattern;
  readonly account: string;
}

/** Records an A/B test of a pattern with its evidence and size, before anything is known of it. */
export const PlanTest = (planned: Planned) => {
  const [open, setOpen] = useState(false);
  return open ? (
    <Form {...planned} onDone={() => setOpen(false)} />
  ) : (
    <Button variant="default" size="xs" onClick={() => setOpen(true)}>
      Plan this test …
    </Button>
  );
};

const Form = ({ pattern, account, onDone }: Planned & { onDone: () => void }) => {
  const { data } = useQuery('learn.fatigue', { account });
  const plan = useCommand('learn.planTest');
  const [arms, setArms] = useState<{ with: string[]; without: string[] }>({ with: [], without: [] });
  const [random, setRandom] = useState(false);
  const [days, setDays] = useState(14);
  const { metric, feature, value } = pattern;
  const known = (data?.ads ?? []).filter(({ traits }) => traits[feature] !== undefined);
  const ready = random && Math.min(arms.with.length, arms.without.length) >= leastConcepts;
  const submit = async () => {
    const result = await plan.run({ account, metric, feature, value, ...arms, days, randomised: true });
    if (result.ok) onDone();
  };
  return (
    <form
      className={css.plan}
      aria-label="Plan this test"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={css.arms}>
        <ArmChoice
          label="Running ads with it"
          ads={known.filter(({ traits }) => traits[feature] === value)}
          chosen={arms.with}
          onChoose={(ids) => setArms({ ...arms, with: ids })}
        />
        <ArmChoice
          label="Running ads without it"
          ads={known.filter(({ traits }) => traits[feature] !== value)}
          chosen={arms.without}
          onChoose={(ids) => setArms({ ...arms, without: ids })}
        />
      </div>
      <TestSize pattern={pattern} account={account} days={days} onDays={setDays} />
      <p className="meta">{`At least ${leastConcepts} different ads in each arm; variants of one count once.`}</p>
      <label className={css.random}>
        <input
          type="checkbox"
          checked={random}
          onChange={(event) => setRandom(event.currentTarget.checked)}
        />
        They run as an A/B test at Meta, which splits people at random
      </label>
      <div className={css.planFoot}>
        <BusyButton type="submit" size="xs" variant="filled" disabled={!ready} loading={plan.busy}>
          Record the test
        </BusyButton>
        <Button size="xs" variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
      {plan.error && <FailureNote failure={plan.error} />}
    </form>
  );
};

interface ArmChoiceProps {
  readonly label: string;
  readonly ads: Fatigue['ads'];
  readonly chosen: readonly string[];
  readonly onChoose: (ids: string[]) => void;
}

const ArmChoice = ({ label, ads, chosen, onChoose }: ArmChoiceProps) => {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="meta">
        {label}
      </label>
      <select
        id={id}
        multiple
        size={5}
        className={css.armList}
        value={[...chosen]}
        onChange={(event) => onChoose([...event.currentTarget.selectedOptions].map((option) => option.value))}
      >
        {ads.map(({ meta_ad_id, name }) => (
          <option key={meta_ad_id} value={meta_ad_id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
};
