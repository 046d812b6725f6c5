import { Button } from '@mantine/core';
import type { BudgetBasis } from '../../../contract/index.ts';
import { silenceText, toldText } from '../../../contract/words.ts';
import { useQuery } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import { calendarDay, dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { SideLine } from './side-line.tsx';

export interface CountedProps {
  readonly basis: BudgetBasis;
  readonly onSource: (source: BudgetBasis['source']) => void;
}

/** Whose orders are counted, and the choice where that is in doubt. */
export const Counted = ({ basis, onSource }: CountedProps) => {
  const { source, sources, ledger_orders, meta_orders, ratio, undated, told, overdue, rule, blocked } = basis;
  const share = ratio === null ? '' : ` The ledger holds ${Math.round(ratio * 100)} % of Meta’s revenue.`;
  return (
    <>
      <p>
        {source === 'ledger'
          ? `${plural(ledger_orders, 'order')} of the revenue ledger (${sources.join(', ')}). Meta attributes ${count(meta_orders)} to itself.${share}`
          : `Orders as Meta attributes them; the revenue ledger knows ${count(ledger_orders)} of them.${share}`}
      </p>
      {source === 'ledger' && told && <p className="meta">{toldText(told, dateTime(told.at))}</p>}
      {source === 'ledger' && told && overdue !== null && (
        <SideLine icon="warn">{silenceText(dateTime(told.at), overdue)}</SideLine>
      )}
      {blocked && (
        <>
          <SideLine icon="warn">{blocked}</SideLine>
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
export const Earlier = () => {
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
