import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { Ad, AdId, DraftPlaces } from '../../../contract/index.ts';
import { useCommand, useQuery } from '../../api/api.tsx';
import { fileName } from '../../format/file-name.ts';
import { go } from '../../state/place.ts';
import { useToasts } from '../../state/toasts.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { NotConnected } from '../ingest/fetch-form.tsx';
import { useDraftDialog } from './draft-dialog-state.ts';
import { DraftFields } from './draft-fields.tsx';
import css from './draft-form.module.css';
import type { DraftProblems } from './draft-problems.ts';
import { type DraftForm, startOf } from './draft-start.ts';
import { keepDraft, keptDraft } from './kept-draft.ts';

const close = () => useDraftDialog.setState({ ad: null });

/** An ad of the library as a paused draft at Meta: asked for here, made once it is approved. */
export const DraftDialog = ({ id }: { id: AdId }) => {
  const ad = useQuery('score.show', { ad: id, compared: false });
  const places = useQuery('approve.draftPlaces', {});
  const meta = useQuery('accounts.list', {}).data?.accounts.find(({ service }) => service === 'meta');
  const failure = ad.error ?? places.error;
  const isConnected = meta?.kept_in != null;
  if (meta && isConnected && ad.data && places.data && places.data.accounts.length > 0)
    return <Form ad={ad.data} places={places.data} />;
  return (
    <Dialog title="Draft at Meta" onClose={close}>
      {failure ? (
        <FailureNote failure={failure} />
      ) : meta && !isConnected ? (
        <NotConnected id="draft-not-connected" service="Meta" close={close} />
      ) : meta && places.data?.accounts.length === 0 ? (
        <p>Nothing is known of your ad account yet: bring its results first, under Insights.</p>
      ) : (
        <p role="status" className="meta">
          Reading the ad and the ad sets …
        </p>
      )}
    </Dialog>
  );
};

const Form = ({ ad, places }: { ad: Ad; places: DraftPlaces }) => {
  const formId = useId();
  const [form, setForm] = useState<DraftForm>(() => keptDraft(ad.id, places) ?? startOf(ad.copy, places));
  const [problems, setProblems] = useState<DraftProblems>({});
  const propose = useCommand('approve.proposeDraft');
  const name = fileName(ad.path);
  const account = places.accounts.find(({ id }) => id === form.account);
  const adSet = account?.ad_sets.find(({ id }) => id === form.ad_set);
  const set = (patch: Partial<DraftForm>) => {
    const next = { ...form, ...patch };
    setForm(next);
    keepDraft(ad.id, next);
    const mended = Object.keys(patch).map((field) => [field, undefined]);
    setProblems((before) => ({ ...before, ...Object.fromEntries(mended) }));
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { elements } = event.currentTarget;
    // The schemas are loaded by whoever sends a draft, not by every window.
    const found = (await import('./draft-problems.ts')).problemsOf(form);
    setProblems(found);
    const [first] = Object.keys(found);
    const wrong = first === undefined ? null : elements.namedItem(first);
    if (wrong instanceof HTMLElement) wrong.focus();
    if (first !== undefined) return;
    const asked = await propose.run({ ad_id: ad.id, ...form });
    if (!asked.ok) return;
    keepDraft(ad.id, null);
    close();
    useToasts.getState().show({ text: `The draft of ${name} waits to be approved.`, tone: 'done' });
    go({ name: 'approvals', id: asked.value.item.id });
  };
  const giveUp = () => {
    keepDraft(ad.id, null);
    close();
  };
  return (
    <Dialog
      title={`Draft ${name} at Meta`}
      onClose={close}
      actions={
        <>
          <Button variant="default" onClick={giveUp}>
            Cancel
          </Button>
          <BusyButton type="submit" form={formId} variant="filled" loading={propose.busy}>
            Send to approvals
          </BusyButton>
        </>
      }
    >
      <form id={formId} className={css.form} noValidate onSubmit={(event) => void submit(event)}>
        <DraftFields form={form} problems={problems} places={places} onChange={set} />
      </form>
      <p className={css.then}>
        {`Nothing is sent yet. Once it is approved, ${name} goes to Meta and one ad is created paused${adSet ? ` in ${adSet.name}` : ''}, from exactly this file with exactly these words. It spends nothing; whoever turns it on does so at Meta.`}
      </p>
      {propose.error && <FailureNote failure={propose.error} />}
    </Dialog>
  );
};
