import { z } from 'zod';
import { strict } from '../strict.ts';
import { ApprovalItem } from './approval.ts';
import { AdId, Code, Instant, JobId, Points100 } from './common.ts';
import { JobError, JobState } from './job.ts';
import { FatigueState } from './learnt.ts';
import { Day, SalesBy } from './results.ts';

const Interval = z.tuple([z.number(), z.number()]);

export const DayMetric = z.enum(['spend', 'ctr', 'orders', 'roas']);
export type DayMetric = z.infer<typeof DayMetric>;

/** One figure of an account's last closed day beside the day before. Spend in minor units, CTR by link clicks. */
export const TodayFigure = strict(() => ({
  metric: DayMetric,
  /** Null is "not reported", or nothing to divide by. */
  value: z.number().nullable(),
  /** By chance alone; null for money, and below five orders. */
  interval90: Interval.nullable(),
  /** What it rests on: clicks for CTR, orders for orders and ROAS. */
  events: z.number().nullable(),
  before: z.number().nullable(),
  /** The day over the day before; `clear` where chance alone hardly explains it. */
  change: strict(() => ({
    ratio: z.number(),
    interval90: Interval.nullable(),
    clear: z.boolean(),
  })).nullable(),
  /** More orders of this day can still be told. */
  provisional: z.boolean(),
}));
export type TodayFigure = z.infer<typeof TodayFigure>;

/** A figure of that day far from the same weekdays of the weeks before. */
export const Unusual = strict(() => ({
  id: z.string(),
  level: z.enum(['account', 'campaign']),
  name: z.string(),
  metric: DayMetric,
  value: z.number(),
  /** Median of the same weekdays, and the range that would not have been unusual. */
  usual: z.number(),
  range: Interval,
  weeks: z.int().positive(),
}));
export type Unusual = z.infer<typeof Unusual>;

export const TodayTired = strict(() => ({
  meta_ad_id: z.string(),
  name: z.string(),
  ad_id: AdId.nullable(),
  state: FatigueState,
  before: FatigueState,
  reasons: z.array(z.string()),
  impressions: z.int().nonnegative(),
}));
export type TodayTired = z.infer<typeof TodayTired>;

export const TodayAccount = strict(() => ({
  id: z.string(),
  name: z.string(),
  currency: z.string(),
  time_zone: z.string(),
  /** When its results were read last; null before any day was. */
  read_at: Instant.nullable(),
  /** The last day of its calendar that was over when it was read; null before there is one. */
  day: Day.nullable(),
  /** Yesterday in its own calendar; where `day` is earlier, a refresh is due. */
  yesterday: Day,
  figures: z.array(TodayFigure),
  /** What orders and ROAS count; null until something was sold. */
  sales: SalesBy.nullable(),
  /** False where orders of the day before were not read at the age that this day has now: then they cannot be compared. */
  alike: z.boolean(),
  unusual: z.array(Unusual),
  /** How many figures could be judged, and what is missing for the account's others. */
  judged: z.int().nonnegative(),
  undecided: z.array(strict(() => ({ metric: DayMetric, lacks: z.array(z.string()) }))),
  /** Ads that reached a state of fatigue on that day. */
  tired: z.array(TodayTired),
  /** How likely the delays of the week's orders were by how they used to be; null where nothing is to be told. */
  delay_alarm: strict(() => ({ p: z.number(), seen_at: Instant })).nullable(),
  /** Its tracker has posted no sale since, where so many were due; null where nothing is to be told. */
  silence: strict(() => ({ since: Instant, due: z.int().positive() })).nullable(),
}));
export type TodayAccount = z.infer<typeof TodayAccount>;

export const Today = strict(() => ({
  at: Instant,
  /** Jobs, scored ads and links are those since then. */
  since: Instant,
  meta_connected: z.boolean(),
  accounts: z.array(TodayAccount),
  /** Links with ads at Meta that came to be asked about since then; one that counted until then may be among them. */
  links_asked: z.int().nonnegative(),
  approvals: strict(() => ({
    /** Those that a person has to answer now. */
    waiting: z.int().nonnegative(),
    /** Those that a person has set aside for a while. */
    aside: z.int().nonnegative(),
    /** Those that were approved and have not ended yet. */
    under_way: z.int().nonnegative(),
    stopped: z.boolean(),
    /** Of those to answer, the ones that expire first. */
    first: z.array(ApprovalItem),
  })),
  failed_jobs: strict(() => ({
    jobs: z.int().nonnegative(),
    newest: z.array(
      strict(() => ({
        id: JobId,
        title: z.string(),
        /** Null where the job went through and single items of it failed. */
        code: Code.nullable(),
        failed: z.int().nonnegative(),
        at: Instant,
      })),
    ),
  })),
  scored: strict(() => ({
    ads: z.int().nonnegative(),
    /** The best first. */
    best: z.array(
      strict(() => ({
        id: AdId,
        name: z.string(),
        score: Points100.nullable(),
        interval80: Interval.nullable(),
      })),
    ),
  })),
}));
export type Today = z.infer<typeof Today>;

/** When what a source outside told was read last: results of an ad account, sales, films of Drive. */
export const SourceRead = strict(() => ({
  /** `file` and `tracker` tell of sales, by import or by post. */
  kind: z.enum(['meta', 'hubspot', 'drive', 'tracker', 'file']),
  /** Of the ad account or the source of sales; null of Drive, which is one. */
  name: z.string().nullable(),
  /** Null of an ad account of which no day was read yet. */
  at: Instant.nullable(),
}));
export type SourceRead = z.infer<typeof SourceRead>;

/** The refresh of results that is planned for an hour of each day. */
export const RefreshSchedule = strict(() => ({
  meta_connected: z.boolean(),
  /** Whose clock the hour is read from. */
  time_zone: z.string(),
  /** Null while it is off, paused, or no account is connected. */
  next: Instant.nullable(),
  /** The one that was started last. */
  last: strict(() => ({
    job_id: JobId,
    state: JobState,
    at: Instant,
    error: JobError.nullable(),
  })).nullable(),
}));
export type RefreshSchedule = z.infer<typeof RefreshSchedule>;
