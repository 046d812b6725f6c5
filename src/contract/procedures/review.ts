import { z } from 'zod';
import { procedure } from '../define.ts';
import { AdId, Empty } from '../schemas/common.ts';
import { Curves, PlacementZone } from '../schemas/curves.ts';
import { MarkChange, Note, NoteChange, NoteId, Tag } from '../schemas/marks.ts';
import { strict } from '../strict.ts';

export const review = {
  'review.mark': procedure({
    kind: 'command',
    effect: 'local',
    /** One after the other, all of them or none. */
    input: strict(() => ({ changes: z.array(MarkChange).min(1).max(40_000) })),
    /** The changes that undo it exactly; an ad that was so already is in none of them. */
    output: strict(() => ({ before: z.array(MarkChange) })),
    errors: ['NOT_FOUND'],
    summary: 'Pick, reject, rate and tag ads; answers what undoes it',
  }),
  'review.note': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({
      ad: AdId,
      id: NoteId,
      /** Null removes it. */
      note: NoteChange.nullable(),
    })),
    output: strict(() => ({ before: Note.nullable(), after: Note.nullable() })),
    errors: ['NOT_FOUND', 'CONFLICT'],
    summary: 'Write, change or remove a note on an ad, with or without its seconds',
  }),
  'review.curves': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ ad: AdId.describe('The id of the ad') })),
    /** Null for a still, and for an ad that was measured before there were curves. */
    output: strict(() => ({ curves: Curves.nullable() })),
    errors: ['NOT_FOUND'],
    summary: 'Motion and loudness of an ad over time',
  }),
  'review.placements': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({ placements: z.array(PlacementZone) })),
    errors: [],
    summary: 'Where apps lay their own controls over an ad, with source and date',
  }),
  'review.tags': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({
      tags: z.array(strict(() => ({ tag: Tag, ads: z.int().positive() }))),
    })),
    errors: [],
    summary: 'Every tag in use, the most used first',
  }),
};
