import type { AdId, DriveLook } from '../../contract/index.ts';
import type { AdSource, AnalyzePayload, Reader } from '../ports.ts';
import { adIdOf } from './measure.ts';

/** Files that are looked at before any is fetched. */
const lookedAt = 2000;

/**
 * What a listing holds, before any of it is fetched. When the time of the look runs out, it is what was found by then and
 * says that there is more.
 */
export async function lookInto(
  { source, reader }: { source: Pick<AdSource, 'list'>; reader: Pick<Reader, 'knownSha'> },
  payload: AnalyzePayload,
  signal: AbortSignal,
): Promise<Omit<DriveLook, 'title'>> {
  const max = payload.max ?? lookedAt;
  const look = { files: 0, bytes: 0, skipped: 0, complete: true };
  const ads = new Set<AdId>();
  const drafts: DriveLook['drafts'] = [];
  try {
    for await (const listed of source.list(payload, signal)) {
      if (listed.kind === 'skipped') look.skipped += 1;
      else if (look.files === Math.min(max, lookedAt)) {
        look.complete = max <= lookedAt;
        break;
      } else {
        look.files += 1;
        look.bytes += listed.stamp.size;
        const sha = await reader.knownSha(listed.absolute, listed.stamp);
        if (sha !== null) ads.add(adIdOf(sha));
        else if (listed.draft) drafts.push(listed.draft);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    look.complete = false;
  }
  return { ...look, ads: [...ads], drafts };
}
