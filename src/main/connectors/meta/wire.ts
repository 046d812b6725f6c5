import { z } from 'zod';

/** What Meta answers, as far as we ask for it (`meta.md` 3 and 4). Numbers and ids come as text, and now and then not. */
export const Id = z.union([z.string().regex(/^\d+$/), z.int().nonnegative().transform(String)]);
const Text = z.string().optional();
/** Of counts, as text; a figure that is no number is one that is not there. */
const Count = z
  .union([z.string(), z.number()])
  .optional()
  .transform((value) => {
    const count = Number(value);
    return value === undefined || value === '' || !Number.isFinite(count) ? null : count;
  });
const Money = z.union([z.string(), z.number().transform(String)]).optional();

export const AccountNode = z.object({
  account_id: Id,
  name: z.string().default(''),
  currency: z.string().regex(/^[A-Z]{3}$/),
  timezone_name: z.string().min(1),
  account_status: z.number().optional(),
});
export const accountFields = 'account_id,name,currency,timezone_name,account_status';

export const Me = z.object({ id: Id, name: z.string().default('') });

/** Each answer of a batch is text; null where it was not got to. */
export const Batched = z.array(z.object({ code: z.number(), body: z.string() }).nullable());
const Seconds = z.number().int().nonnegative().default(0);
/** Of a token: 0 where that never ends. */
export const TokenNode = z.object({
  data: z.object({ expires_at: Seconds, data_access_expires_at: Seconds }),
});

const Named = { id: Id, name: z.string().default(''), status: z.string(), effective_status: z.string() };
const Budgets = { daily_budget: Money, lifetime_budget: Money };

/** Of one account alone: of a list, only those in use count. */
export const AccountState = z.object({ account_status: z.number() });
/** Meta's own words for the numbers of its states. */
export const accountStates: Readonly<Record<number, string>> = {
  1: 'ACTIVE',
  2: 'DISABLED',
  3: 'UNSETTLED',
  7: 'PENDING_RISK_REVIEW',
  8: 'PENDING_SETTLEMENT',
  9: 'IN_GRACE_PERIOD',
  100: 'PENDING_CLOSURE',
  101: 'CLOSED',
};

/** Its `stop_time` is merged from the ends of its ad sets, also where others have none: each is read where it is set. */
export const CampaignNode = z.object({ ...Named, ...Budgets, objective: Text });
export const campaignFields = 'id,name,status,effective_status,daily_budget,lifetime_budget,objective';

const Learning = z
  .object({ status: Text, last_sig_edit_ts: z.number().optional() })
  .optional()
  .catch(undefined);
export const AdSetNode = z.object({
  ...Named,
  ...Budgets,
  campaign_id: Id,
  optimization_goal: Text,
  start_time: Text,
  end_time: Text,
  learning_stage_info: Learning,
});
export const adSetFields =
  'id,name,status,effective_status,daily_budget,lifetime_budget,campaign_id,optimization_goal,start_time,end_time,learning_stage_info';

/** Deleted and archived objects are told only where they are asked for, and their money was spent all the same. */
export const everyStatus = {
  campaigns: ['ACTIVE', 'PAUSED', 'DELETED', 'ARCHIVED', 'IN_PROCESS', 'WITH_ISSUES'],
  adsets: ['ACTIVE', 'PAUSED', 'DELETED', 'ARCHIVED', 'CAMPAIGN_PAUSED', 'IN_PROCESS', 'WITH_ISSUES'],
  ads: [
    'ACTIVE',
    'PAUSED',
    'DELETED',
    'ARCHIVED',
    'PENDING_REVIEW',
    'DISAPPROVED',
    'PREAPPROVED',
    'PENDING_BILLING_INFO',
    'CAMPAIGN_PAUSED',
    'ADSET_PAUSED',
    'IN_PROCESS',
    'WITH_ISSUES',
  ],
} as const;

const Cta = z.object({ type: Text, value: z.object({ link: Text }).optional().catch(undefined) });
const Media = z.object({ video_id: Id.optional(), hash: Text, image_hash: Text }).catch({});
const Story = z
  .object({
    video_data: z
      .object({
        video_id: Id.optional(),
        title: Text,
        message: Text,
        image_hash: Text,
        call_to_action: Cta.optional(),
      })
      .optional(),
    link_data: z
      .object({
        message: Text,
        name: Text,
        link: Text,
        image_hash: Text,
        call_to_action: Cta.optional(),
        child_attachments: z.array(Media).optional(),
      })
      .optional(),
    photo_data: z.object({ image_hash: Text, caption: Text }).optional(),
  })
  .optional()
  .catch(undefined);
const Words = z.array(z.object({ text: z.string() })).optional();
const Feed = z
  .object({
    videos: z.array(Media).optional(),
    images: z.array(Media).optional(),
    bodies: Words,
    titles: Words,
    link_urls: z.array(z.object({ website_url: Text })).optional(),
    call_to_action_types: z.array(z.string()).optional(),
  })
  .optional()
  .catch(undefined);

export const CreativeNode = z.object({
  id: Id,
  title: Text,
  body: Text,
  video_id: Id.optional(),
  image_hash: Text,
  image_url: Text,
  url_tags: Text,
  call_to_action_type: Text,
  object_story_spec: Story,
  asset_feed_spec: Feed,
});
export const creativeFields =
  'id,title,body,video_id,image_hash,image_url,url_tags,call_to_action_type,object_story_spec,asset_feed_spec';

export const AdNode = z.object({
  ...Named,
  campaign_id: Id,
  adset_id: Id,
  created_time: Text,
  creative: CreativeNode.optional(),
});
export const adFields = `id,name,status,effective_status,campaign_id,adset_id,created_time,creative{${creativeFields}}`;

/**
 * One entry of `actions` and the like; the attribution windows are keys beside `value`, and are looked at where they are
 * read: a page of results has tens of thousands of them.
 */
export const Action = z.custom<{ readonly action_type: string } & Readonly<Record<string, unknown>>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'action_type' in value &&
    typeof value.action_type === 'string' &&
    value.action_type !== '',
);
const Actions = z.array(Action).optional();

export const InsightRow = z.object({
  date_start: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  account_id: Id,
  account_currency: z.string(),
  campaign_id: Id.optional(),
  adset_id: Id.optional(),
  ad_id: Id.optional(),
  attribution_setting: Text,
  spend: Money,
  impressions: Count,
  clicks: Count,
  inline_link_clicks: Count,
  actions: Actions,
  action_values: Actions,
  video_play_actions: Actions,
  video_thruplay_watched_actions: Actions,
  video_p25_watched_actions: Actions,
  video_p50_watched_actions: Actions,
  video_p75_watched_actions: Actions,
  video_p95_watched_actions: Actions,
  video_p100_watched_actions: Actions,
});
export type InsightRow = z.infer<typeof InsightRow>;
export const insightFields = Object.keys(InsightRow.shape).filter(
  (field) => !['date_start', 'campaign_id', 'adset_id', 'ad_id'].includes(field),
);

export const OpinionRow = z.object({
  ad_id: Id,
  quality_ranking: Text,
  engagement_rate_ranking: Text,
  conversion_rate_ranking: Text,
  creative_diversity_score: Count,
  creative_diversity_label: Text.catch(undefined),
  creative_fatigue_summary: z.unknown().optional(),
});
export const rankingFields = [
  'ad_id',
  'quality_ranking',
  'engagement_rate_ranking',
  'conversion_rate_ranking',
];
/** Not every account has them, nor every version (`scoring.md` 5.2). */
export const ownFields = ['creative_diversity_score', 'creative_diversity_label', 'creative_fatigue_summary'];

export const ReachRow = z.object({ ad_id: Id, reach: Count, impressions: Count });

export const ReportOrder = z.object({ report_run_id: Id });
export const ReportState = z.object({
  async_status: z.string(),
  async_percent_completion: Count,
  error_code: z.number().optional(),
  error_subcode: z.number().optional(),
  error_user_msg: Text,
});

export const VideoNode = z.object({
  id: Id,
  source: Text,
  status: z.object({ video_status: Text }).optional().catch(undefined),
});
export type VideoNode = z.output<typeof VideoNode>;
export const ImageNode = z.object({
  hash: z.string().regex(/^[A-Za-z0-9]+$/),
  url: Text,
  permalink_url: Text,
});

/** A campaign, an ad set or an ad, as it stands. */
export const NowNode = z.object({
  ...Named,
  ...Budgets,
  account_id: Id,
  learning_stage_info: Learning,
  issues_info: z
    .array(z.object({ error_summary: Text, error_message: Text }))
    .default([])
    .catch([]),
});
const nowCommon = 'id,name,status,effective_status,account_id,issues_info';
/** Each with a field that the other kinds do not have, so that one is not taken for another. */
export const nowFields = {
  campaign: `${nowCommon},daily_budget,lifetime_budget,objective`,
  ad_set: `${nowCommon},daily_budget,lifetime_budget,campaign_id,learning_stage_info`,
  ad: `${nowCommon},adset_id`,
} as const;

/** What a change is made to: a campaign, an ad set or an ad. */
export const TargetNode = z.object({
  id: Id,
  name: z.string().default(''),
  status: z.string(),
  account_id: Id,
  /** 0 or nothing where the budget is kept elsewhere, or for the whole life. */
  daily_budget: z
    .string()
    .regex(/^\d+$/)
    .optional()
    .transform((units) => (Number(units) > 0 ? Number(units) : null)),
  adset_id: Id.optional(),
});
export type TargetNode = z.output<typeof TargetNode>;
export const Above = z.object({ campaign_id: Id.optional() });
/** `extra_data` says from what to what it was changed. */
export const Activity = z.object({
  event_type: z.string(),
  object_id: Id,
  event_time: z.string(),
  extra_data: Text,
});
