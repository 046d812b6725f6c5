import { Button } from '@mantine/core';
import { useApi, useQuery } from '../../api/api.tsx';
import { go } from '../../state/place.ts';
import { FailureNote } from '../../ui/notice.tsx';
import css from './health.module.css';

/** Where ads are added: nothing can be measured until the decoder is there, and an installed app may come without. */
export const DecoderNote = () => {
  const { cache } = useApi();
  const { data, loading } = useQuery('health.doctor', {});
  const missing = data?.checks.find(({ id, state }) => id === 'ffmpeg' && state === 'fail');
  if (!missing) return null;
  return (
    <div className={css.decoder}>
      <FailureNote
        failure={{ code: 'NO_DECODER', message: missing.detail, nextStep: missing.next_step ?? '' }}
      >
        <Button
          variant="default"
          disabled={loading}
          onClick={() => cache.invalidate((id) => id === 'health.doctor')}
        >
          Look again
        </Button>
        <Button variant="default" onClick={() => go({ name: 'settings', row: 'ffmpeg' })}>
          Name its folder
        </Button>
      </FailureNote>
    </div>
  );
};
