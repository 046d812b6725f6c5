import type { ErrorCode } from '../../contract/index.ts';

/** What ends without the job: it waits, and goes on by itself. */
export const waitedFor: readonly ErrorCode[] = ['DISK_FULL', 'STORE_LOCKED'];

/** Codes after which going on with the next file would only repeat the failure: the job waits or fails as a whole. */
export const stopsJob: readonly ErrorCode[] = [
  ...waitedFor,
  'READ_ONLY',
  'STORE_CORRUPT',
  'NOT_CONNECTED',
  'AUTH_EXPIRED',
  'RATE_LIMITED',
  'OFFLINE',
];
