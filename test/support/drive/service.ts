import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DriveEmulator, type DriveOptions, driveEmulator } from '../../emulators/drive/emulator.ts';
import type { Tree } from '../../emulators/drive/tree.ts';
import { type GoogleOauth, googleOauth } from '../../emulators/google-oauth/emulator.ts';

export interface GoogleService {
  readonly drive: DriveEmulator;
  readonly oauth: GoogleOauth;
  /** What a process has to be started with to use them, connected by a service account. */
  readonly environment: Record<string, string>;
  close(): Promise<void>;
}

/** Google, as far as Drive goes, on loopback. */
export async function googleService(
  tree: Tree,
  folder: string,
  options: Partial<DriveOptions> = {},
): Promise<GoogleService> {
  const oauth = await googleOauth();
  const drive = await driveEmulator(tree, { isGood: oauth.isGood, ...options });
  const keyFile = join(folder, 'key.json');
  writeFileSync(keyFile, oauth.keyFile(), { mode: 0o600 });
  return {
    drive,
    oauth,
    environment: {
      DRIVE_BASE_URL: drive.origin,
      GOOGLE_OAUTH_BASE_URL: oauth.origin,
      GOOGLE_DRIVE_CREDENTIALS: keyFile,
    },
    async close() {
      await drive.close();
      await oauth.close();
    },
  };
}
