import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { AdId, Empty, JobId } from '../schemas/common.ts';
import {
  AdForecast,
  AdOutcome,
  Diversity,
  Experiment,
  Fatigue,
  LearnAccount,
  LearntFrom,
  Pattern,
  Patterns,
  Prediction,
  ReportCard,
} from '../schemas/learnt.ts';
import { Link, Linkable, LinkState } from '../schemas/links.ts';
import { MetaId, MetaLevel, MetaNowAnswer } from '../schemas/meta-now.ts';
import { AccountResults, Day, SalesOfAccount, SalesWindow } from '../schemas/results.ts';
import { TestSize, TestSizeWanted } from '../schemas/test-size.ts';
import { strict } from '../strict.ts';
import { fromService } from './ingest.ts';
import { AskedAd } from './score.ts';

const AccountId = z.string().regex(/^\d{1,30}$/);

const OfAccount = {
  account: AccountId.describe(
    'The ad account by its number; the one with the most ads of the library when absent',
  ).optional(),
};
const FirstDay = Day.describe("First day, in the account's own calendar").optional();
const LastDay = Day.describe("Last day, in the account's own calendar").optional();
const nothingYet = ['NOT_FOUND', 'NOT_ENOUGH_DATA'] as const;

export const learn = {
  'learn.refresh': procedure({
    kind: 'job',
    effect: 'local',
    input: strict(() => ({
      /** Days before today, in the time zone of each account. Meta keeps 37 months. */
      days_back: z.int().min(1).max(1100).default(30),
      /** Ad accounts by number; without any, those of META_AD_ACCOUNT_ID, else all that the account sees. */
      accounts: z.array(AccountId).max(1000).default([]),
    })),
    output: strict(() => ({ job_id: JobId })),
    errors: ['NOT_CONNECTED'],
    summary: 'Bring campaigns, ads and their results from Meta: what is new, and what can still have changed',
  }),
  'learn.insights': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      since: FirstDay,
      until: LastDay,
      account: AccountId.describe('One ad account by its number; all when absent').optional(),
    })),
    /** One entry for each ad account: money of different accounts is never added up. */
    output: strict(() => ({ accounts: z.array(AccountResults) })),
    errors: ['NOT_FOUND', 'INVALID_INPUT'],
    summary: 'Real results by ad and campaign, as they were brought from Meta',
  }),
  'learn.sales': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({ accounts: z.array(SalesOfAccount) })),
    errors: [],
    summary:
      'What counts as a sale in each ad account, and which window would count alike in all its ad sets',
  }),
  'learn.chooseSales': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    person: true,
    input: strict(() => ({
      account: AccountId,
      action_type: z.string().min(1).max(200),
      window: SalesWindow,
    })),
    output: strict(() => ({ accounts: z.array(SalesOfAccount) })),
    errors: ['NOT_FOUND'],
    summary: 'Choose what counts as a sale in an ad account; what was known before stays as it was told',
  }),
  'learn.askMeta': procedure({
    kind: 'query',
    effect: 'none',
    asks: true,
    input: strict(() => ({
      account: AccountId.describe(
        'An ad account by its number; the one of META_AD_ACCOUNT_ID, or the only one, when absent',
      ).optional(),
      level: MetaLevel.describe('What the answer tells of').default('campaign'),
      ids: z
        .array(MetaId)
        .max(25)
        .describe('Of that level. Without any, those with the most spend on these days')
        .default([]),
      since: Day.describe("First day, in the account's own calendar; today when absent").optional(),
      until: Day.describe("Last day, in the account's own calendar; today when absent").optional(),
    })),
    output: MetaNowAnswer,
    errors: [...fromService, 'INVALID_INPUT'],
    summary:
      'Ask Meta at this moment for results of some days and how delivery stands, by account, campaign, ad set or ad; nothing of it is kept',
  }),
  'learn.accounts': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({})),
    /** The one that speaks where none is named first. */
    output: strict(() => ({ accounts: z.array(LearnAccount) })),
    errors: [],
    summary: 'The ad accounts whose results are here: whose patterns, predictions and tired ads there are',
  }),
  'learn.build': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => OfAccount),
    output: LearntFrom,
    errors: nothingYet,
    summary: 'Learn from the results that are here: one more version of the knowledge base and of the models',
  }),
  'learn.patterns': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      ...OfAccount,
      version: z.int().positive().describe('An earlier reading; the newest when absent').optional(),
    })),
    output: Patterns,
    errors: nothingYet,
    summary: 'What ads that did better share, with interval, q, counts and what speaks against it',
  }),
  'learn.fatigue': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => OfAccount),
    output: Fatigue,
    errors: nothingYet,
    summary: 'Running ads that may be tired, and why it is said',
  }),
  'learn.diversity': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => OfAccount),
    output: Diversity,
    errors: nothingYet,
    summary: 'How many different ideas the ads of an account are, and which hooks and formats have none',
  }),
  'learn.predict': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      account: AccountId.describe(
        'The ad account by its number; the one that the ad or else its client has when absent',
      ).optional(),
      ad: AskedAd,
    })),
    output: Prediction,
    errors: [...nothingYet, 'CONFLICT'],
    summary: "The click rate that an ad may get in the account's average campaign, with an 80 % interval",
  }),
  'learn.report': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => OfAccount),
    output: ReportCard,
    errors: nothingYet,
    summary: "How good the app's own predictions were",
  }),
  'learn.tests': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => OfAccount),
    output: strict(() => ({ currency: z.string(), tests: z.array(Experiment) })),
    errors: nothingYet,
    summary: 'A/B tests of patterns: what each was planned from, how far it is, what it has shown',
  }),
  'learn.testSize': procedure({
    kind: 'query',
    effect: 'none',
    input: TestSizeWanted,
    output: TestSize,
    errors: nothingYet,
    summary:
      'How much an A/B test needs to find a lift, for how many days at the present rate, and what one of so many days would find',
  }),
  'learn.planTest': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    input: strict(() => ({
      ...OfAccount,
      ...Pattern.pick({ metric: true, feature: true, value: true }).shape,
      /** Ads at Meta in each arm, all linked with ads of the library that are known to have it, or to have another. */
      with: z.array(MetaId).min(1).max(100),
      without: z.array(MetaId).min(1).max(100),
      /** That Meta splits people between the arms at random: a person's word, which is not checked at Meta. */
      randomised: z.literal(true),
      /** First day that counts, after the day it is planned on; the next one without it. */
      since: Day.optional(),
      /** For how long Meta splits people: what the same ads get afterwards does not count. */
      days: TestSizeWanted.shape.days,
    })),
    output: Experiment,
    errors: [...nothingYet, 'INVALID_INPUT', 'CONFLICT'],
    summary:
      'Record a planned A/B test of a pattern with its evidence and size; it is read once both arms have that much, or its days are over',
  }),
  'learn.dropTest': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    input: strict(() => ({ id: z.string().regex(/^ab_[0-9a-f]{16}$/) })),
    output: strict(() => ({})),
    errors: ['NOT_FOUND'],
    summary: 'End a running test without a reading; it stays in the list',
  }),
  'learn.useVersion': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    /** Null holds none any more: in use is the newest, or the one that the newest did not replace, and what is better later. */
    input: strict(() => ({ ...OfAccount, version: z.int().positive().nullable() })),
    output: strict(() => ({ version: z.int().positive() })),
    errors: nothingYet,
    summary:
      'Go back to the models of an earlier version and hold them in use against newer ones, or let go of them',
  }),
  'learn.outcomes': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ ads: z.array(AdId).min(1).max(500).describe('Ids of ads of the library') })),
    output: strict(() => ({
      outcomes: z.array(AdOutcome),
      /** Of those ads whose account, or whose client's, has taught something. */
      forecasts: z.array(AdForecast),
    })),
    errors: [],
    summary:
      'Real click rate, hook rate, hold rate and return on spend of ads of the library, and what was predicted',
  }),
  'learn.links': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ state: LinkState.describe('Only links in this state').optional() })),
    output: strict(() => ({ names: z.string(), links: z.array(Link) })),
    errors: [],
    summary:
      'Which ads of the library run at Meta, how that is known and how surely; what waits for a person first',
  }),
  'learn.linkable': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      side: z.enum(['meta', 'library']).describe('Ads at Meta, or of the library'),
      text: z
        .string()
        .max(200)
        .describe('Words of the name, the id, and the campaign or the path')
        .default(''),
      open: z.boolean().describe('Only those that nothing is linked with or proposed for').default(false),
      limit: z.int().min(1).max(500).describe('Ads at most').default(50),
    })),
    output: strict(() => ({ total: z.int().nonnegative(), ads: z.array(Linkable) })),
    errors: [],
    summary: 'Ads at Meta, or of the library, that can be linked by hand: the most shown or the newest first',
  }),
  'learn.previewLinks': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      names: z.string().max(200).describe('How ads are named at Meta, such as {client}_{file}_v{n}'),
    })),
    output: strict(() => ({
      links: z.array(Link),
      /** What the places of the pattern hold in the first names; null where a name is another one. */
      examples: z.array(
        strict(() => ({ name: z.string(), places: z.record(z.string(), z.string()).nullable() })),
      ),
      /** Ads at Meta that no file of the library fits. */
      without: z.int().nonnegative(),
    })),
    errors: ['INVALID_INPUT'],
    summary: 'What a pattern such as {client}_{file}_v{n} would link by name; nothing is changed',
  }),
  'learn.linkNames': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({ names: z.string().max(200) })),
    output: strict(() => ({ linked: z.int().nonnegative(), proposed: z.int().nonnegative() })),
    errors: ['INVALID_INPUT'],
    summary: 'Set how ads are named at Meta and link by it; what a person has decided stays',
  }),
  'learn.link': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({
      meta_ad: MetaId,
      ad: AdId,
      /** `none` forgets what was decided. */
      to: z.enum(['linked', 'rejected', 'none']),
    })),
    /** What it was before, to take it back. */
    output: strict(() => ({ before: LinkState.nullable() })),
    errors: ['NOT_FOUND'],
    summary: 'Decide by hand whether an ad of the library is one at Meta',
  }),
};
