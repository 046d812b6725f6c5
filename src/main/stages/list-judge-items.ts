import type { JobId } from '../../contract/index.ts';
import type { Added, CouncilWriter, JudgePayload, Pause, Reader, Writer } from '../ports.ts';

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
  onBatch: (added: Pick<Added, 'total'>) => void,
): Promise<void> {
  for (;;) {
    // Before the look: what ends after it is found by the next one.
    const analysis = payload.jobId === null ? null : await reader.job(payload.jobId);
    const total = await writer.addJudgeItems(jobId, payload);
    if (total > 0) onBatch({ total });
    if (!analysis || !going.includes(analysis.state)) break;
    await untilTold(lookAgainMs, signal);
  }
}
