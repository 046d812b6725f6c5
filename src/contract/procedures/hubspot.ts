import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { Empty } from '../schemas/common.ts';
import { strict } from '../strict.ts';

const Count = z.int().nonnegative();
const Days = z.number().nonnegative().nullable();

export const hubspot = {
  'learn.refreshHubspot': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    input: Empty,
    output: strict(() => ({
      deals: Count,
      /** Said something new. */
      added: Count,
      known: Count,
      bad: z.array(strict(() => ({ deal: z.string(), problem: z.string() }))),
      /** By what deals are joined to ads; what names neither is spread over none. */
      joined: strict(() => ({ ad: Count, campaign: Count, neither: Count })),
    })),
    errors: ['NOT_CONNECTED', 'AUTH_EXPIRED', 'PERMISSION', 'RATE_LIMITED', 'UPSTREAM', 'OFFLINE'],
    summary: 'Read the deals of HubSpot into the ledger: won, lost and still open',
  }),
  'learn.salesCycle': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({
      won: Count,
      /** Count as long as they have lasted. */
      open: Count,
      /** Closed before they were opened. */
      dropped: Count,
      /** Null below 30 won deals; a share that has not been reached yet is null. */
      days: strict(() => ({ n: Count, p25: Days, p50: Days, p75: Days, p90: Days })).nullable(),
    })),
    errors: [],
    summary:
      'How many days deals take until they are won, with open deals counted as long as they have lasted',
  }),
};
