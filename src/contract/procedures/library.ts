import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { AdId, Empty, Instant, JobId } from '../schemas/common.ts';
import { strict } from '../strict.ts';

const ads = z.array(AdId).min(1).max(40_000);
/** Of those that were asked for, the ads for which it changed something. */
const changed = strict(() => ({ ads: z.array(AdId) }));

/** What the library holds, and where its files are. */
export const library = {
  'library.remove': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ ads })),
    output: changed,
    errors: [],
    summary: 'Take ads out of the library; their files stay, and so does what people said of them',
  }),
  'library.restore': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ ads })),
    output: changed,
    errors: [],
    summary: 'Bring back ads that were taken out, with everything that was measured of them',
  }),
  'library.removed': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({
      total: z.int().nonnegative(),
      ads: z.array(strict(() => ({ id: AdId, path: z.string(), removed_at: Instant }))).max(1000),
    })),
    errors: [],
    summary: 'Ads that were taken out of the library, the last first',
  }),
  'library.again': procedure({
    kind: 'job',
    effect: 'local',
    long: true,
    input: strict(() => ({ ads: z.array(AdId).min(1).max(100_000) })),
    /** Null when none of these is in the library. */
    output: strict(() => ({ job_id: JobId.nullable() })),
    errors: [],
    summary: 'Measure ads anew, whatever is known of their files',
  }),
  'library.places': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ ad: AdId })),
    output: strict(() => ({
      places: z.array(
        strict(() => ({
          path: z.string(),
          /** Looked at now. Changed: something of another size is there. */
          state: z.enum(['there', 'changed', 'gone']),
        })),
      ),
    })),
    errors: ['NOT_FOUND'],
    hosts: notForModels,
    summary: 'Where the file of an ad was seen, and whether it still is there',
  }),
  'library.locate': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({
      ad: AdId,
      /** Absolute path on the machine that runs the owner process. */
      path: z.string().min(1).max(32_768),
    })),
    output: strict(() => ({ path: z.string() })),
    errors: ['NOT_FOUND', 'CONFLICT', 'UNREADABLE'],
    summary: 'Say where the file of an ad is now; it has to have the same content',
  }),
};
