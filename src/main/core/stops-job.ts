import type { ErrorCode } from '../../contract/index.ts';

/** Codes after which going on with the next file would only repeat the failure: the job waits or fails as a whole. */
export const stopsJob: readonly ErrorCode[] = [
  'DISK_FULL',
  'READ_ONLY',
  'STORE_CORRUPT',
  'NOT_CONNECTED',
  'AUTH_EXPIRED',
  'RATE_LIMITED',
  'OFFLINE',
];
