import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';

/** What scripts of an older design send (`design.md` 5), as input of our own procedures. */
const AnalyzeDriveFolder = z
  .strictObject({ folder_id: z.string().min(1).max(2048), max_videos: z.int().positive().optional() })
  .transform(({ folder_id, max_videos }) => ({
    link: folder_id,
    ...(max_videos !== undefined && { max: max_videos }),
  }));

const RefreshMetaMetrics = z
  .strictObject({ days_back: z.int().positive().optional() })
  .transform(({ days_back }) => (days_back === undefined ? {} : { days_back }));

export const olderScripts = {
  '/api/trigger/analyze-drive-folder': { procedure: 'ingest.analyzeDrive', input: AnalyzeDriveFolder },
  '/api/trigger/refresh-meta-metrics': { procedure: 'learn.refresh', input: RefreshMetaMetrics },
} as const;

export function olderInput(input: z.ZodType, body: unknown): unknown {
  const parsed = input.safeParse(body);
  if (parsed.success) return parsed.data;
  const { path = [], message = '' } = parsed.error.issues[0] ?? {};
  throw new AppError('INVALID_INPUT', `${path.join('.') || 'body'}: ${message}`);
}
