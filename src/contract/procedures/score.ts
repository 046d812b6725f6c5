import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { Ad, AdRow } from '../schemas/ad.ts';
import { GroupBy } from '../schemas/collections.ts';
import { AdId, JobId, Points100 } from '../schemas/common.ts';
import { Comparison } from '../schemas/compare.ts';
import { Completion } from '../schemas/completion.ts';
import { ExportFormat } from '../schemas/export.ts';
import { Share } from '../schemas/share.ts';
import { strict } from '../strict.ts';

export const AskedAd = z
  .string()
  .min(1)
  .max(32_768)
  .describe('An ad by its id, a unique beginning of its id or sha256, or its path');

export const SortField = z.enum([
  'score',
  'name',
  'added',
  'duration',
  'hook',
  'clarity',
  'connection',
  'offer',
  'craft',
  'rank',
  'rating',
  'council',
  'disagreement',
]);
export type SortField = z.infer<typeof SortField>;

export const View = {
  where: z
    .string()
    .max(2000)
    .describe(
      'Filter of the library: words of names, and fields joined by a blank, such as `score>70 kind:video hook:offer -name:old client:acme|beta "free text"`; a minus leaves out; all ads when empty',
    )
    .default(''),
  sort: SortField.describe('What the ads are ordered by').default('score'),
  direction: z.enum(['asc', 'desc']).describe('Of the order; the usual one of `sort` when absent').optional(),
  group: GroupBy.describe(
    'Groups stand in the order of their first ads; ads that belong to none come last',
  ).default('none'),
  job_id: JobId.describe('Only the ads of this job').optional(),
  upto: z
    .int()
    .nonnegative()
    .describe(
      'Only ads added up to this point (`newest` of an earlier answer): a view that stays still while a job adds ads',
    )
    .optional(),
};

export const score = {
  'score.rows': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      ...View,
      offset: z.int().nonnegative().describe('How many ads of the view come before the page').default(0),
      limit: z.int().min(1).max(500).describe('Ads of the page').default(100),
    })),
    output: strict(() => ({
      total: z.int().nonnegative(),
      /** Ads in the library before the filter. */
      library: z.int().nonnegative(),
      /** Order number of the ad added last; 0 while there is none. Counts ads, whatever the filter. */
      newest: z.int().nonnegative(),
      /** Ads whose pictures have been compared; below `library`, near-duplicates are not all known yet. */
      indexed: z.int().nonnegative(),
      rows: z.array(AdRow),
    })),
    errors: [],
    summary: 'One page of the grid, filtered and sorted',
  }),
  'score.rowsOf': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ ids: z.array(AdId).min(1).max(500).describe('Ids of ads') })),
    output: strict(() => ({ rows: z.array(AdRow) })),
    errors: [],
    summary:
      'Rows of the grid by id, in this order: a view stands still while its own filter stops to fit them',
  }),
  'score.ids': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => View),
    output: strict(() => ({ ids: z.array(AdId) })),
    errors: [],
    hosts: notForModels,
    summary: 'The ids of every ad in a filtered, sorted view',
  }),
  'score.groups': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ ...View, group: GroupBy.exclude(['none']) })),
    output: strict(() => ({
      /** In the order of the view, which holds the ads of a group one after the other. */
      groups: z.array(
        strict(() => ({
          /** The ad that the others repeat, or the type of hook; null for the ads in no group. */
          key: z.string().nullable(),
          /** Name of the ad that the others repeat; null for hooks. */
          name: z.string().nullable(),
          ads: z.int().positive(),
          first: AdId,
          /** The best score in it. */
          best: Points100.nullable(),
        })),
      ),
    })),
    errors: [],
    hosts: notForModels,
    summary: 'The groups of a view with how many ads each has, its first ad and its best score',
  }),
  'score.complete': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ text: View.where, at: z.int().nonnegative() })),
    output: Completion,
    errors: [],
    hosts: notForModels,
    summary:
      'How a filter can go on at the cursor: fields, operators, and the values in the library with counts',
  }),
  'score.list': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ ...View, limit: z.int().min(1).max(100_000).optional() })),
    output: strict(() => ({ ads: z.array(Ad) })),
    errors: [],
    hosts: notForModels,
    summary: 'Whole ads with features and reasons, filtered and sorted',
  }),
  'score.show': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      ad: AskedAd,
      compared: z
        .boolean()
        .describe('False answers at once, even where the library has not been compared as a whole yet')
        .default(true),
    })),
    output: Ad,
    errors: ['NOT_FOUND', 'CONFLICT'],
    summary: 'One ad with everything that was measured and why it scored so',
  }),
  'score.compare': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ ads: z.array(AskedAd).min(2).max(4).describe('The ads to compare') })),
    output: Comparison,
    errors: ['NOT_FOUND', 'CONFLICT'],
    summary: 'Two to four ads: what differs, by how many points, and whether one may be called better',
  }),
  'score.share': procedure({
    kind: 'query',
    effect: 'none',
    long: true,
    input: strict(() => ({
      where: View.where,
      job_id: View.job_id,
      ids: z.array(AdId).min(1).max(100_000).describe('These ads against the rest of the view').optional(),
      top: z
        .enum(['score', 'rating', 'pick'])
        .describe('In place of ids: the best quarter by score, the ads rated 4 and more, or the picked ones')
        .optional(),
    })),
    output: Share,
    errors: [],
    summary: 'What chosen ads have more or less of than the rest, with intervals; it does not say what works',
  }),
  'score.export': procedure({
    kind: 'query',
    effect: 'none',
    long: true,
    input: strict(() => ({
      ...View,
      format: ExportFormat,
      ids: z.array(AdId).max(100_000).optional(),
    })),
    output: strict(() => ({ filename: z.string(), mime: z.string(), content: z.string() })),
    errors: [],
    hosts: notForModels,
    summary: 'Ads as CSV (safe to open in a spreadsheet), JSON or an HTML report, in one piece',
  }),
};
