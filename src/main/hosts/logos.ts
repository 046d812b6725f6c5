import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError, type Logo } from '../../contract/index.ts';
import type { MediaPort } from '../ports.ts';
import type { Store } from '../store/index.ts';
import { sha256 } from './sha256.ts';

/** Pictures that a person chose as logos, each under the hash of what is kept of it. One that is in no kit any more may be wanted back. */
export function createLogos(
  store: Pick<Store, 'logoFile'>,
  opened: () => Promise<Pick<MediaPort, 'readLogo'>>,
) {
  return {
    async file(id: string): Promise<string | null> {
      const path = store.logoFile(id);
      return (await stat(path).catch(() => null))?.isFile() ? path : null;
    },
    async add(picture: Uint8Array): Promise<Logo> {
      const folder = await mkdtemp(join(tmpdir(), 'titan-logo-'));
      try {
        const given = join(folder, 'given');
        await writeFile(given, picture);
        const { png, ...size } = await (await opened()).readLogo(given, AbortSignal.timeout(60_000));
        const id = sha256(png).slice(0, 16);
        await keep(store.logoFile(id), png);
        return { id, ...size };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Whole or not at all. */
async function keep(path: string, png: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}.part`;
    await writeFile(draft, png);
    await rename(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(code === 'ENOSPC' ? 'DISK_FULL' : 'READ_ONLY', `${path} (${code})`, { cause: error });
  }
}
