import { AppError } from '../../../contract/index.ts';
import type { AccountCheck } from '../../ports.ts';
import type { Retry } from '../net/retry.ts';
import { type GoogleCredential, revokeGrant } from './auth.ts';
import { clientFor, type DriveBases } from './client.ts';
import { driveError } from './errors.ts';

/** As Google counts what it gives: 15 GB are 15 times 1024³. */
const gb = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

export const driveAccount = (bases: DriveBases, retry: Retry): AccountCheck<GoogleCredential> => ({
  async check(credential, signal) {
    const { user, storageQuota } = await clientFor(credential, bases, retry).about(signal);
    const { usage, limit } = storageQuota ?? {};
    const space = usage === undefined ? null : `${gb(usage)} used${limit ? ` of ${gb(limit)}` : ''}`;
    return { label: user.emailAddress || user.displayName || 'Google account', limits: space };
  },
  async revoke(credential, signal) {
    // A service account's key is taken back in Google Cloud, where it was made.
    if (credential.kind !== 'oauth') return;
    const { ok, status } = await revokeGrant(credential, bases.googleOauth, signal).catch(
      (error: unknown) => {
        throw driveError(error, 'Revoking');
      },
    );
    if (!ok && status !== 400) throw new AppError('UPSTREAM', `Revoking (${status}).`);
  },
});
