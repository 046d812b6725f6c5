import { existsSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../contract/index.ts';

const shelf = (adId: string): string => adId.slice(0, 2);

/** Where thumbnails, filmstrips and curves lie: a folder for each ad. They are no part of a backup. */
export function createPictures(root: string) {
  /** Two levels, so that no folder holds 100,000 entries. */
  const folder = (adId: string): string => join(root, shelf(adId), adId);
  return {
    root,
    folder,
    /** A folder alone says nothing: measuring may have ended in the middle. */
    has: (adId: string): boolean => existsSync(join(folder(adId), 'thumb.jpg')),
    async make(adId: string): Promise<string> {
      await mkdir(folder(adId), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
        // What Node calls a recursive mkdir on a read-only disk.
        if (error.code === 'ENOENT') throw new AppError('READ_ONLY', `${folder(adId)} cannot be made.`);
        throw error;
      });
      return folder(adId);
    },
    async dropEmpty(adId: string): Promise<void> {
      await rmdir(folder(adId)).catch(() => undefined); // holds a picture
    },
  };
}

export type Pictures = ReturnType<typeof createPictures>;
