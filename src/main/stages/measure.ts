import type { AdId, ErrorCode } from '../../contract/index.ts';
import { AppError } from '../../contract/index.ts';
import { requireSize } from '../core/ingest/file-size.ts';
import { sameLook } from '../core/ingest/settled.ts';
import type { AdSource, Clock, ItemEnd, JobItem, JobVersions, MediaPort, Reader, Writer } from '../ports.ts';
import { scoreMeasured } from './score.ts';

export interface MeasurePorts {
  readonly source: Pick<AdSource, 'stamp' | 'sha256'>;
  readonly media: MediaPort;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly clock: Clock;
}

/** The first 16 hex digits of the content's hash name the ad (`schemas/common.ts` AdId). */
export const adIdOf = (sha256: string): AdId => sha256.slice(0, 16);

/** What the next run would find again: a limit that was met, or a crash, may be the machine's. */
const ofTheFile: readonly ErrorCode[] = [
  'NO_VIDEO',
  'NOT_MEDIA',
  'TRUNCATED',
  'NO_INDEX',
  'BAD_HEADER',
  'DAMAGED',
  'ENCRYPTED',
  'UNSUPPORTED_CODEC',
  'TOO_LARGE',
];

/**
 * One file to one ad: unchanged files are known by size and mtime, identical bytes by their hash, and only what is left
 * is decoded. `claim` holds an ad from here until its end is stored, so that of two copies in one run one is measured; if
 * that fails, the other fails on its own account.
 */
export async function measureItem(
  ports: MeasurePorts,
  versions: JobVersions,
  item: JobItem,
  options: {
    fresh: boolean;
    done: ReadonlySet<AdId>;
    claim: (adId: AdId) => Promise<void>;
    signal: AbortSignal;
  },
): Promise<ItemEnd> {
  const stamp = await ports.source.stamp(item);
  requireSize(stamp.size);
  const known = options.fresh ? null : await ports.reader.knownSha(item.absolute, stamp);
  const sha256 = known ?? (await ports.source.sha256(item, options.signal));
  const adId = adIdOf(sha256);
  const reused: ItemEnd = { kind: 'reused', adId, sha256, stamp };

  await options.claim(adId);
  options.signal.throwIfAborted();
  if (options.done.has(adId)) return reused;
  if (!options.fresh && (await ports.reader.hasMeasured(adId, versions))) return reused;

  const end = await measureFile(ports, versions, item, sha256, options.signal);
  const after = await ports.source.stamp(item);
  if (!sameLook(after, stamp)) {
    throw new AppError('UNREADABLE', 'The file changed while it was being measured; run it again.');
  }
  return { ...end, stamp };
}

/** Else it may have gone, or changed, while it was measured. */
const isAsListed = async ({ source }: MeasurePorts, item: JobItem): Promise<boolean> =>
  sameLook(await source.stamp(item).catch(() => undefined), item.stamp);

async function measureFile(
  ports: MeasurePorts,
  versions: JobVersions,
  item: JobItem,
  sha256: string,
  signal: AbortSignal,
): Promise<Extract<ItemEnd, { kind: 'analyzed' }>> {
  const id = adIdOf(sha256);
  const folder = await ports.writer.pictureFolder(id);
  const measured = await ports.media.measure(item.absolute, folder, signal).catch(async (error: unknown) => {
    await ports.writer.dropEmptyPictureFolder(id);
    if (error instanceof AppError && ofTheFile.includes(error.code) && (await isAsListed(ports, item)))
      await ports.writer.keepFailure(item, versions, { code: error.code, detail: error.detail });
    throw error;
  });
  const score = scoreMeasured(measured);
  const measuredAt = ports.clock.now();
  const { failedUnder: _, kindVersion: __, ...under } = versions;
  return {
    kind: 'analyzed',
    ad: { ...measured, ...under, id, sha256, score, measuredAt },
    stamp: item.stamp,
  };
}
