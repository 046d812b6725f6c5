import { Button } from '@mantine/core';
import type { Settings } from '../../contract/index.ts';
import { recoveryNext, recoveryText } from '../../contract/words.ts';
import { useApi } from '../api/api.tsx';
import { ask } from '../api/turning.ts';
import { dateTime } from '../format/time.ts';
import { FailureNote } from '../ui/notice.tsx';
import css from './shell.module.css';

/** On every screen until somebody has read it: the library is older than what was done with it, or empty. */
export const RecoveryNote = ({ recovery }: { recovery: NonNullable<Settings['recovery']> }) => {
  const { transport, cache } = useApi();
  const dismiss = async () => {
    await ask(transport.call, 'settings.set', { recovery: null });
    cache.invalidate((id) => id === 'settings.get' || id === 'health.doctor');
  };
  return (
    <div className={css.recovery}>
      <FailureNote
        failure={{
          code: 'STORE_CORRUPT',
          message: recoveryText(recovery, dateTime),
          nextStep: recoveryNext(recovery),
        }}
      >
        <Button variant="default" onClick={() => void dismiss()}>
          Dismiss
        </Button>
      </FailureNote>
    </div>
  );
};
