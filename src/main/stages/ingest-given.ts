import type { AdId, JobId, Spoken } from '../../contract/index.ts';
import { parseSidecar, sidecarNames } from '../core/ingest/sidecar.ts';
import { type Subtitles, stemOf, subtitlesByStem } from '../core/ingest/subtitle-names.ts';
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
  const placeOf = new Map(places.map((place) => [place.absolute, place]));
  const given = new Map<AdId, Given>(places.map(({ adId }) => [adId, { copy: null, spoken: null }]));
  for await (const folder of ports.foldersOf([...placeOf.keys()])) {
    const copies = await copiesIn(folder, lists, unused);
    const subtitles = subtitlesByStem(folder.names);
    const films = folder.files.filter(({ absolute }) => placeOf.get(absolute)?.isFilm);
    tellIdle(folder, subtitles, new Set(films.map(({ name }) => stemOf(name))), unused);
    for (const { absolute, name } of folder.files) {
      const { adId, isFilm } = placeOf.get(absolute) as (typeof places)[0];
      const known = given.get(adId) as Given;
      const beside = isFilm ? spokenOf(subtitles.get(stemOf(name))) : null;
      given.set(adId, {
        copy: known.copy ?? copies.get(name) ?? null,
        spoken: known.spoken ?? (beside === null ? null : await spokenBeside(folder, beside, unused)),
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
  if (copies.size === 1) return 'texts for the ads beside it; the one file that it names is not there';
  return `texts for the ads beside it; ${strays} of the ${copies.size} files that it names ${strays === 1 ? 'is' : 'are'} not there`;
}

/** The file with the film's own name, or the only one with a language: which of several is spoken would be a guess. */
const spokenOf = (found: Subtitles | undefined): string | null =>
  found?.plain ?? (found?.others.length === 1 ? (found.others[0] ?? null) : null);

function tellIdle(
  folder: FolderOfAds,
  subtitles: ReadonlyMap<string, Subtitles>,
  films: ReadonlySet<string>,
  unused: Unused,
): void {
  for (const [stem, found] of subtitles) {
    const isFilm = films.has(stem);
    const why = !isFilm
      ? 'subtitles, but no film of their name was measured beside them'
      : found.plain === null
        ? `subtitles in several languages for one film; none is taken. Name the one that is spoken ${stem}.srt`
        : `subtitles beside others of its film; what is spoken is taken from the file named ${found.plain}`;
    for (const name of [found.plain ?? [], found.others].flat())
      if (!isFilm || name !== spokenOf(found)) unused?.set(folder.placeOf(name), why);
  }
}

async function spokenBeside(folder: FolderOfAds, name: string, unused: Unused): Promise<Spoken | null> {
  const text = await textOf(folder, name, unused);
  if (text === null) return null;
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
