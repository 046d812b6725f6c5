import { type AdId, AppError } from '../../contract/index.ts';
import { sameLook } from '../core/ingest/settled.ts';
import { LOGO_VERSION } from '../core/measure/brand/logo-looks.ts';
import { describeText, TEXT_VERSION } from '../core/measure/text/describe.ts';
import { type TextFacts, textFactsOf } from '../core/measure/text/facts.ts';
import { chooseFrames } from '../core/measure/text/frames.ts';
import type {
  AdSource,
  Clock,
  FileStamp,
  ItemEnd,
  JobItem,
  LookedForLogo,
  MediaPort,
  Reader,
  ReadWords,
} from '../ports.ts';

export interface WordsPorts {
  readonly source: Pick<AdSource, 'stamp'>;
  readonly media: MediaPort;
  readonly reader: Reader;
  readonly clock: Clock;
  /** Where a logo is kept; null where it is gone, as after a library was brought to another machine. */
  logoFile(id: string): Promise<string | null>;
}

/** The words of one measured ad; null where they were read before. */
export async function readMissingWords(
  ports: Omit<WordsPorts, 'logoFile'>,
  item: JobItem,
  signal: AbortSignal,
): Promise<ReadWords | null> {
  const adId = item.adId as AdId;
  if (await ports.reader.hasWords(adId, TEXT_VERSION)) return null;
  requireUnchanged(await ports.source.stamp(item), item);
  const facts = textFactsOf(await ports.reader.measuredFacts(adId));
  return wordsAt(ports, item.absolute, chooseFrames(facts.durationS, facts.cuts), facts, signal);
}

function requireUnchanged(now: FileStamp, { stamp }: JobItem): void {
  if (!sameLook(now, stamp))
    throw new AppError('UNREADABLE', 'The file has changed since it was measured; measure it again.');
}

/** The words of one measured ad, and its brand's logo. Never twice: what another job has read is left as it is. */
export async function readWordsOf(ports: WordsPorts, item: JobItem, signal: AbortSignal): Promise<ItemEnd> {
  const adId = item.adId as AdId;
  const nothing: ItemEnd = { kind: 'read', adId, words: null, logo: null };
  const hasWords = await ports.reader.hasWords(adId, TEXT_VERSION);
  if (hasWords && (await ports.reader.logoWanted(adId, LOGO_VERSION)) === null) return nothing;
  const stamp = await ports.source.stamp(item).catch((error: unknown) => {
    if (hasWords && error instanceof AppError && error.code === 'UNREADABLE') return null;
    throw error;
  });
  // For a logo alone nothing is brought here again.
  if (!stamp) return nothing;
  requireUnchanged(stamp, item);
  const facts = textFactsOf(await ports.reader.measuredFacts(adId));
  const times = chooseFrames(facts.durationS, facts.cuts);
  const words = hasWords ? null : await wordsAt(ports, item.absolute, times, facts, signal);
  const logo = await lookedFor(ports, item, times, signal).catch((error: unknown) => {
    if (words === null || signal.aborted) throw error;
    // The words are kept; the next reading looks for the logo alone.
    return null;
  });
  return { kind: 'read', adId, words, logo };
}

/** A person may choose another logo or client meanwhile; no other job takes an ad in hand, so this one looks again. */
async function lookedFor(
  { reader, media, logoFile }: WordsPorts,
  { adId, absolute }: JobItem,
  times: readonly number[],
  signal: AbortSignal,
): Promise<LookedForLogo | null> {
  let looked: LookedForLogo | undefined;
  for (;;) {
    const logo: string | null = await reader.logoWanted(adId as AdId, LOGO_VERSION);
    const file = logo === null || logo === looked?.logo ? null : await logoFile(logo);
    if (logo === null || file === null) return looked ?? null;
    looked = { logo, version: LOGO_VERSION, looks: await media.findLogo(absolute, times, file, signal) };
  }
}

async function wordsAt(
  { media, clock }: Pick<WordsPorts, 'media' | 'clock'>,
  absolute: string,
  times: readonly number[],
  facts: TextFacts,
  signal: AbortSignal,
): Promise<ReadWords> {
  const { frames, spoken, palettes } = await media.readText(absolute, times, signal);
  return { text: describeText(frames, facts), spoken, palettes, readAt: clock.now() };
}
