import { type AdId, AppError } from '../../contract/index.ts';
import { describeText, TEXT_VERSION } from '../core/measure/text/describe.ts';
import { textFactsOf } from '../core/measure/text/facts.ts';
import { chooseFrames } from '../core/measure/text/frames.ts';
import type { AdSource, Clock, ItemEnd, JobItem, MediaPort, Reader } from '../ports.ts';

export interface WordsPorts {
  readonly source: Pick<AdSource, 'stamp'>;
  readonly media: MediaPort;
  readonly reader: Reader;
  readonly clock: Clock;
}

/** The words of one measured ad. Never read twice: what another job has read meanwhile is left as it is. */
export async function readWordsOf(ports: WordsPorts, item: JobItem, signal: AbortSignal): Promise<ItemEnd> {
  const adId = item.adId as AdId;
  if (await ports.reader.hasWords(adId, TEXT_VERSION)) return { kind: 'read', adId, words: null };
  const stamp = await ports.source.stamp(item);
  if (stamp.size !== item.stamp.size || stamp.mtimeNs !== item.stamp.mtimeNs)
    throw new AppError('UNREADABLE', 'The file has changed since it was measured; measure it again.');
  const facts = textFactsOf(await ports.reader.measuredFacts(adId));
  const { frames, spoken, palettes } = await ports.media.readText(
    item.absolute,
    chooseFrames(facts.durationS, facts.cuts),
    signal,
  );
  const words = { text: describeText(frames, facts), spoken, palettes, readAt: ports.clock.now() };
  return { kind: 'read', adId, words };
}
