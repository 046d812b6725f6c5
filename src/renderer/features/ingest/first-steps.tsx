import type { ReactNode } from 'react';
import { useQuery } from '../../api/api.tsx';
import { isSamplesJob } from '../../api/samples.ts';
import { useLiveRows } from '../../api/use-live-rows.ts';
import { count } from '../../format/number.ts';
import { useKeys } from '../../state/commands.ts';
import { type FirstStep, skipStep, unskipSteps, useFirstSteps } from '../../state/first-steps.ts';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { useOwnAds } from './use-own-ads.ts';
import css from './welcome.module.css';

interface StepProps {
  readonly step: FirstStep;
  readonly name: string;
  readonly done: boolean;
  /** How to take it. */
  readonly children: ReactNode;
}

const Step = ({ step, name, done, children }: StepProps) => {
  const skipped = useFirstSteps((state) => state.skipped.includes(step));
  return (
    <li className={css.step}>
      <span className={`${css.dot} ${done ? css.dotDone : ''}`}>
        {done && <Icon name="check" size={10} />}
      </span>
      <span className={css.stepName}>{name}</span>
      {done || skipped ? (
        <span className="meta">{done ? 'done' : 'skipped'}</span>
      ) : (
        <>
          {children}
          <button type="button" className="link" aria-label={`Skip: ${name}`} onClick={() => skipStep(step)}>
            Skip
          </button>
        </>
      )}
    </li>
  );
};

/** What there is to do, with what has been done; nothing here has to be. */
export const FirstSteps = ({ onAdd }: { onAdd: () => void }) => {
  const taken = useFirstSteps((state) => state.taken);
  const skips = useFirstSteps((state) => state.skipped.length);
  const leadsBack = useKeys('firstSteps').length > 0;
  const job = useQuery('jobs.list', { kinds: ['analyze'], limit: 500 }).data?.jobs.find(isSamplesJob);
  const own = useOwnAds();
  const clients = useQuery('collections.list', {}).data?.clients.length ?? 0;
  const kits = useQuery('brand.kits', {}).data?.kits ?? [];
  const branded = kits.some(({ kit }) => kit.names.length + kit.colours.length > 0);
  const first = useLiveRows({ limit: 1 }).data?.rows[0];
  return (
    <section aria-label="When you are ready">
      <h2>When you are ready</h2>
      <ul className={css.steps}>
        <Step step="samples" name="Sample ads scored" done={job?.state === 'done'}>
          <span className="meta">
            {job ? `${count(job.progress.done)} of ${count(job.progress.total)}` : 'not started'}
          </span>
        </Step>
        <Step step="review" name="Review one and click a time" done={taken.includes('review')}>
          <button
            type="button"
            className="link"
            disabled={!first}
            onClick={() => first && go({ name: 'review', ad: first.id, seconds: null })}
          >
            Review
          </button>
        </Step>
        <Step step="own" name="Add your own ads" done={own}>
          <button type="button" className="link" onClick={onAdd}>
            Choose
          </button>
        </Step>
        <Step step="brand" name="Name your brand or a client" done={clients > 0 || branded}>
          <button type="button" className="link" onClick={() => go({ name: 'settings', row: 'brand-names' })}>
            Name
          </button>
        </Step>
      </ul>
      <p className="meta">
        Every step can be skipped
        {leadsBack && (
          <>
            ; <CommandKey command="firstSteps" /> leads back here
          </>
        )}
        .{' '}
        {skips > 0 && (
          <button type="button" className="link" onClick={unskipSteps}>
            Show skipped steps
          </button>
        )}
      </p>
    </section>
  );
};
