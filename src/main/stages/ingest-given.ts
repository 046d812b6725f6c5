import type { AdId, JobId, Spoken } from '../../contract/index.ts';
import { parseSidecar, sidecarNames } from '../core/ingest/sidecar.ts';
import { parseSubtitles } from '../core/ingest/subtitles.ts';
import type { FolderOfAds, FoldersOf, Given, Reader, Writer } from '../ports.ts';

/**
 * Reads what lies beside the files of an analysis: the texts of its ads and their subtitles. The first place that tells
 * something wins, and a file that is of no use says why. Answers the ads for which something has changed. With
 * `only`, for this one of them.
 */
export async function readGiven(
  ports: { foldersOf: FoldersOf; reader: Reader; writer: Writer },
  jobId: JobId,
  only?: AdId,
): Promise<AdId[]> {
  const places = await ports.reader.placesOfJob(jobId, only);
  const adOf = new Map(places.map(({ absolute, adId }) => [absolute, adId]));
  const given = new Map<AdId, Given>(places.map(({ adId }) => [adId, { copy: null, spoken: null }]));
  const unused = new Map<string, string>();
  for await (const folder of ports.foldersOf([...adOf.keys()])) {
    const copies = await copiesIn(folder, unused);
    for (const { absolute, name } of folder.files) {
      const adId = adOf.get(absolute) as AdId;
      const known = given.get(adId) as Given;
      given.set(adId, {
        copy: known.copy ?? copies.get(name) ?? null,
        spoken: known.spoken ?? (await spokenBeside(folder, name, unused)),
      });
    }
  }
  await ports.writer.setUnused(jobId, unused);
  return ports.writer.setGiven(given);
}

/** Why it was of no use, by where it lies. */
type Unused = Map<string, string>;

async function copiesIn(folder: FolderOfAds, unused: Unused) {
  for (const name of sidecarNames) {
    const text = await textOf(folder, name, unused);
    if (text === null) continue;
    const copies = parseSidecar(name, text);
    const strays = [...copies.keys()].filter((file) => !folder.names.includes(file)).length;
    if (copies.size === 0)
      unused.set(placeOf(folder, name), 'texts for the ads beside it, but none was found in it');
    else if (strays > 0)
      unused.set(
        placeOf(folder, name),
        `texts for the ads beside it; ${strays} of the ${copies.size} files that it names ${strays === 1 ? 'is' : 'are'} not there`,
      );
    return copies;
  }
  return new Map<string, never>();
}

async function spokenBeside(folder: FolderOfAds, file: string, unused: Unused): Promise<Spoken | null> {
  const stem = file.slice(0, file.lastIndexOf('.'));
  const name = [`${stem}.srt`, `${stem}.vtt`].find((candidate) => folder.names.includes(candidate));
  const text = name === undefined ? null : await textOf(folder, name, unused);
  if (name === undefined || text === null) return null;
  const lines = parseSubtitles(text);
  if (lines.length > 0) return { source: 'file', name, lines };
  unused.set(placeOf(folder, name), 'subtitles, but no line with its time was found in it');
  return null;
}

async function textOf(folder: FolderOfAds, name: string, unused: Unused): Promise<string | null> {
  if (!folder.names.includes(name)) return null;
  const read = await folder.read(name);
  if ('text' in read) return read.text;
  unused.set(placeOf(folder, name), `texts for the ads beside it, not read: ${read.unread}`);
  return null;
}

const placeOf = ({ files: [beside] }: FolderOfAds, name: string): string =>
  beside ? beside.absolute.slice(0, -beside.name.length) + name : name;
