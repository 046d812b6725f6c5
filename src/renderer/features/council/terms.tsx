import { useState } from 'react';
import type { CouncilChoice, CouncilEstimate, CouncilSeat } from '../../../contract/index.ts';
import { memberNames } from '../../../contract/words.ts';
import { useQuery } from '../../api/api.tsx';
import { usd } from '../../format/number.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { UsdInput } from '../approve/usd-input.tsx';
import css from './council.module.css';

export interface Terms {
  readonly council: CouncilChoice;
  /** Null while what was typed is no amount: nobody is asked then. */
  readonly ceiling_usd: number | null;
  readonly cheaper: boolean;
  readonly set: (patch: Partial<Pick<Terms, 'council' | 'ceiling_usd' | 'cheaper'>>) => void;
}

/** On which terms a council is asked; the ceiling is the one of the settings until another is typed. */
export function useTerms(start: CouncilChoice): Terms {
  const { data: settings } = useQuery('settings.get', {});
  const [own, setOwn] = useState<Partial<Omit<Terms, 'set'>>>({});
  const { council = start, ceiling_usd = settings?.council_ceiling_usd ?? 0, cheaper = false } = own;
  return {
    council,
    ceiling_usd,
    cheaper: cheaper && council === 'all',
    set: (patch) => setOwn((before) => ({ ...before, ...patch })),
  };
}

/** The judges that would be asked. */
export const readyIn = (estimate: CouncilEstimate | undefined): readonly CouncilSeat[] =>
  estimate?.seats.filter(({ off }) => off === null) ?? [];

/** What is expected to be spent where the ceiling ends it before that; else null. */
export const beyondCeiling = (
  { ceiling_usd }: Pick<Terms, 'ceiling_usd'>,
  estimate: CouncilEstimate | undefined,
): number | null =>
  estimate && ceiling_usd !== null && estimate.usual_usd > ceiling_usd ? estimate.usual_usd : null;

export const WhoJudges = ({ terms, withOff = false }: { terms: Terms; withOff?: boolean }) => (
  <Segmented
    label="Who judges"
    value={terms.council}
    onChange={(council) => terms.set({ council })}
    options={[
      ...(withOff ? [{ value: 'off' as const, label: 'Nobody' }] : []),
      { value: 'all', label: 'All that are connected' },
      { value: 'local', label: 'Only on this machine' },
    ]}
  />
);

/** What leaves this machine, what that is expected to cost and what it may cost, before anything is sent. */
export const TermsOf = ({
  terms,
  estimate,
  more = false,
}: {
  terms: Terms;
  estimate: CouncilEstimate | undefined;
  /** There are more ads than those that were looked at. */
  more?: boolean;
}) => (
  <>
    <h3 className={css.leaves}>What leaves this machine</h3>
    <ul className={css.seats}>
      {estimate?.seats.map((seat) => (
        <SeatLine key={seat.judge} seat={seat} />
      ))}
    </ul>
    <p className="meta">
      File names, results and other judges’ votes are never sent. One family of models alone is no council:
      its vote is shown and the score stays the engine’s.
    </p>
    <div className={css.money}>
      <Expected estimate={estimate} more={more} />
      <UsdInput
        label="Not more than, in USD"
        className={css.ceiling}
        value={terms.ceiling_usd}
        max={10_000}
        onUsd={(ceiling_usd) => terms.set({ ceiling_usd })}
      />
    </div>
    {beyondCeiling(terms, estimate) !== null && (
      <p className={`meta ${css.record}`}>
        That is expected to be reached before every judge has seen every ad; those left out say so.
      </p>
    )}
    {terms.council === 'all' && (
      <label className={css.cheaper}>
        <input
          type="checkbox"
          checked={terms.cheaper}
          onChange={(event) => terms.set({ cheaper: event.currentTarget.checked })}
        />
        <span>
          Cheaper: half the price, answered within a day
          <span className="meta">
            {' '}
            The questions go to each service as a batch; the job looks again by itself, also after a restart.
          </span>
        </span>
      </label>
    )}
  </>
);

const Expected = ({ estimate, more }: { estimate: CouncilEstimate | undefined; more: boolean }) =>
  estimate?.worked_out_from === 0 && (estimate.ads > 0 || more) ? (
    <span className="meta">What it will cost cannot be told before the files are here.</span>
  ) : (
    <span>
      {more ? 'Expected at least ' : 'Expected '}
      <b>{estimate ? usd(estimate.usual_usd) : '…'}</b>
      <span className="meta">
        {more ? ' for what was looked at, at list prices of this day' : ' at list prices of this day'}
      </span>
    </span>
  );

const SeatLine = ({ seat }: { seat: CouncilSeat }) => (
  <li className={css.seat}>
    <span>
      <b>{memberNames[seat.judge]}</b> <span className="meta">{seat.model}</span>
    </span>
    {seat.off === null ? (
      <span>
        {`${seat.host} gets ${seat.sends}.`}
        {seat.known > 0 && <span className="meta">{` ${seat.known} asked before, free.`}</span>}
      </span>
    ) : (
      <span className="meta">{`Not asked: ${seat.off}`}</span>
    )}
  </li>
);
