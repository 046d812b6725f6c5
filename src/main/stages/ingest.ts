import type { JobId } from '../../contract/index.ts';
import type { Added, AdSource, AnalyzePayload, JobVersions, Listed, Writer } from '../ports.ts';

/** Rows per statement: large enough to be cheap, small enough that measuring starts while a big folder is listed. */
const batchRows = 500;
const firstBatchRows = 8;

/**
 * Lists what a job was pointed at into its items and ends at once those that have not changed since they were measured
 * with these versions (`null` measures all of them again). Stops after `max` files; entries that are no ads are listed as skipped
 * with their reason and do not count. Doing it again after a crash adds nothing twice.
 */
export async function listItems(
  ports: { source: Pick<AdSource, 'list'>; writer: Writer },
  jobId: JobId,
  payload: AnalyzePayload,
  versions: JobVersions | null,
  signal: AbortSignal,
  onBatch: (added: Added) => void,
): Promise<void> {
  let batch: Listed[] = [];
  let files = 0;
  let limit = firstBatchRows;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const added = await ports.writer.addItems(jobId, batch, versions);
    batch = [];
    limit = batchRows;
    onBatch(added);
  };
  for await (const entry of ports.source.list(payload, signal)) {
    if (entry.kind === 'file' && payload.max !== null && files >= payload.max) break;
    if (entry.kind === 'file') files += 1;
    batch.push(entry);
    if (batch.length >= limit) await flush();
  }
  await flush();
  await ports.writer.setListed(jobId);
}
