import type { Credentials } from '../../../src/main/ports.ts';

/** What must be found nowhere but in the header of a request. */
export const token = 'EAAB-canary-0123456789abcdef';

/** A connector's way to it. */
export const credentials: Pick<Credentials, 'of'> = {
  of: async () => ({ kind: 'key', key: token }) as never,
};
