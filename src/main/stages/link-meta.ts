import { AppError, type Link } from '../../contract/index.ts';
import { linkByName, type NameLink } from '../core/learn/meta/link-names.ts';
import { parseName, readPattern } from '../core/learn/meta/name-pattern.ts';
import type { Clock, LinkReader, LinkWriter } from '../ports.ts';

const examplesShown = 5;

/** What a pattern would link, and how it reads the first names. Throws INVALID_INPUT. */
export async function previewLinks(reader: LinkReader, names: string) {
  const pattern = readPattern(names);
  if (!pattern)
    throw new AppError(
      'INVALID_INPUT',
      'names: it takes {file} once, and something between each two places, as in {client}_{file}_v{n}.',
    );
  const [metaAds, ads] = await Promise.all([reader.namedMetaAds(), reader.namedAds()]);
  const found = linkByName(pattern, metaAds, ads);
  const metaNames = new Map(metaAds.map(({ id, name }) => [id, name]));
  const adNames = new Map(ads.map(({ id, names }) => [id, names[0] ?? id]));
  const links = found.map(
    ({ metaAdId, adId, certainty, state }): Link => ({
      meta_ad_id: metaAdId,
      meta_ad_name: metaNames.get(metaAdId) ?? metaAdId,
      ad_id: adId,
      ad_name: adNames.get(adId) ?? adId,
      how: 'name',
      certainty,
      state,
    }),
  );
  return {
    found,
    links,
    examples: metaAds
      .slice(0, examplesShown)
      .map(({ name }) => ({ name, places: parseName(pattern, name) ?? null })),
    without: metaAds.length - new Set(found.map(({ metaAdId }) => metaAdId)).size,
  };
}

/** Links by name. Throws INVALID_INPUT for a pattern that is none. */
export async function linkNames(
  { reader, writer, clock }: { reader: LinkReader; writer: LinkWriter; clock: Clock },
  names: string,
): Promise<readonly NameLink[]> {
  const { found } = await previewLinks(reader, names);
  await writer.saveNameLinks(found, clock.now());
  return found;
}
