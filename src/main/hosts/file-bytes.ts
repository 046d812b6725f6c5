import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Store } from '../store/index.ts';
import { locateFile } from './locate-file.ts';

/** An ad is called by the first digits of its content. */
const idLength = 16;

/** The bytes of an ad by their own hash: whatever lies in its place by now is not taken for it. */
export const fileBytes =
  (store: Store) =>
  async (sha256: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const found = await locateFile(store, 'media', sha256.slice(0, idLength));
    const bytes = found && (await readFile(found.path).catch(() => null));
    if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) return null;
    return new Uint8Array(bytes);
  };
