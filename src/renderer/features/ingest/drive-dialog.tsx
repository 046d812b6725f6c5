import { TextInput } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import type { DriveLook } from '../../../contract/index.ts';
import { useApi, useQuery } from '../../api/api.tsx';
import { bytes, count, plural } from '../../format/number.ts';
import { useIntake } from '../../state/intake.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { readyIn, TermsOf, useTerms, WhoJudges } from '../council/terms.tsx';
import { AtMost, NotConnected } from './fetch-form.tsx';
import css from './ingest.module.css';
import type { AddAds } from './use-add-ads.ts';
import { useSubmit } from './use-submit.ts';

/** So long after the last key the link is taken for whole, and Drive is asked. */
const typedMs = 400;

interface Wanted {
  readonly link: string;
  readonly max?: number;
}

/** A pasted link, how many of its files, and who judges them. Results appear in the Library as they come. */
export const DriveDialog = ({ add }: { add: AddAds }) => {
  const formId = useId();
  const { data } = useQuery('accounts.list', {});
  const [link, setLink] = useState('');
  const [max, setMax] = useState<number | ''>('');
  const terms = useTerms('off');
  const { council, ceiling_usd, cheaper } = terms;
  const close = () => useIntake.setState({ askingDrive: false });
  const connected = data?.accounts.find(({ service }) => service === 'google')?.kept_in != null;
  const wanted: Wanted = { link: link.trim(), ...(max !== '' && { max }) };
  const key = connected && wanted.link !== '' ? JSON.stringify(wanted) : '';
  const asked = useSettled(key, typedMs) === key && key !== '' ? wanted : null;
  const look = useQuery('ingest.lookDrive', asked);
  // What was looked at in an earlier dialog may be out of date.
  const { cache } = useApi();
  useEffect(() => cache.invalidate((id) => id === 'ingest.lookDrive'), [cache]);
  const found = look.data;
  const estimate = useQuery(
    'council.estimate',
    found && council !== 'off' ? { ads: found.ads, drafts: found.drafts, council, cheaper } : null,
  );
  const ready = readyIn(estimate.data);
  const { busy, error, onSubmit, forget } = useSubmit(
    () =>
      add.drive(wanted, council === 'off' || ceiling_usd === null ? null : { council, ceiling_usd, cheaper }),
    close,
  );
  const failure = error ?? estimate.error;
  return (
    <Dialog
      title="Analyze my Google Drive ads"
      onClose={close}
      actions={
        <BusyButton
          type="submit"
          form={formId}
          variant="filled"
          loading={busy}
          disabled={
            !connected ||
            wanted.link === '' ||
            (council !== 'off' && (ready.length === 0 || ceiling_usd === null))
          }
          aria-describedby={data && !connected ? 'drive-not-connected' : undefined}
        >
          {council === 'off'
            ? 'Fetch and measure'
            : council === 'local'
              ? 'Fetch, measure and judge on this machine'
              : `Fetch, measure and send to ${plural(ready.length, 'judge')}`}
        </BusyButton>
      }
    >
      <form id={formId} className={css.form} onSubmit={onSubmit}>
        <TextInput
          label="Link to a folder or a file"
          description="As you copy it in Drive. Folders inside it and shortcuts are read too; nothing in Drive is changed."
          placeholder="https://drive.google.com/drive/folders/…"
          value={link}
          onChange={(event) => {
            setLink(event.currentTarget.value);
            forget();
          }}
          data-autofocus
        />
        {data && !connected && <NotConnected id="drive-not-connected" service="Google Drive" close={close} />}
        {look.error && (
          <div className={css.wide}>
            <FailureNote failure={look.error} />
          </div>
        )}
        {found && <p role="status">{saidOf(found)}</p>}
        {asked && !found && look.loading && (
          <p role="status" className="meta">
            Looking into it …
          </p>
        )}
        <AtMost things="files" value={max} onChange={setMax} />
        <div>
          <h3 className={css.question}>Who judges them beside the engine</h3>
          <WhoJudges terms={terms} withOff />
        </div>
      </form>
      {council === 'off' ? (
        <p className={`meta ${css.after}`}>
          Files come from Google to this machine and are measured here. Nothing of them is sent anywhere.
        </p>
      ) : estimate.data ? (
        <TermsOf terms={terms} estimate={estimate.data} more={found?.complete === false} />
      ) : (
        !failure &&
        !look.error && (
          <p className={`meta ${css.after}`}>
            What that sends and costs is told here once the folder has been looked into; nothing is sent
            before.
          </p>
        )
      )}
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  );
};

function saidOf({ title, files, bytes: size, skipped, complete, ads }: DriveLook): string {
  const more = complete ? '' : 'at least ';
  const known = ads.length > 0 ? `, ${count(ads.length)} of them measured before` : '';
  const left = skipped > 0 ? ` ${plural(skipped, 'thing is', 'things are')} left out, with a reason.` : '';
  return `${title}: ${more}${plural(files, 'file')}, ${bytes(size)}${known}.${left}`;
}
