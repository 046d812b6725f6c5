import type { JobId } from '../../contract/index.ts';
import type { CouncilWriter, JudgePayload, Pause, Reader, Reused, Writer } from '../ports.ts';

/** Where nothing tells of what was done. */
const lookAgainMs = 200;
const going = ['queued', 'running', 'waiting'];

/** Resolves once the analysis whose ads are judged has ended; nothing new comes then. */
export async function whenAnalysed(
  reader: Pick<Reader, 'job'>,
  pause: Pause,
  { jobId }: JudgePayload,
  signal: AbortSignal,
): Promise<void> {
  while (jobId !== null && going.includes((await reader.job(jobId))?.state ?? ''))
    await pause(lookAgainMs, signal);
}

export interface ListPorts {
  readonly reader: Reader;
  readonly writer: Writer & CouncilWriter;
  /** Until another ad was stored or the analysis has ended, but no longer than this. */
  readonly untilTold: Pause;
}

/**
 * The ads that are to be judged become items of the job; those of an analysis that is still going on as they come, so
 * that judging and measuring overlap. Doing it again after a crash adds nothing twice.
 */
export async function listJudgeItems(
  { reader, writer, untilTold }: ListPorts,
  jobId: JobId,
  payload: JudgePayload,
  signal: AbortSignal,
  onBatch: (reused: Reused) => void,
): Promise<void> {
  for (;;) {
    // Before the look: what ends after it is found by the next one.
    const analysis = payload.jobId === null ? null : await reader.job(payload.jobId);
    if ((await writer.addJudgeItems(jobId, payload)) > 0)
      onBatch({ files: 0, failed: 0, bytes: 0, adIds: [] });
    if (!analysis || !going.includes(analysis.state)) break;
    await untilTold(lookAgainMs, signal);
  }
  await writer.setListed(jobId);
}
