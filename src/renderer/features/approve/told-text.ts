import type { LedgerTold } from '../../../contract/index.ts';
import { toldBy } from '../../../contract/words.ts';
import { dateTime } from '../../format/time.ts';

/** A source that is silent tells of nothing: whether it would have spoken is for the person to judge. */
export const toldText = ({ source, at, how }: LedgerTold): string =>
  `The ledger was last told on ${dateTime(at)} by ${toldBy[how]} (${source}): until then no sale means none, and spend of later days is left out.`;
