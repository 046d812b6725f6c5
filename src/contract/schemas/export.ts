import { z } from 'zod';
import { strict } from '../strict.ts';

export const ExportFormat = z.enum(['csv', 'json', 'html']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Names what was opened for writing; the owner of the library keeps the newest few. */
export const ExportId = z.string().regex(/^[0-9a-f]{16}$/);
export type ExportId = z.infer<typeof ExportId>;

const Line = z.string().max(200);

/** What stands on the first page of a report; an empty line is left out. */
export const ReportTexts = strict(() => ({
  title: Line.default(''),
  /** For whom it was made. */
  client: Line.default(''),
  /** Who made it. */
  author: Line.default(''),
}));
export type ReportTexts = z.infer<typeof ReportTexts>;
