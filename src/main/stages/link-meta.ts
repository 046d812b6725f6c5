import { AppError, type Link } from '../../contract/index.ts';
import { type AutoLink, linkAll } from '../core/learn/meta/link-all.ts';
import { type Alike, alikeOf } from '../core/learn/meta/link-look.ts';
import { parseName, readPattern, textToRead } from '../core/learn/meta/name-pattern.ts';
import type { Clock, LinkReader, LinkWriter } from '../ports.ts';

const examplesShown = 5;

type Looks = Pick<LinkReader, 'looks' | 'looksStamp'>;
const lastAlike = new WeakMap<Looks, { of: string; found: Promise<ReadonlyMap<string, Alike[]>> }>();

/** Every picture of the library is compared once until an ad comes or goes: no pattern of names changes what it shows. */
async function alikeIn(reader: Looks, ids: readonly string[]): Promise<ReadonlyMap<string, Alike[]>> {
  if (ids.length === 0) return new Map();
  const of = JSON.stringify([await reader.looksStamp(), ids]);
  const known = lastAlike.get(reader);
  if (known?.of === of) return known.found;
  const compare = async () => alikeOf(await reader.looks(ids, false), await reader.looks(ids, true));
  const one = { of, found: compare() };
  lastAlike.set(reader, one);
  one.found.catch(() => lastAlike.delete(reader));
  return one.found;
}

/** What would be linked by bytes, look and this pattern of names, and how it reads the first names. Throws INVALID_INPUT. */
export async function previewLinks(reader: LinkReader, names: string) {
  const pattern = readPattern(names);
  if (!pattern)
    throw new AppError(
      'INVALID_INPUT',
      'names: it takes {file} once, and something between each two places, as in {client}_{file}_v{n} or utm_content={file}.',
    );
  const [metaAds, ads, linked] = await Promise.all([
    reader.linkableMetaAds(),
    reader.linkableAds(),
    reader.metaLinks('linked'),
  ]);
  const fetched = ads.filter(({ pieces, names: files }) => pieces.length > 0 && files.length === 0);
  const alike = await alikeIn(
    reader,
    fetched.map(({ id }) => id),
  );
  const byHand = linked
    .filter(({ how }) => how === 'hand')
    .map(({ meta_ad_id: metaAdId, ad_id: adId }) => ({ metaAdId, adId }));
  const found = linkAll(pattern, metaAds, ads, alike, byHand);
  const metaNames = new Map(metaAds.map(({ id, name }) => [id, name]));
  const adNames = new Map(ads.map(({ id, names: files }) => [id, files[0]]));
  const shownBy = new Map(ads.flatMap(({ id, pieces }) => pieces.map((piece) => [piece, id] as const)));
  const piecesOf = new Map(metaAds.map(({ id, pieces }) => [id, pieces]));
  const links = found.map(
    ({ metaAdId, adId, how, certainty, state }): Link => ({
      meta_ad_id: metaAdId,
      meta_ad_name: metaNames.get(metaAdId) ?? metaAdId,
      ad_id: adId,
      ad_name: adNames.get(adId) ?? metaNames.get(metaAdId) ?? adId,
      shows: piecesOf.get(metaAdId)?.flatMap((piece) => shownBy.get(piece) ?? []) ?? [],
      how,
      certainty,
      state,
      left_out:
        state === 'linked' && (piecesOf.get(metaAdId)?.length ?? 0) > 1 ? ('several pieces' as const) : null,
    }),
  );
  return {
    found,
    links,
    examples: metaAds.slice(0, examplesShown).map((metaAd) => {
      const text = textToRead(pattern, metaAd);
      return { name: text, places: parseName(pattern, text) ?? null };
    }),
    without: metaAds.length - new Set(found.map(({ metaAdId }) => metaAdId)).size,
  };
}

/** Links anew what was not decided by a person. Throws INVALID_INPUT for a pattern that is none. */
export async function relink(
  { reader, writer, clock }: { reader: LinkReader; writer: LinkWriter; clock: Clock },
  names: string,
): Promise<readonly AutoLink[]> {
  const { found } = await previewLinks(reader, names);
  await writer.saveLinks(found, clock.now());
  return found;
}
