import { driveAccount } from './account.ts';
import type { DriveBases } from './client.ts';
import { beginSignIn } from './sign-in.ts';

/** Everything of Google Drive behind one door, which is opened when it is first needed. */
export const createDrive = (bases: DriveBases) => ({
  account: driveAccount(bases),
  beginSignIn: (client: { id: string; secret: string }) => beginSignIn(client, bases.googleOauth),
});
