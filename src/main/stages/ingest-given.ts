import type { AdId, JobId, Spoken } from '../../contract/index.ts';
import { parseSidecar, sidecarNames } from '../core/ingest/sidecar.ts';
import { parseSubtitles } from '../core/ingest/subtitles.ts';
import type { FolderOfAds, FoldersOf, Given, Reader, Writer } from '../ports.ts';

interface GivenPorts {
  readonly foldersOf: FoldersOf;
  readonly reader: Pick<Reader, 'placesOfJob'>;
  readonly writer: Pick<Writer, 'setGiven' | 'setUnused'>;
}

/** What the lists of texts said when they were read last, by where they lie. */
export type ReadLists = Map<string, { readonly text: string; readonly copies: Copies }>;
type Copies = ReturnType<typeof parseSidecar>;

/**
 * Reads what lies beside the files of an analysis: the texts of its ads and their subtitles. The first place that tells
 * something wins, and a file that is of no use says why. Answers the ads for which something has changed.
 */
export async function readGiven(ports: GivenPorts, jobId: JobId): Promise<AdId[]> {
  const unused = new Map<string, string>();
  const changed = await readBeside(ports, await ports.reader.placesOfJob(jobId), new Map(), unused);
  await ports.writer.setUnused(jobId, unused);
  return changed;
}

/** The same for one of its ads. A list that is what it was in `lists` is not taken apart again for each ad that it names. */
export const readGivenOfAd = async (ports: GivenPorts, jobId: JobId, ad: AdId, lists: ReadLists) =>
  readBeside(ports, await ports.reader.placesOfJob(jobId, ad), lists, null);

async function readBeside(
  ports: GivenPorts,
  places: Awaited<ReturnType<Reader['placesOfJob']>>,
  lists: ReadLists,
  unused: Unused,
): Promise<AdId[]> {
  const adOf = new Map(places.map(({ absolute, adId }) => [absolute, adId]));
  const given = new Map<AdId, Given>(places.map(({ adId }) => [adId, { copy: null, spoken: null }]));
  for await (const folder of ports.foldersOf([...adOf.keys()])) {
    const copies = await copiesIn(folder, lists, unused);
    for (const { absolute, name } of folder.files) {
      const adId = adOf.get(absolute) as AdId;
      const known = given.get(adId) as Given;
      given.set(adId, {
        copy: known.copy ?? copies.get(name) ?? null,
        spoken: known.spoken ?? (await spokenBeside(folder, name, unused)),
      });
    }
  }
  return ports.writer.setGiven(given);
}

/** Why it was of no use, by where it lies; null where nobody asks. */
type Unused = Map<string, string> | null;

async function copiesIn(folder: FolderOfAds, lists: ReadLists, unused: Unused): Promise<Copies> {
  for (const name of sidecarNames) {
    const text = await textOf(folder, name, unused);
    if (text === null) continue;
    const place = folder.placeOf(name);
    const known = lists.get(place);
    const copies = known?.text === text ? known.copies : parseSidecar(name, text);
    lists.set(place, { text, copies });
    const why = unused && whyUnused(copies, folder);
    if (why) unused.set(place, why);
    return copies;
  }
  return new Map();
}

function whyUnused(copies: Copies, { names }: FolderOfAds): string | null {
  if (copies.size === 0) return 'texts for the ads beside it, but none was found in it';
  const strays = [...copies.keys()].filter((file) => !names.has(file)).length;
  if (strays === 0) return null;
  return `texts for the ads beside it; ${strays} of the ${copies.size} files that it names ${strays === 1 ? 'is' : 'are'} not there`;
}

const subtitleEndings = ['.srt', '.vtt', '.SRT', '.VTT'];
/** A file is told by its content, and need not have an ending. */
const stemOf = (file: string): string => file.replace(/\.[^.]*$/, '');

async function spokenBeside(folder: FolderOfAds, file: string, unused: Unused): Promise<Spoken | null> {
  const name = subtitleEndings.map((end) => stemOf(file) + end).find((beside) => folder.names.has(beside));
  const text = name === undefined ? null : await textOf(folder, name, unused);
  if (name === undefined || text === null) return null;
  const lines = parseSubtitles(text);
  if (lines.length > 0) return { source: 'file', name, lines };
  unused?.set(folder.placeOf(name), 'subtitles, but no line with its time was found in it');
  return null;
}

async function textOf(folder: FolderOfAds, name: string, unused: Unused): Promise<string | null> {
  if (!folder.names.has(name)) return null;
  const read = await folder.read(name);
  if ('text' in read) return read.text;
  unused?.set(folder.placeOf(name), `texts for the ads beside it, not read: ${read.unread}`);
  return null;
}
