import { AppError } from '../../contract/index.ts';
import { piecesOf } from '../core/ingest/meta-pieces.ts';
import { metaRoot } from '../core/ingest/meta-place.ts';
import { NotEnded } from '../core/learn/meta/not-ended.ts';
import type { Clock, FetchableAds, Listed, MetaAd, MetaAds, MetaMedia, MetaWriter } from '../ports.ts';

/** How a piece of an ad was left out. */
const noPiece = 'its creative names no video or image: a post of a Page that the access token may not use';

/**
 * The videos and images of the ads that run in an account, as files to be measured. What stands in the account is kept
 * on the way, so that each piece is known by the ads that show it.
 */
export async function* listLiveAds(
  ports: {
    ads: Pick<MetaAds, 'accounts' | 'live'>;
    fetchable: Pick<FetchableAds, 'expect'>;
    writer: Pick<MetaWriter, 'saveMetaAccount' | 'saveStructure'>;
    clock: Clock;
  },
  accountId: string,
  signal: AbortSignal,
): AsyncGenerator<Listed> {
  const { ads, fetchable, writer, clock } = ports;
  const [account] = await ads.accounts([accountId], signal);
  if (!account) throw new AppError('NOT_FOUND', `Ad account ${accountId}.`);
  await writer.saveMetaAccount(account, clock.now());
  const found: MetaAd[] = [];
  const media = new Map<string, readonly MetaMedia[]>();
  const root = metaRoot(account.id);
  try {
    for await (const page of ads.live(account, signal)) {
      await writer.saveStructure(account.id, page, clock.now());
      found.push(...(page.ads ?? []));
      for (const creative of page.creatives ?? []) media.set(creative.id, creative.media);
    }
  } catch (error) {
    if (!(error instanceof NotEnded)) throw error;
    yield { kind: 'skipped', root, path: 'more ads', absolute: `${root}/more`, reason: error.detail };
  }
  const { placed, without } = piecesOf(
    found.map(({ id, name, creativeId }) => ({ id, name, media: media.get(creativeId ?? '') ?? [] })),
  );
  for (const { piece, path } of placed) {
    const absolute = fetchable.expect(account.id, piece);
    // How many bytes it has is known only when it comes; what is behind a key never changes.
    yield { kind: 'file', root, path, absolute, stamp: { size: 0, mtimeNs: piece.key } };
  }
  for (const { adId, path } of without)
    yield { kind: 'skipped', root, path, absolute: `${root}/${adId}`, reason: noPiece };
}
