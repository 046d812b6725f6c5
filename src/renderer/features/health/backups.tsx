import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Backup } from '../../../contract/index.ts';
import { useApi, useCommand, useQuery } from '../../api/api.tsx';
import { bytes } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { useToasts } from '../../state/toasts.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './health.module.css';

const SHOWN = 6;

export const Backups = () => {
  const { cache, transport } = useApi();
  const { data, error } = useQuery('store.backups', {});
  const backup = useCommand('store.backup');
  const [asked, setAsked] = useState<Backup | null>(null);
  const run = async () => {
    const result = await backup.run({});
    cache.invalidate((id) => id === 'store.backups' || id === 'health.doctor');
    if (result.ok) useToasts.getState().show({ tone: 'done', text: `Backup written: ${result.value.file}` });
  };
  const backups = data?.backups ?? [];
  return (
    <section className={css.block}>
      <div className={css.head}>
        <h2>Backups</h2>
        <BusyButton loading={backup.busy} onClick={() => void run()}>
          Back up now
        </BusyButton>
      </div>
      {(error ?? backup.error) && (
        <FailureNote failure={(error ?? backup.error) as NonNullable<typeof error>} />
      )}
      {data && backups.length === 0 && (
        <p className="meta">None yet. One is written every hour in which something changed.</p>
      )}
      <ul>
        {backups.slice(0, SHOWN).map((item) => (
          <li key={item.file} className={css.backup}>
            <div className={css.words}>
              <h3>{dateTime(item.at)}</h3>
              <p
                className="meta clip"
                title={item.file}
              >{`${item.reason} · ${bytes(item.bytes)} · ${item.file}`}</p>
            </div>
            {item.verified ? <Chip tone="state">verified</Chip> : <Chip tone="warn">not verified</Chip>}
            {transport.kind === 'electron' && (
              <button type="button" className="link" onClick={() => setAsked(item)}>
                Restore …
              </button>
            )}
          </li>
        ))}
      </ul>
      {backups.length > SHOWN && <p className="meta">{`and ${backups.length - SHOWN} older ones`}</p>}
      {transport.kind === 'browser' && backups.length > 0 && (
        <p className={`meta ${css.after}`}>
          To go back to a backup, run <code>titan restore</code> on this machine; Titan Ads may stay open.
        </p>
      )}
      {asked && <RestoreDialog backup={asked} onClose={() => setAsked(null)} />}
    </section>
  );
};

const RestoreDialog = ({ backup, onClose }: { backup: Backup; onClose: () => void }) => {
  const { cache } = useApi();
  const restore = useCommand('store.restore');
  const run = async () => {
    const result = await restore.run({ file: backup.file });
    if (!result.ok) return;
    cache.invalidate(() => true);
    useToasts.getState().show({
      tone: 'done',
      text: `Restored, and everything is stopped until you let it go on in Approvals. The database before it is kept as ${result.value.replaced_kept_as}.`,
    });
    onClose();
  };
  return (
    <Dialog
      title="Go back to this backup?"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep things as they are</Button>
          <BusyButton variant="filled" loading={restore.busy} onClick={() => void run()}>
            {`Go back to ${dateTime(backup.at)}`}
          </BusyButton>
        </>
      }
    >
      <p>
        What was measured after that moment is missing then and can be measured again. The present database is
        kept aside, so this can be undone. What was sent since is not known then: everything is stopped until
        you let it go on in Approvals.
      </p>
      {restore.error && <FailureNote failure={restore.error} />}
    </Dialog>
  );
};
