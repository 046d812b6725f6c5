import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { AdId } from '../schemas/common.ts';
import { ExportFormat, ExportId, ReportTexts } from '../schemas/export.ts';
import { strict } from '../strict.ts';
import { View } from './score.ts';

/** An export of any size, part after part: nobody holds more than one part, and whoever asks knows how far it is. */
export const exporting = {
  'export.open': procedure({
    kind: 'query',
    effect: 'none',
    long: true,
    input: strict(() => ({
      ...View,
      format: ExportFormat,
      /** Only these ads of the view. */
      ids: z.array(AdId).max(100_000).optional(),
      texts: ReportTexts.optional(),
    })),
    output: strict(() => ({
      export_id: ExportId,
      filename: z.string(),
      mime: z.string(),
      ads: z.int().nonnegative(),
      parts: z.int().positive(),
      /** A report of many ads shows each of them in short. */
      in_short: z.boolean(),
    })),
    errors: [],
    hosts: notForModels,
    summary: 'Opens an export as CSV, JSON or an HTML report, to be read part by part',
  }),
  'export.part': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ export_id: ExportId, part: z.int().nonnegative() })),
    output: strict(() => ({ content: z.string(), mime: z.string(), last: z.boolean() })),
    errors: ['NOT_FOUND'],
    hosts: notForModels,
    summary: 'One part of an opened export; all of them in order are the file',
  }),
};
