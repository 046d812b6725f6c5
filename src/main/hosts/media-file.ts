import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import type { Media } from '../ports.ts';
import { adIdOf } from '../stages/measure.ts';
import type { Store } from '../store/index.ts';
import { locateMedia } from './locate-file.ts';

/**
 * The file of an ad by its own hash: whatever lies in its place by now is not taken for it, and what is written to it
 * from here on cannot be read through this any more.
 */
export const mediaFile =
  (store: Store) =>
  async (sha256: string): Promise<Media | null> => {
    const found = await locateMedia(store, adIdOf(sha256));
    const media = found && (await openAsBlob(found.path).catch(() => null));
    if (!media) return null;
    const hash = createHash('sha256');
    try {
      for await (const part of media.stream()) hash.update(part);
    } catch {
      return null;
    }
    return hash.digest('hex') === sha256 ? media : null;
  };
