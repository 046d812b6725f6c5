import type { Failure, Input, Output, Result } from '../../contract/index.ts';
import { failure } from './failures.ts';
import { failed, type Transport } from './transport.ts';

type Opened = Output<'export.open'>;
type OnProgress = (done: number, total: number) => void;

export const download = (filename: string, content: Blob): void => {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

/** In a browser tab: the parts become a download, and a report to print becomes a page of its own. */
export const exportInBrowser = async (
  call: Transport['call'],
  input: Input<'export.open'>,
  pdf: boolean,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Result<{ filename: string; ads: number }>> => {
  const opened = await call('export.open', input);
  if (!opened.ok) return opened;
  const { ads } = opened.value;
  const saved = await (pdf ? print(opened.value) : save(call, opened.value, onProgress, signal));
  return saved.ok ? { ok: true, value: { filename: saved.value, ads } } : saved;
};

/** The browser may keep a blob on disk, so that no more than one part is in memory. */
const save = async (
  call: Transport['call'],
  { export_id, filename, mime, parts }: Opened,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const blobs: Blob[] = [];
  for (let part = 0; part < parts; part += 1) {
    if (signal.aborted) return failed(failure('CANCELLED', 'Nothing was written.'));
    const result = await call('export.part', { export_id, part });
    if (!result.ok) return result;
    blobs.push(new Blob([result.value.content]));
    onProgress(part + 1, parts);
  }
  download(filename, new Blob(blobs, { type: mime }));
  return { ok: true, value: filename };
};

const LOOK_EVERY_MS = 100;

/** The page has no script, so it is asked from here to print once all of it is there. */
const print = async ({ export_id, filename }: Opened): Promise<Result<string>> => {
  const path = `/exports/${export_id}`;
  const page = window.open(path, '_blank');
  if (!page) return failed(blocked);
  const look = setInterval(() => {
    if (page.closed) return clearInterval(look);
    if (page.location.pathname !== path || page.document.readyState !== 'complete') return;
    clearInterval(look);
    page.print();
  }, LOOK_EVERY_MS);
  return { ok: true, value: filename };
};

const blocked: Failure = {
  ...failure('PERMISSION', 'The browser did not let a page open.'),
  nextStep: 'Allow pop-ups for this address, or export the report and print that file.',
};
