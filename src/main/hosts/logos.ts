import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError, type Logo } from '../../contract/index.ts';
import { isFull } from '../core/is-full.ts';
import type { MediaPort } from '../ports.ts';
import type { Store } from '../store/index.ts';
import { sha256 } from './sha256.ts';
import { replaceWhole } from './write-file.ts';

/**
 * Pictures that a person chose as logos, each under the hash of what is kept of it. They lie in the library; files are made
 * of them where one is asked for. One that is in no kit any more may be wanted back.
 */
export function createLogos(
  store: Pick<Store, 'reader' | 'writer' | 'logoFile'>,
  opened: () => Promise<Pick<MediaPort, 'readLogo'>>,
) {
  return {
    async file(id: string): Promise<string | null> {
      const path = store.logoFile(id);
      if (await isThere(path)) return path;
      const png = await store.reader.logoPng(id);
      if (png) await keep(path, png);
      return png && path;
    },
    async add(picture: Uint8Array): Promise<Logo> {
      const folder = await mkdtemp(join(tmpdir(), 'titan-logo-'));
      const late = AbortSignal.timeout(60_000);
      try {
        const given = join(folder, 'given');
        await writeFile(given, picture);
        const { png, ...size } = await (await opened()).readLogo(given, late);
        const logo = { id: sha256(png).slice(0, 16), ...size };
        await store.writer.keepLogo(logo, png);
        return logo;
      } catch (error) {
        throw late.aborted
          ? new AppError('TIMEOUT', 'Other pictures were before it.', { cause: error })
          : error;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

const isThere = async (path: string) => (await stat(path).catch(() => null))?.isFile() ?? false;

async function keep(path: string, png: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await replaceWhole(path, [png]);
  } catch (error) {
    // Made by another meanwhile it is the same content, and Windows lets nobody replace it while it is read.
    if (await isThere(path)) return;
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(isFull(error) ? 'DISK_FULL' : 'READ_ONLY', `${path} (${code})`, { cause: error });
  }
}
