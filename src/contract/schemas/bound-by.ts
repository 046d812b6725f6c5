import { z } from 'zod';

/** What kept the amount of a budget from following its share. */
export const BoundBy = z.enum([
  'floor',
  'ceiling',
  'step down',
  'step up',
  'step gave way',
  'spacing',
  'learning',
  'platform least',
  'new arm',
  'not spent',
  'stop loss',
  'pause',
  'paused',
]);
export type BoundBy = z.infer<typeof BoundBy>;
