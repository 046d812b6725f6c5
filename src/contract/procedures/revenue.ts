import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { Currency } from '../money.ts';
import { Empty, Instant } from '../schemas/common.ts';
import { Day } from '../schemas/results.ts';
import {
  ConversionFile,
  ConversionsImported,
  ConversionsRead,
  ImportedFile,
  Rate,
  Revenue,
} from '../schemas/revenue.ts';
import { strict } from '../strict.ts';

export const revenue = {
  'learn.revenue': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      kind: z.enum(['ad', 'campaign']).describe('What `id` names'),
      id: z
        .string()
        .trim()
        .min(1)
        .max(400)
        .describe("Meta's id, an ad of the library, or the name by which imported rows know it"),
      since: Day.describe('First day; the first there is when absent').optional(),
      until: Day.describe('Last day; the last there is when absent').optional(),
      currency: Currency.describe("Three letters; the account's own when absent").optional(),
      known_at: Instant.describe('The figures as they were known then, UTC').optional(),
    })),
    output: Revenue,
    errors: ['NOT_FOUND'],
    summary: 'Real revenue of an ad or a campaign: by source, settled and provisional, nothing counted twice',
  }),
  'learn.previewConversions': procedure({
    kind: 'query',
    effect: 'none',
    hosts: notForModels,
    input: ConversionFile,
    output: ConversionsRead,
    errors: [],
    summary:
      'How a file of conversions would be read: its columns, its first rows, what is wrong with which line',
  }),
  'learn.importConversions': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    input: ConversionFile,
    output: ConversionsImported,
    errors: [],
    summary:
      'Add orders and refunds of a shop, a CRM or a tracker to the ledger; the same rows again add nothing',
  }),
  'learn.takeBackImport': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    input: ImportedFile,
    output: strict(() => ({ taken_back: z.int().nonnegative() })),
    errors: [],
    summary: 'Let what a file of conversions said count no longer; what was said before it counts again',
  }),
  'learn.rates': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({ rates: z.array(Rate) })),
    errors: [],
    summary: 'The exchange rates that you gave, each from its day on',
  }),
  'learn.setRate': procedure({
    kind: 'command',
    effect: 'local',
    input: Rate.extend({
      /** Null takes the rate of that day away. */
      rate: Rate.shape.rate.nullable(),
    }),
    output: strict(() => ({ rates: z.array(Rate) })),
    errors: [],
    summary: 'Give the exchange rate of two currencies from one day on; no other rate is ever used',
  }),
};
