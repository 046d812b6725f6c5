import { useState } from 'react';
import { useCommand, useQuery } from '../api/api.tsx';
import { dateTime } from '../format/time.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { FailureNote } from '../ui/notice.tsx';
import css from './shell.module.css';

const daysAtOnce = 7;

/** Says that nothing here is real, and lets the time of the made-up account pass, with the results that it brings. */
export const SandboxNote = () => {
  const pass = useCommand('sandbox.passDays');
  const refresh = useCommand('learn.refresh');
  const [now, setNow] = useState<string | null>(null);
  // Another week would be taken for part of a refresh that still runs, which does not read it.
  const isRead = (useQuery('jobs.list', { limit: 50 }).data?.jobs ?? []).every(
    ({ kind, state }) => kind !== 'refresh' || !['queued', 'running'].includes(state),
  );
  const letPass = async () => {
    const passed = await pass.run({ days: daysAtOnce });
    if (!passed.ok) return;
    setNow(passed.value.now);
    await refresh.run({});
  };
  const failure = pass.error ?? refresh.error;
  return (
    <>
      <span className={`${css.fact} ${css.sandbox} ${css.problem}`} role="note">
        <Icon name="warn" />
        <span className="clip">
          {now
            ? `Sandbox, made up: it is ${dateTime(now)} there`
            : 'Sandbox: every service is made up, nothing here is real'}
        </span>
      </span>
      <BusyButton
        variant="default"
        size="compact-xs"
        className={css.week}
        loading={pass.busy || refresh.busy || !isRead}
        onClick={() => void letPass()}
      >
        Let a week pass
      </BusyButton>
      {failure && <FailureNote failure={failure} />}
    </>
  );
};
