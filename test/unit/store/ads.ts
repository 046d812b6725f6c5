import type { Features, Score } from '../../../src/contract/index.ts';
import type { FileStamp, ItemEnd, JobItem, JobVersions, ScoredAd } from '../../../src/main/ports.ts';
import type { Store } from '../../../src/main/store/index.ts';

export const versions: JobVersions = {
  engineVersion: 1,
  decoderVersion: 'test-1',
  weightsVersion: 'test-1',
  failedUnder: 'test-1',
  kindVersion: 1,
};
export const at = '2026-11-22T21:00:00.000Z';

export const shaOf = (n: number): string => n.toString(16).padStart(16, '0').repeat(4);
export const stamp: FileStamp = { size: 1000, mtimeNs: '1700000000000000001' };

const features: Features = {
  M01: {
    name: 'Duration',
    value: 12.5,
    unit: 's',
    status: 'ok',
    reason: null,
    window: 'all',
    evidence: [],
  },
};

export const scoreOf = (overall: number | null): Score => ({
  overall,
  interval80: overall === null ? null : [Math.max(0, overall - 10), Math.min(100, overall + 10)],
  basis: 'uncalibrated prior',
  sub: { hook: overall, clarity: null, connection: null, offer: null, craft: overall },
  reasons: [{ text: 'It is short.', points: 2, t0: 0, t1: 1, feature: 'M01', grade: 'B', sub: 'hook' }],
});

/** A measured, scored ad whose content is told by its sha256. */
export const anAd = (sha256: string, overall: number | null = 50): ScoredAd => ({
  ...versions,
  id: sha256.slice(0, 16),
  sha256,
  kind: 'video',
  media: {
    container: 'mp4',
    codec: 'h264',
    width: 1080,
    height: 1920,
    rotation_deg: 0,
    duration_s: 12.5,
    fps: 30,
    has_audio: true,
    hdr: false,
    mode: 'full',
  },
  features,
  hashes: [{ t: 0, hash: sha256, quality: 100 }],
  stripFrames: 4,
  problem: null,
  score: scoreOf(overall),
  measuredAt: at,
});

export const analyzed = (ad: ScoredAd): ItemEnd => ({ kind: 'analyzed', ad, stamp });

/** A job over `root` with these paths listed and queued. */
export async function aJob(store: Store, root: string, paths: readonly string[]): Promise<JobItem[]> {
  const payload = { paths: [root], drive: null, meta: null, max: null, fresh: false };
  const job = await store.writer.createJob('test', payload, 'queued', at);
  const listed = paths.map((path) => ({
    kind: 'file' as const,
    root,
    path,
    absolute: `${root}/${path}`,
    stamp,
  }));
  await store.writer.addItems(job.id, listed, null);
  await store.writer.setListed(job.id);
  return store.reader.queuedItems(job.id, 0, paths.length);
}
