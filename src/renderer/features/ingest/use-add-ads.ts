import { useCallback, useMemo } from 'react';
import type { Failure, Input, JobId, Result } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import type { Intake } from '../../api/transport.ts';
import { ask } from '../../api/turning.ts';
import { announce } from '../../state/announce.ts';
import { isAsking } from '../../state/arriving.ts';
import { useIntake } from '../../state/intake.ts';
import { go, library } from '../../state/place.ts';
import { useToasts } from '../../state/toasts.ts';
import { offerTyped, offerWatch } from './offer-watch.ts';

export interface AddAds {
  readonly intake: (intake: Intake) => Promise<void>;
  readonly chooseFolder: () => Promise<void>;
  readonly chooseFiles: () => Promise<void>;
  /** Answers why it did not start, for the form that asked; null when it did. */
  readonly path: (path: string) => Promise<Failure | null>;
  /** A folder that was added before; a refusal is told like any other. */
  readonly again: (folder: string) => Promise<void>;
  /** The same for a link of Google Drive; null asks no council. */
  readonly drive: (
    wanted: Input<'ingest.analyzeDrive'>,
    judged: Omit<Input<'council.judge'>, 'job_id' | 'agree'> | null,
  ) => Promise<Failure | null>;
  /** The same for the ads that run in an ad account at Meta. */
  readonly meta: (wanted: Input<'ingest.analyzeMeta'>) => Promise<Failure | null>;
  readonly samples: () => Promise<void>;
  /** Brings results of the ads that run, in place of ads. */
  readonly refreshMeta: () => Promise<void>;
}

/** The browser's file dialog, opened from code; resolves to nothing when it is closed. */
const askFiles = (folder: boolean): Promise<readonly File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = folder;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });

/** Every way in which ads come in ends here: a job runs, the Library shows it, a failure says why. */
export const useAddAds = (): AddAds => {
  const { transport } = useApi();

  const started = useCallback((result: Result<{ job_id: JobId }>, leads = true): boolean => {
    if (result.ok) {
      announce('Started measuring');
      if (leads) go(library);
    } else if (result.error.code !== 'CANCELLED') {
      const { message, nextStep } = result.error;
      useToasts.getState().show({ tone: 'error', text: message, next: nextStep });
    }
    return result.ok;
  }, []);

  const intake = useCallback(
    async (what: Intake) => {
      const stop = new AbortController();
      useIntake.setState({ stop: () => stop.abort() });
      const result = await transport.analyze(what, (upload) => useIntake.setState({ upload }), stop.signal);
      useIntake.setState({ upload: null, stop: null });
      // What was dropped on a dialog leaves it as it stands.
      if (!started(result, !isAsking())) return;
      const folders = what.entries.filter(({ isDirectory }) => isDirectory);
      const folder = what.files.find(({ name }) => folders.length === 1 && name === folders[0]?.name);
      const [path] = (folder && transport.pathsOf?.([folder])) ?? [];
      if (path) await offerWatch(transport, path);
    },
    [transport, started],
  );

  const analyze = useCallback(
    (path: string) => transport.call('ingest.analyze', { paths: [path] }),
    [transport],
  );

  return useMemo(
    () => ({
      intake,
      path: async (path) => {
        const result = await analyze(path);
        if (!result.ok) return result.error;
        started(result);
        void offerTyped(transport, path);
        return null;
      },
      chooseFolder: async () => {
        if (transport.pickFolder) {
          const folder = await transport.pickFolder();
          if (folder !== null && started(await analyze(folder))) await offerWatch(transport, folder);
          return;
        }
        const files = await askFiles(true);
        if (files.length > 0) await intake({ files, entries: [] });
      },
      chooseFiles: async () => {
        const files = await askFiles(false);
        if (files.length > 0) await intake({ files, entries: [] });
      },
      again: async (folder) => void started(await analyze(folder)),
      drive: async (wanted, judged) => {
        const result = await transport.call('ingest.analyzeDrive', wanted);
        if (!result.ok) return result.error;
        started(result);
        if (judged) {
          // Beside the analysis: each ad goes to its judges as soon as it is measured.
          await ask(transport.call, 'council.judge', { ...judged, ...result.value, agree: true });
        }
        return null;
      },
      meta: async (wanted) => {
        const result = await transport.call('ingest.analyzeMeta', wanted);
        if (!result.ok) return result.error;
        started(result);
        return null;
      },
      samples: async () => void started(await transport.call('ingest.samples', {})),
      refreshMeta: async () => {
        if (await ask(transport.call, 'learn.refresh', {})) announce('Bringing results from Meta');
      },
    }),
    [transport, intake, analyze, started],
  );
};
