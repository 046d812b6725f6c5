import type { Failure, JobId, Result } from '../../contract/index.ts';
import { cancelled, failure, unreachable } from './failures.ts';
import { failed, type Transport, type UploadProgress } from './transport.ts';
import { type FileToSend, titleOf } from './walk-entries.ts';

/** Browsers open about six connections to one host; some stay free for calls, pictures and events. */
const AT_ONCE = 3;

const address = (jobId: JobId, path: string): string =>
  `/v1/uploads/${jobId}/${path.split('/').map(encodeURIComponent).join('/')}`;

const send = async (jobId: JobId, item: FileToSend, signal: AbortSignal): Promise<Failure | null> => {
  try {
    const response = await fetch(address(jobId, item.path), {
      method: 'PUT',
      body: item.file,
      credentials: 'same-origin',
      signal,
    });
    if (response.ok) return null;
    const body = (await response.json().catch(() => null)) as { error?: Failure } | null;
    return body?.error ?? failure('UPSTREAM', `(${item.path}, ${response.status})`);
  } catch {
    return signal.aborted ? cancelled() : unreachable();
  }
};

/** Opens a job, sends the files a few at a time and closes it. The first failure stops it and cancels the job. */
export const sendFiles = async (
  call: Transport['call'],
  files: readonly FileToSend[],
  onProgress: (progress: UploadProgress) => void,
  signal: AbortSignal,
): Promise<Result<{ job_id: JobId }>> => {
  const title = titleOf(files);
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const opened = await call('ingest.openUpload', { title, bytes, files: files.length });
  if (!opened.ok) return opened;
  const jobId = opened.value.job_id;

  let next = 0;
  let sentFiles = 0;
  let sentBytes = 0;
  let stop: Failure | null = null;
  const report = () => onProgress({ title, sentFiles, files: files.length, sentBytes, bytes });
  report();
  const worker = async () => {
    for (let item = files[next++]; item && !stop; item = files[next++]) {
      const problem = await send(jobId, item, signal);
      if (problem) stop ??= problem;
      else {
        sentFiles += 1;
        sentBytes += item.file.size;
        report();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (stop) {
    await call('jobs.cancel', { job_id: jobId });
    return failed(stop);
  }
  return call('ingest.closeUpload', { job_id: jobId });
};
