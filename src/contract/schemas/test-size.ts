import { z } from 'zod';
import { strict } from '../strict.ts';
import { Pattern } from './learnt.ts';

const Metric = Pattern.shape.metric;
const Power = z.number().min(0.5).max(0.99);

export const TestSizeWanted = strict(() => ({
  account: z
    .string()
    .regex(/^\d{1,30}$/)
    .describe('The ad account by its number; the one with the most ads of the library when absent')
    .optional(),
  metric: Metric.describe('What the test is read by'),
  lift: z.number().gt(0).max(9).describe('How much better the one arm would be: 0.2 is a fifth').default(0.2),
  power: Power.describe('The chance that a test finds what is there; two-sided at 5 %').default(0.8),
  days: z.int().min(1).max(365).describe('What a test of so many days would find').default(14),
  share: z
    .number()
    .gt(0)
    .max(1)
    .describe('How much of what the account shows goes into the two arms together')
    .default(1),
}));

export const TestSize = strict(() => ({
  currency: z.string(),
  unit: z.enum(['impressions', 'plays', 'minor units']),
  /** Hits per unit so far: clicks per impression, mean orders per minor unit of spend. */
  base: z.number(),
  /** Of both arms together in a day, as in the last four weeks. */
  units_per_day: z.number(),
  lift: z.number(),
  power: Power,
  /** In each of two arms of equal size. */
  needed_per_arm: z.int().positive(),
  needed_days: z.int().positive(),
  /** The chance that a test of those days finds that lift, and the smallest that it finds with the power asked for. */
  days: z.int().positive(),
  per_arm: z.int().nonnegative(),
  power_then: z.number().min(0).max(1),
  /** Null where not even tenfold would be found. */
  smallest_lift: z.number().nullable(),
}));
export type TestSize = z.infer<typeof TestSize>;
