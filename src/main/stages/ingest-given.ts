import type { AdId, JobId, Spoken } from '../../contract/index.ts';
import { parseSidecar, sidecarNames } from '../core/ingest/sidecar.ts';
import { parseSubtitles } from '../core/ingest/subtitles.ts';
import type { FolderOfAds, FoldersOf, Given, Reader, Writer } from '../ports.ts';

/**
 * Reads what lies beside the files of an analysis: the texts of its ads and their subtitles. The first place that tells
 * something wins. Answers the ads for which something has changed. With `only`, for this one of them.
 */
export async function readGiven(
  ports: { foldersOf: FoldersOf; reader: Reader; writer: Writer },
  jobId: JobId,
  only?: AdId,
): Promise<AdId[]> {
  const places = await ports.reader.placesOfJob(jobId, only);
  const adOf = new Map(places.map(({ absolute, adId }) => [absolute, adId]));
  const given = new Map<AdId, Given>(places.map(({ adId }) => [adId, { copy: null, spoken: null }]));
  for await (const folder of ports.foldersOf([...adOf.keys()])) {
    const copies = await copiesIn(folder);
    for (const { absolute, name } of folder.files) {
      const adId = adOf.get(absolute) as AdId;
      const known = given.get(adId) as Given;
      given.set(adId, {
        copy: known.copy ?? copies.get(name) ?? null,
        spoken: known.spoken ?? (await spokenBeside(folder, name)),
      });
    }
  }
  return ports.writer.setGiven(given);
}

async function copiesIn({ names, read }: FolderOfAds) {
  for (const name of sidecarNames) {
    const text = names.includes(name) ? await read(name) : null;
    if (text !== null) return parseSidecar(name, text);
  }
  return new Map<string, never>();
}

async function spokenBeside({ names, read }: FolderOfAds, file: string): Promise<Spoken | null> {
  const stem = file.slice(0, file.lastIndexOf('.'));
  const name = [`${stem}.srt`, `${stem}.vtt`].find((candidate) => names.includes(candidate));
  const lines = parseSubtitles((name && (await read(name))) || '');
  return name && lines.length > 0 ? { source: 'file', name, lines } : null;
}
