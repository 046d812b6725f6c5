import type { DriveRef } from '../../core/ingest/drive-link.ts';
import type { Credentials } from '../../ports.ts';
import type { FileCache } from '../net/file-cache.ts';
import type { Retry } from '../net/retry.ts';
import { driveAccount } from './account.ts';
import { createDriveClient, type DriveBases } from './client.ts';
import { createDriveFiles } from './files.ts';
import { beginSignIn } from './sign-in.ts';

/** Everything of Google Drive behind one door, which is opened when it is first needed. */
export function createDrive(
  credentials: Pick<Credentials, 'of'>,
  bases: DriveBases,
  cache: FileCache,
  retry: Retry,
) {
  const client = createDriveClient(credentials, bases, retry);
  return {
    account: driveAccount(bases, retry),
    beginSignIn: (client: { id: string; secret: string }) => beginSignIn(client, bases.googleOauth),
    files: createDriveFiles(client, cache),
    /** Its name; throws why it cannot be read. */
    async nameOf({ id, resourceKey }: DriveRef, signal: AbortSignal): Promise<string> {
      const { name } = await client.file({ id, resourceKey: resourceKey ?? undefined }, signal);
      return name || id;
    },
  };
}
