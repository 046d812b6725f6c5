import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { AdId, CouncilSeat } from '../../../contract/index.ts';
import { memberNames } from '../../../contract/words.ts';
import { useCommand, useQuery } from '../../api/api.tsx';
import { plural } from '../../format/number.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import css from './council.module.css';
import { useCouncilDialog } from './council-dialog-state.ts';

const usd = (value: number): string => `$${value.toFixed(2)}`;

/** Who would judge, what leaves this machine, what it is expected to cost and what it may cost, before anything is sent. */
export const CouncilDialog = ({ ads }: { ads: readonly AdId[] }) => {
  const close = () => useCouncilDialog.setState({ ads: null });
  const [council, setCouncil] = useState<'local' | 'all'>('all');
  const [byBatch, setByBatch] = useState(false);
  const cheaper = byBatch && council === 'all';
  const { data: settings } = useQuery('settings.get', {});
  const [typed, setTyped] = useState<number | null>(null);
  const ceiling_usd = typed ?? settings?.council_ceiling_usd ?? 0;
  const { data: estimate, error } = useQuery('council.estimate', { ads: [...ads], council, cheaper });
  const judge = useCommand('council.judge');
  const ready = estimate?.seats.filter(({ off }) => off === null) ?? [];
  const run = async () => {
    const result = await judge.run({ ads: [...ads], council, ceiling_usd, cheaper, agree: true });
    if (result.ok) close();
  };
  return (
    <Dialog
      title={`Ask the council about ${plural(ads.length, 'ad', 'ads')}`}
      onClose={close}
      actions={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button
            variant="filled"
            loading={judge.busy}
            disabled={ready.length === 0}
            onClick={() => void run()}
          >
            {council === 'local'
              ? 'Judge on this machine'
              : `Send to ${plural(ready.length, 'judge', 'judges')}`}
          </Button>
        </>
      }
    >
      <Segmented
        label="Who judges"
        value={council}
        onChange={setCouncil}
        options={[
          { value: 'all', label: 'All that are connected' },
          { value: 'local', label: 'Only on this machine' },
        ]}
      />
      {error && <FailureNote failure={error} />}
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
        <span>
          Expected <b>{estimate ? usd(estimate.usual_usd) : '…'}</b>
          <span className="meta"> at list prices of this day</span>
        </span>
        <NumberInput
          label="Not more than, in USD"
          className={css.ceiling}
          value={ceiling_usd}
          min={0}
          max={10_000}
          decimalScale={2}
          onChange={(value) => typeof value === 'number' && setTyped(value)}
        />
      </div>
      {council === 'all' && (
        <label className={css.cheaper}>
          <input
            type="checkbox"
            checked={byBatch}
            onChange={(event) => setByBatch(event.currentTarget.checked)}
          />
          <span>
            Cheaper: half the price, answered within a day
            <span className="meta">
              {' '}
              The questions go to each service as a batch; the job looks again by itself, also after a
              restart.
            </span>
          </span>
        </label>
      )}
      {judge.error && <FailureNote failure={judge.error} />}
    </Dialog>
  );
};

const SeatLine = ({ seat }: { seat: CouncilSeat }) => (
  <li className={css.seat}>
    <span>
      <b>{memberNames[seat.judge]}</b> <span className="meta">{seat.model}</span>
    </span>
    {seat.off === null ? (
      <span>
        {`${seat.host} gets ${seat.sends}.`}
        {seat.known > 0 && <span className="meta">{` ${seat.known} answered before, free.`}</span>}
        {seat.usual_usd === null && (
          <span className={css.far}> Its price is not known, so it is not asked.</span>
        )}
      </span>
    ) : (
      <span className="meta">{`Not asked: ${seat.off}`}</span>
    )}
  </li>
);
