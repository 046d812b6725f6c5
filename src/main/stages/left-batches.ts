import type { AdId } from '../../contract/index.ts';
import { memberNames } from '../../contract/words.ts';
import { Passing } from '../core/passing.ts';
import type { CouncilReader } from '../ports.ts';
import { isOpen, type Panel, verdictKey } from './council.ts';

/** Most batches that are called off end within a minute. */
const lookAgainMs = 30_000;

/**
 * Why a direct run waits before it asks about this ad: a batch that was left holds it. What that comes to is read by this
 * run or by none, and until then to ask would be paid twice. Null where nothing holds it.
 */
export async function heldByLeft(
  reader: Pick<CouncilReader, 'ballot' | 'isUnderWay'>,
  { seats }: Panel,
  adId: AdId,
): Promise<Passing | null> {
  const names: string[] = [];
  for (const seat of seats.filter(isOpen)) {
    const key = verdictKey(adId, seat);
    if (!(await reader.ballot(key)) && (await reader.isUnderWay(key)) === 'left')
      names.push(memberNames[seat.judge]);
  }
  return names.length === 0
    ? null
    : new Passing(
        'STILL_ENDING',
        `A batch with ${names.join(', ')} holds ads of this run; after some minutes it goes on without these votes.`,
        lookAgainMs,
      );
}
