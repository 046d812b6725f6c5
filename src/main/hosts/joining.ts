import { setImmediate } from 'node:timers/promises';
import type { AdId } from '../../contract/index.ts';
import { oneByOne } from '../core/one-by-one.ts';
import { joinAllAgain } from '../stages/join-again.ts';
import type { Store } from '../store/index.ts';

/** Tells the ads whose council is now another, some at a time. */
export type JoinAgain = (onMoved: (ids: readonly AdId[]) => void, signal: AbortSignal) => Promise<void>;

/** One after the other: whoever comes last has read the newest votes and results, and has the last word. */
export function createJoining({ reader, writer }: Pick<Store, 'reader' | 'writer'>): JoinAgain {
  const inLine = oneByOne();
  return (onMoved, signal) =>
    inLine(() => joinAllAgain(reader, writer, () => setImmediate(), onMoved, signal), signal);
}
