import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartMediaHost } from '../../src/main/media/fork-host.ts';
import { createMediaPool, type MediaPool } from '../../src/main/media/pool.ts';
import type { MeasuredFile } from '../../src/main/ports.ts';
import { silent } from './silent-log.ts';

export interface TestPool {
  readonly pool: MediaPool;
  readonly folder: string;
  /** Measures into a folder of its own. */
  measure(path: string, signal?: AbortSignal): Promise<MeasuredFile>;
  /** The code of the failure, or the code of the partial result, or `ok`. */
  outcome(path: string): Promise<string>;
  close(): Promise<void>;
}

/** The product's pool over a folder that goes with it, and over the product's hosts where no other is named. */
export async function openPool(startHost?: StartMediaHost, parallel = 2): Promise<TestPool> {
  const folder = await mkdtemp(join(tmpdir(), 'titan-media-'));
  const pool = await createMediaPool({
    parallel,
    ffmpegDir: null,
    resources: folder,
    startHost,
    log: silent,
  });
  const measure = async (path: string, signal = new AbortController().signal) =>
    pool.measure(path, await mkdtemp(join(folder, 'pictures-')), signal);
  return {
    pool,
    folder,
    measure,
    async outcome(path) {
      try {
        return (await measure(path)).problem?.code ?? 'ok';
      } catch (error) {
        return (error as { code?: string }).code ?? String(error);
      }
    },
    async close() {
      await pool.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
