import type { AdId, Council } from '../../contract/index.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { joinAgain } from '../core/score/council/join-again.ts';
import { pastOf } from '../core/score/council/past.ts';
import type { CouncilReader, CouncilWriter, Joined, Rejoined } from '../ports.ts';

/** Few enough that a call which comes meanwhile is answered as if nothing were under way. */
const atOnce = 10;

/**
 * All councils are joined by the votes and results as they stand: else those of one folder would lie on the scale of that
 * folder, and an ad that everybody holds better could stand below one of another. Asks nobody and touches no vote.
 * `rest` lets others at the processor. Whoever stops it leaves the rest for the next time.
 */
export async function joinAllAgain(
  reader: Pick<CouncilReader, 'joinedAfter' | 'pastVotes'>,
  writer: Pick<CouncilWriter, 'replaceJoined'>,
  rest: () => Promise<void>,
  onMoved: (ids: readonly AdId[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const past = pastOf(await reader.pastVotes());
  const rejoined = ({ adId, council: before }: Joined): Rejoined[] => {
    const after = before && joinAgain(adId, before, past);
    return before && after && told(after) !== told(before) ? [{ adId, before, after }] : [];
  };
  for (let last: AdId | null = null; ; ) {
    await rest();
    if (signal.aborted) return;
    const some: Joined[] = await reader.joinedAfter(last, atOnce);
    const moved = some.flatMap(rejoined);
    if (moved.length > 0) onMoved(await writer.replaceJoined(moved));
    if (some.length < atOnce) return;
    last = (some.at(-1) as Joined).adId;
  }
}

/**
 * What joining makes of the votes. On how many votes a percentile rests grows with every vote: alone that is no reason to
 * write a library anew.
 */
const told = (council: Council): string =>
  canonicalJson({
    ...council,
    transcript: null,
    members: council.members.map((one) => ({
      ...one,
      verdict: null,
      basis: one.percentile === null ? one.basis : null,
    })),
  });
