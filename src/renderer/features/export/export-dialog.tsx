import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Failure, Input } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import {
  closeExport,
  type ExportChoice,
  type ExportKind,
  exportKinds,
  useExporting,
} from '../../state/exporting.ts';
import { useToasts } from '../../state/toasts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './export.module.css';

const kinds: Readonly<Record<ExportKind, { readonly name: string; readonly holds: string }>> = {
  csv: { name: 'CSV', holds: 'A table for a spreadsheet, one line per ad. Nothing in it runs as a formula.' },
  json: { name: 'JSON', holds: 'Everything that is known of each ad, for a program.' },
  html: {
    name: 'Report',
    holds: 'One file for any browser, with pictures, reasons and measures. It loads nothing from anywhere.',
  },
  pdf: { name: 'PDF', holds: 'The report on pages, to send or print.' },
};

type Scope = 'selected' | 'view' | 'library';

/** A report of more ads than this shows each of them in short; the host decides the same. */
const FULL_ADS = 60;

export const ExportDialog = ({ choice }: { choice: ExportChoice }) => {
  const { transport } = useApi();
  const last = useExporting();
  const [kind, setKind] = useState<ExportKind>(choice.kind ?? last.kind);
  const [scope, setScope] = useState<Scope>(choice.selected.length > 0 ? 'selected' : 'view');
  const [texts, setTexts] = useState({ title: '', client: last.client, author: last.author });
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [error, setError] = useState<Failure | null>(null);
  const control = useRef<AbortController>(null);
  useEffect(() => () => control.current?.abort(), []);
  const now = useCountsNow(choice);

  const counts: Readonly<Record<Scope, number>> = {
    selected: choice.selected.length,
    view: now.shown,
    library: now.library,
  };
  const ads = counts[scope];
  const report = kind === 'html' || kind === 'pdf';
  const toPage = kind === 'pdf' && transport.kind === 'browser';
  const busy = progress !== null;

  const run = async () => {
    const stop = new AbortController();
    control.current = stop;
    setError(null);
    setProgress({ done: 0, total: 0 });
    useExporting.setState({ kind, client: texts.client, author: texts.author });
    const result = await transport.exportAds(
      { ...scopeInput(choice, scope), format: kind === 'pdf' ? 'html' : kind, ...(report ? { texts } : {}) },
      kind === 'pdf',
      (done, total) => setProgress({ done, total }),
      stop.signal,
    );
    setProgress(null);
    if (stop.signal.aborted) return;
    if (!result.ok) return setError(result.error);
    // Nobody chose a place: the dialog stays as it is.
    if (result.value === null) return;
    useToasts.getState().show({
      tone: 'done',
      text: toPage
        ? 'The report is open in a page of its own.'
        : `Exported ${plural(result.value.ads, 'ad')} to ${result.value.filename}`,
    });
    closeExport();
  };

  return (
    <Dialog
      title="Export"
      onClose={closeExport}
      actions={
        <>
          {busy && (
            <Button variant="default" onClick={() => control.current?.abort()}>
              Stop
            </Button>
          )}
          <Button variant="filled" disabled={busy || ads === 0} onClick={() => void run()}>
            {toPage ? 'Open to print' : `Export ${plural(ads, 'ad')}`}
          </Button>
        </>
      }
    >
      <fieldset className={css.kinds} disabled={busy}>
        <legend>Format</legend>
        {exportKinds.map((one) => (
          <label key={one} className={css.kind}>
            <input
              type="radio"
              name="kind"
              checked={kind === one}
              onChange={() => setKind(one)}
              {...(kind === one ? { 'data-autofocus': '' } : {})}
            />
            <span>
              <b>{kinds[one].name}</b>
              <span className="meta">{kinds[one].holds}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className={css.scopes} disabled={busy}>
        <legend>Which ads</legend>
        {(
          [
            ['selected', 'Selected'],
            ['view', choice.view.where ? 'All that fit the filter' : 'All of this view'],
            ['library', 'All of the library'],
          ] as const
        ).map(([one, name]) => (
          <label key={one}>
            <input
              type="radio"
              name="scope"
              checked={scope === one}
              disabled={counts[one] === 0}
              onChange={() => setScope(one)}
            />
            {`${name} (${count(counts[one])})`}
          </label>
        ))}
      </fieldset>
      {report && (
        <fieldset className={css.texts} disabled={busy}>
          <legend>On the first page</legend>
          {(
            [
              ['title', 'Title'],
              ['client', 'For'],
              ['author', 'By'],
            ] as const
          ).map(([name, label]) => (
            <TextInput
              key={name}
              label={label}
              maxLength={200}
              value={texts[name]}
              onChange={({ currentTarget: { value } }) => setTexts((all) => ({ ...all, [name]: value }))}
            />
          ))}
        </fieldset>
      )}
      {report && (
        <p className={`meta ${css.holds}`}>
          {ads > FULL_ADS
            ? `${plural(ads, 'ad')}: a table of all, then each in short. Up to ${FULL_ADS} ads get a page of their own.`
            : 'A summary, a table of all, then each ad with frames, score, reasons and everything that was measured.'}
        </p>
      )}
      {busy && (
        <div className={css.progress} role="status">
          <progress {...(progress.total > 0 ? { value: progress.done, max: progress.total } : {})} />
          <span className="meta">
            {progress.total > 0
              ? `${count(Math.floor((progress.done / progress.total) * 100))}\u202f%`
              : kind === 'pdf'
                ? 'Laying out pages …'
                : 'Starting …'}
          </span>
        </div>
      )}
      {error && <FailureNote failure={error} />}
    </Dialog>
  );
};

/** An export is of the moment: what was decided or measured since the list was read counts, though its rows stand still. */
const useCountsNow = (choice: ExportChoice): Pick<ExportChoice, 'shown' | 'library'> => {
  const { call } = useApi().transport;
  const [now, setNow] = useState<Pick<ExportChoice, 'shown' | 'library'>>(choice);
  useEffect(() => {
    if (choice.library === 0) return;
    void call('score.rows', { ...choice.view, limit: 1 }).then((result) => {
      if (result.ok) setNow({ shown: result.value.total, library: result.value.library });
    });
  }, [call, choice]);
  return now;
};

/** A selection may reach beyond the filter, so then the filter is left out; "all" leaves the folder out too. */
const scopeInput = ({ view, selected }: ExportChoice, scope: Scope): Omit<Input<'export.open'>, 'format'> => {
  const { where, job_id, ...order } = view;
  if (scope === 'selected') return { ...order, ids: [...selected] };
  if (scope === 'library') return order;
  return { ...order, ...(where ? { where } : {}), ...(job_id ? { job_id } : {}) };
};
