import { join } from 'node:path';
import { AppError } from '../../../contract/index.ts';
import { accountOfRoot, metaCacheName, pieceOfCached } from '../../core/ingest/meta-place.ts';
import type { FetchableAds, JobItem } from '../../ports.ts';
import { createFetchedFiles } from '../net/fetched-files.ts';
import type { FileCache } from '../net/file-cache.ts';
import type { MetaClient, MetaOptions } from './client.ts';
import { fetchMedia, RunOut } from './fetch-media.ts';
import { createMediaAddresses } from './media-addresses.ts';

/** The addresses that are tried: the one that is known, and two that are asked for anew. */
const addressesTried = 3;

/** The videos and images of ads at Meta, fetched through their creatives. */
export function createMetaFiles(
  client: MetaClient,
  { address, retry, clock }: Pick<MetaOptions, 'address' | 'retry' | 'clock'>,
  cache: FileCache,
): FetchableAds {
  const addresses = createMediaAddresses(client, clock);

  async function bring(
    { root, absolute }: Pick<JobItem, 'root' | 'absolute'>,
    signal: AbortSignal,
  ): Promise<void> {
    const piece = pieceOfCached(absolute);
    if (!piece) throw new AppError('NOT_FOUND', absolute);
    const what = `${piece.kind === 'video' ? 'Video' : 'Image'} ${piece.key}`;
    const part = `${absolute}.part`;
    let done = (): void => undefined;
    // The answer has begun by then, and would not wait.
    const makeRoom = async (bytes: number): Promise<void> => {
      done();
      done = await cache.makeRoom(bytes, null);
    };
    for (let tried = 1; ; tried += 1) {
      const url = await addresses.of(accountOfRoot(root), piece, tried > 1, signal);
      try {
        const bytes = await retry(
          () => fetchMedia({ what, url, base: address.base, makeRoom }, part, signal),
          signal,
        );
        return await cache.keep(part, absolute, bytes);
      } catch (error) {
        if (!(error instanceof RunOut) || tried === addressesTried) throw error;
      } finally {
        done();
        done = () => undefined;
      }
    }
  }

  return {
    expect(account, piece) {
      addresses.expect(account, piece);
      return join(cache.folder, metaCacheName(piece));
    },
    files: (list) => createFetchedFiles(cache, { list, bring, bytesOf: () => null }),
  };
}
