import { type AdId, AppError } from '../../contract/index.ts';
import { LOGO_VERSION } from '../core/measure/brand/logo-looks.ts';
import { describeText, TEXT_VERSION } from '../core/measure/text/describe.ts';
import { type TextFacts, textFactsOf } from '../core/measure/text/facts.ts';
import { chooseFrames } from '../core/measure/text/frames.ts';
import type { AdSource, Clock, ItemEnd, JobItem, MediaPort, Reader, ReadWords } from '../ports.ts';

export interface WordsPorts {
  readonly source: Pick<AdSource, 'stamp'>;
  readonly media: MediaPort;
  readonly reader: Reader;
  readonly clock: Clock;
  /** Where a logo is kept; null where it is gone, as after a library was brought to another machine. */
  logoFile(id: string): Promise<string | null>;
}

/** The words of one measured ad, and its brand's logo. Never twice: what another job has read is left as it is. */
export async function readWordsOf(ports: WordsPorts, item: JobItem, signal: AbortSignal): Promise<ItemEnd> {
  const adId = item.adId as AdId;
  const nothing: ItemEnd = { kind: 'read', adId, words: null, logo: null };
  const hasWords = await ports.reader.hasWords(adId, TEXT_VERSION);
  const wanted = await ports.reader.logoWanted(adId, LOGO_VERSION);
  const file = wanted === null ? null : await ports.logoFile(wanted);
  if (hasWords && file === null) return nothing;
  const stamp = await ports.source.stamp(item).catch((error: unknown) => {
    if (hasWords && error instanceof AppError && error.code === 'UNREADABLE') return null;
    throw error;
  });
  // For a logo alone nothing is brought here again.
  if (!stamp) return nothing;
  if (stamp.size !== item.stamp.size || stamp.mtimeNs !== item.stamp.mtimeNs)
    throw new AppError('UNREADABLE', 'The file has changed since it was measured; measure it again.');
  const facts = textFactsOf(await ports.reader.measuredFacts(adId));
  const times = chooseFrames(facts.durationS, facts.cuts);
  const words = hasWords ? null : await wordsAt(ports, item.absolute, times, facts, signal);
  const looks =
    file === null
      ? null
      : await ports.media.findLogo(item.absolute, times, file, signal).catch((error: unknown) => {
          if (words === null || signal.aborted) throw error;
          // The words are kept; the next reading looks for the logo alone.
          return null;
        });
  const logo = looks && wanted !== null ? { logo: wanted, version: LOGO_VERSION, looks } : null;
  return { kind: 'read', adId, words, logo };
}

async function wordsAt(
  { media, clock }: WordsPorts,
  absolute: string,
  times: readonly number[],
  facts: TextFacts,
  signal: AbortSignal,
): Promise<ReadWords> {
  const { frames, spoken, palettes } = await media.readText(absolute, times, signal);
  return { text: describeText(frames, facts), spoken, palettes, readAt: clock.now() };
}
