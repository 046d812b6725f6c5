import type { DriveRef } from '../../core/ingest/drive-link.ts';
import type { Credentials } from '../../ports.ts';
import type { Retry } from '../net/retry.ts';
import { driveAccount } from './account.ts';
import { createCache } from './cache.ts';
import { createDriveClient, type DriveBases } from './client.ts';
import { createDriveFiles } from './files.ts';
import { beginSignIn } from './sign-in.ts';

export interface DriveFolder {
  readonly path: string;
  /** What it may hold; the files that are measured at the moment come on top. */
  readonly limitBytes: () => Promise<number>;
}

/** Everything of Google Drive behind one door, which is opened when it is first needed. */
export function createDrive(
  credentials: Pick<Credentials, 'of'>,
  bases: DriveBases,
  folder: DriveFolder,
  retry: Retry,
) {
  const client = createDriveClient(credentials, bases, retry);
  return {
    account: driveAccount(bases, retry),
    beginSignIn: (client: { id: string; secret: string }) => beginSignIn(client, bases.googleOauth),
    files: createDriveFiles(client, createCache(folder.path, folder.limitBytes)),
    /** Its name; throws why it cannot be read. */
    async nameOf({ id, resourceKey }: DriveRef, signal: AbortSignal): Promise<string> {
      const { name } = await client.file({ id, resourceKey: resourceKey ?? undefined }, signal);
      return name || id;
    },
  };
}
