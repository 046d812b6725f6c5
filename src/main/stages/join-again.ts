import type { AdId, JobId } from '../../contract/index.ts';
import { joinAgain } from '../core/score/council/join-again.ts';
import type { CouncilReader, CouncilWriter } from '../ports.ts';

/**
 * At the end of a job: its ads, and what was joined before the scales of their judges were known, are joined by the votes
 * as they stand. While it ran each was joined by those before it, and the first and the last would lie on two scales.
 * Answers the ads that are now told otherwise; `rest` lets others
 * at the processor between two ads.
 */
export async function joinJobAgain(
  reader: Pick<CouncilReader, 'joinedFor' | 'pastVotes'>,
  writer: Pick<CouncilWriter, 'replaceJoined'>,
  jobId: JobId,
  rest: () => Promise<void>,
  signal: AbortSignal,
): Promise<AdId[]> {
  const past = await reader.pastVotes();
  const changed: AdId[] = [];
  for (const before of await reader.joinedFor(jobId)) {
    await rest();
    // Whoever takes the job up again does all of it.
    if (signal.aborted) break;
    const after = joinAgain(before.adId, before.council, past);
    if (!after || JSON.stringify(after) === JSON.stringify(before.council)) continue;
    if (await writer.replaceJoined(before, after)) changed.push(before.adId);
  }
  return changed;
}
