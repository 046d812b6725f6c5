import { Button, TextInput } from '@mantine/core';
import type { BudgetProposal } from '../../../contract/index.ts';
import { decimal } from '../../format/number.ts';
import { money, signedMoney } from '../approve/money-text.ts';
import type { useMoneyText } from '../approve/use-money-text.ts';
import css from './budget.module.css';

export interface BudgetSummaryProps {
  readonly found: BudgetProposal;
  /** Of the total that a proposal is to be worked out for. */
  readonly field: ReturnType<typeof useMoneyText>;
  /** What was asked for in place of the total of now. */
  readonly total: number | null;
  readonly onTotal: (total: number | null) => void;
}

/** What the proposal comes to, and another total to work it out for. */
export const BudgetSummary = ({ found, field, total, onTotal }: BudgetSummaryProps) => {
  const { currency, total_minor, arms, expected_gain, unspent_minor } = found;
  const { text, setText, typed } = field;
  const moved = arms.reduce((sum, arm) => sum + Math.abs(arm.proposed_minor - arm.now_minor), 0);
  return (
    <div className={css.summary}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed) onTotal(typed);
        }}
      >
        <TextInput
          label={`What if a day had, in ${currency}`}
          value={text}
          inputMode="decimal"
          error={typed === null || typed === 0 ? 'This is no amount.' : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!typed || typed === total_minor}>
          Work it out
        </Button>
        {total !== null && (
          <button type="button" className="link" onClick={() => onTotal(null)}>
            as it is now
          </button>
        )}
      </form>
      <Figure
        label="Moves"
        value={money(moved, currency)}
        more={`${decimal((moved / total_minor) * 100)} % of the total`}
      />
      <Figure
        label="Expected gain a day"
        value={signedMoney(Math.round(expected_gain.p50), currency)}
        more={`90 % interval ${money(expected_gain.p5, currency)} to ${money(expected_gain.p95, currency)}`}
      />
      {unspent_minor > 0 && (
        <Figure label="No budget may take" value={money(unspent_minor, currency)} more="held by limits" />
      )}
    </div>
  );
};

const Figure = ({ label, value, more }: { label: string; value: string; more: string }) => (
  <div className={css.figure}>
    <span className="meta">{label}</span>
    <strong>{value}</strong>
    <span className="meta">{more}</span>
  </div>
);
