import { z } from 'zod';
import { procedure } from '../define.ts';
import { AdId, JobId } from '../schemas/common.ts';
import { strict } from '../strict.ts';

export const measure = {
  'measure.words': procedure({
    kind: 'job',
    effect: 'local',
    /** The ads of one analysis, those that are named, or all; what was read before is not read again. */
    input: strict(() => ({
      job_id: JobId.optional(),
      ads: z.array(AdId).min(1).max(10_000).optional(),
    })),
    /** Null when there is nothing left to read. */
    output: strict(() => ({ job_id: JobId.nullable() })),
    errors: ['NOT_FOUND', 'DISK_FULL'],
    summary: 'Read the words on the screen of measured ads',
  }),
};
