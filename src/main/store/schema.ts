import type { Generated, GeneratedAlways } from 'kysely';
import type { MetaRanking } from '../../contract/index.ts';

/** The tables as Kysely sees them. JSON columns are text here; the repo that owns a column parses it. */
export interface AdsTable {
  id: string;
  added_seq: number;
  sha256: string;
  kind: 'video' | 'image';
  state: 'ok' | 'partial';
  problem_code: string | null;
  problem_detail: string | null;
  root: string;
  path: string;
  name: string;
  copies: number;
  codec: string;
  width: number;
  height: number;
  aspect: string;
  duration_s: number | null;
  has_audio: number;
  strip_frames: number;
  score: number | null;
  score_low: number | null;
  score_high: number | null;
  hook: number | null;
  clarity: number | null;
  connection: number | null;
  offer: number | null;
  craft: number | null;
  top_reason: string | null;
  engine_version: number;
  decoder_version: string;
  weights_version: string;
  measured_at: string;
  hook_type: string | null;
}

export interface AdTextTable {
  ad_id: string;
  version: number;
  text: string;
  words: string;
  spoken: string | null;
  palettes: string | null;
  read_at: string;
}

export interface AdLogosTable {
  ad_id: string;
  logo: string;
  version: number;
  looks: string;
}

export interface LogosTable {
  id: string;
  width: number;
  height: number;
  findable: 0 | 1;
  png: Uint8Array;
}

export interface BrandKitsTable {
  client: string;
  kit: string;
}

export interface AdGivenTable {
  ad_id: string;
  copy: string | null;
  spoken: string | null;
}

export interface MeasurementsTable {
  ad_id: string;
  engine_version: number;
  decoder_version: string;
  media: string;
  features: string;
  hashes: string;
  measured_at: string;
}

export interface ScoresTable {
  ad_id: string;
  engine_version: number;
  decoder_version: string;
  weights_version: string;
  score: string;
  scored_at: string;
}

export interface FilesTable {
  root: string;
  path: string;
  absolute: string;
  size: number;
  mtime_ns: string;
  sha256: string;
  ad_id: string | null;
}

export interface FileFailuresTable {
  absolute: string;
  size: number;
  mtime_ns: string;
  engine_version: number;
  decoder_version: string;
  code: string;
  detail: string;
}

export interface NoMediaTable {
  absolute: string;
  size: number;
  mtime_ns: string;
  ctime_ns: string;
  kind_version: number;
}

export interface JobsTable {
  id: string;
  seq: number;
  kind: string;
  title: string;
  payload: string;
  state: string;
  attempt: number;
  listed: number;
  progress: string;
  error_code: string | null;
  error_detail: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  /** When one that waits goes on by itself. */
  resumes_at: string | null;
}

export interface JobItemsTable {
  job_id: string;
  seq: number;
  root: string;
  path: string;
  absolute: string;
  size: number;
  mtime_ns: string;
  state: 'queued' | 'analyzed' | 'reused' | 'failed' | 'skipped';
  ad_id: string | null;
  code: string | null;
  detail: string | null;
}

/** Written by a trigger when a job ends. */
export interface JobEndsTable {
  job_id: string;
  kind: string;
  state: 'done' | 'failed' | 'cancelled';
  ended_at: string;
  /** Null where it was interrupted and taken up again. */
  seconds: number | null;
  analyzed: number;
  reused: number;
  failed: number;
  skipped: number;
  media_s: number;
  problems: string;
}

export interface SettingsTable {
  key: string;
  value: string;
}

export interface MarksTable {
  ad_id: string;
  pick: 'picked' | 'rejected' | 'none';
  rating: number | null;
}

export interface AdTagsTable {
  ad_id: string;
  folded: string;
  tag: string;
}

export interface NotesTable {
  id: string;
  ad_id: string;
  text: string;
  t0: number | null;
  t1: number | null;
  created_at: string;
}

export interface AccountsTable {
  service: string;
  label: string | null;
  ends_in: string | null;
  limits: string | null;
  tested_at: string | null;
  expires_at: string | null;
  problem_code: string | null;
  problem_detail: string | null;
  left_behind: number;
}

export interface ClientsTable {
  id: string;
  name: string;
  folded: string;
}

export interface ClientAdsTable {
  ad_id: string;
  client_id: string;
}

export interface ClientFoldersTable {
  root: string;
  folder: string;
  client_id: string;
}

export interface SavedViewsTable {
  id: string;
  name: string;
  folded: string;
  state: string;
}

export interface WatchedFoldersTable {
  folder: string;
  paused: number;
  added_at: string;
}

export interface CouncilVerdictsTable {
  ad_id: string;
  judge: string;
  model: string;
  rubric_version: string;
  prompt_version: string;
  ballot: string;
  judged_at: string;
}

export interface CouncilCallsTable {
  id: Generated<number>;
  job_id: string;
  ad_id: string;
  judge: string;
  model: string;
  state: 'sent' | 'answered' | 'failed';
  worst_micro_usd: number;
  cost_micro_usd: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  request_id: string | null;
  problem: string | null;
  sent_at: string;
  ended_at: string | null;
  /** Null for a call that was made by itself. */
  batch_id: number | null;
  /** As the service names it; null where it did not. */
  answered_by: string | null;
}

export interface CouncilBatchesTable {
  id: Generated<number>;
  job_id: string;
  judge: string;
  model: string;
  /** The service's own name for it; null until it has answered that it has it. */
  remote_id: string | null;
  state: 'open' | 'ended';
  sent_at: string;
}

export interface CouncilsTable {
  ad_id: string;
  council: string;
  score: number | null;
  judged_at: string;
  /** Null without a quorum. These three follow from `council`. */
  panel_score: GeneratedAlways<number | null>;
  disagreement: GeneratedAlways<number | null>;
  needs_human: GeneratedAlways<number>;
}

export interface CouncilVotesTable {
  ad_id: string;
  judge: string;
  seq: number;
  score: number;
  /** As it was first joined. Nothing reads it: what a vote counts moves with the judge's other votes. */
  counted: number;
}

export interface CouncilOutcomesTable {
  ad_id: string;
  hit: 0 | 1;
  basis: string;
  known_at: string;
}

export interface CouncilConsentsTable {
  judge: string;
  account: string;
  agreed_at: string;
}

export interface MetaAccountsTable {
  id: string;
  name: string;
  currency: string;
  time_zone: string;
  action_type: string | null;
  action_window: string | null;
  choosing: string | null;
  chosen_at: string | null;
  paused_until: string | null;
  own_fields_refused_at: string | null;
  /** When its name, currency and time zone were read; `meta_days` says when its results were. */
  read_at: string;
}

/** Its column `ends_at` is left as it was filled for a while: the end of one ad set of the campaign, not of all. */
export interface MetaCampaignsTable {
  id: string;
  account_id: string;
  name: string;
  objective: string | null;
  status: string;
  effective_status: string;
  daily_budget_minor: number | null;
  lifetime_budget_minor: number | null;
  read_at: string;
}

export interface MetaAdSetsTable {
  id: string;
  account_id: string;
  campaign_id: string;
  name: string;
  status: string;
  effective_status: string;
  daily_budget_minor: number | null;
  lifetime_budget_minor: number | null;
  optimization_goal: string | null;
  learning_status: string | null;
  edited_at: string | null;
  starts_at: string | null;
  ends_at: string | null;
  read_at: string;
}

export interface MetaAdsTable {
  id: string;
  account_id: string;
  campaign_id: string;
  ad_set_id: string;
  creative_id: string | null;
  name: string;
  status: string;
  effective_status: string;
  created_at: string | null;
  read_at: string;
}

export interface MetaCreativesTable {
  id: string;
  account_id: string;
  title: string | null;
  body: string | null;
  link: string | null;
  url_tags: string | null;
  call_to_action: string | null;
  media: string;
  read_at: string;
}

export interface MetaInsightsTable {
  id: Generated<number>;
  account_id: string;
  level: 'account' | 'campaign' | 'ad_set' | 'ad';
  object_id: string;
  day: string;
  campaign_id: string | null;
  ad_set_id: string | null;
  attribution_setting: string | null;
  spend_minor: number;
  impressions: number;
  clicks: number | null;
  link_clicks: number | null;
  plays: number | null;
  views_3s: number | null;
  thruplays: number | null;
  p25: number | null;
  p50: number | null;
  p75: number | null;
  p95: number | null;
  p100: number | null;
  actions: string;
  orders: number | null;
  revenue_minor: number | null;
  settled: 0 | 1;
  read_at: string;
  confirmed_at: string;
  superseded_at: string | null;
}

export interface MetaReachTable {
  ad_id: string;
  day: string;
  account_id: string;
  lifetime_reach: number;
  lifetime_impressions: number | null;
  read_at: string;
}

export interface MetaOpinionsTable {
  /** Of the ad. */
  id: string;
  account_id: string;
  quality: MetaRanking | null;
  engagement: MetaRanking | null;
  conversion: MetaRanking | null;
  diversity_score: number | null;
  diversity_label: string | null;
  fatigue: string | null;
  own_fields: 0 | 1;
  read_at: string;
}

export interface MetaDaysTable {
  account_id: string;
  day: string;
  settled: 0 | 1;
  read_at: string;
}

export interface MetaSaleChoicesTable {
  account_id: string;
  chosen_at: string;
  action_type: string;
  action_window: string;
}

export interface MetaReportsTable {
  account_id: string;
  level: string;
  since: string;
  until: string;
  report_id: string;
  asked_at: string;
}

export interface MetaLinksTable {
  meta_ad_id: string;
  ad_id: string;
  how: 'content' | 'look' | 'name' | 'hand';
  certainty: number;
  state: 'proposed' | 'linked' | 'rejected';
  linked_at: string;
}

export interface ApprovalsTable {
  id: string;
  seq: number;
  revision: number;
  state: string;
  account: string;
  currency: string;
  amount_minor: number;
  approval: string;
  ad_id: string | null;
  decision_id: string | null;
  allowed_at: string | null;
  not_before: string | null;
  problem: string | null;
}

export interface ApprovalPartsTable {
  tag: string;
  approval_id: string;
  seq: number;
  target: string;
  mutation: string;
  state: string;
  attempts: number;
  sent_at: string | null;
  answer_id: string | null;
  code: string | null;
  detail: string | null;
}

export interface ApprovalPolicyTable {
  id: number;
  limits: string;
  stopped: 0 | 1;
}

export interface DecisionsTable {
  id: string;
  seq: number;
  made_at: string;
  inputs_hash: string;
  inputs: string;
  proposal: string;
  outcome: string | null;
}

export interface DelayAlarmsTable {
  account_id: string;
  p: number;
  seen_at: string;
}

export interface SilencesTable {
  account_id: string;
  source: string;
  shop: string | null;
  since: string;
  due: number;
}

export interface BudgetLimitsTable {
  account_id: string;
  limits: string;
  set_at: string;
}

export interface AuditTable {
  seq: number;
  at: string;
  actor: string;
  what: string;
  subject: string;
  before: string;
  after: string;
  answer_id: string | null;
  previous: string;
  hash: string;
}

export interface LedgerRowsTable {
  seq: Generated<number>;
  source: string;
  shop: string | null;
  /** Null of rows that are older than this column. */
  telling: string | null;
  event_id: string;
  words: string;
  sale: string;
  order_id: string | null;
  kind: 'order' | 'refund';
  status: 'approved' | 'pending' | 'open' | 'declined' | 'refunded';
  minor: number;
  currency: string;
  happened_at: string;
  began_at: string | null;
  said_at: string | null;
  learnt_at: string;
  ad: string | null;
  campaign: string | null;
  /** 1 of a row after which nothing counts that was said of the event before. */
  taken_back: 0 | 1;
}

export interface CurrencyRatesTable {
  from_currency: string;
  to_currency: string;
  day: string;
  /** Null where that of the day was taken away. */
  rate: string | null;
  given_at: string;
}

export interface LedgerToldTable {
  source: string;
  shop: string | null;
  at: string;
  how: 'file' | 'post' | 'refresh';
}

export interface LedgerTellingsTable {
  id: Generated<number>;
  source: string;
  telling: string;
  shop: string | null;
  how: 'file' | 'post';
  /** When it was brought first. */
  at: string;
  undone: Generated<0 | 1>;
}

/** A row that a telling says too, of another that said it before. */
export interface LedgerKnownTable {
  row: number;
  telling: number;
}

export interface LedgerHooksTable {
  source: string;
  shop: string | null;
  token_digest: string;
  currency: string | null;
  time_zone: string;
  made_at: string;
  last_at: string | null;
  received: Generated<number>;
  refused: Generated<number>;
}

export interface ProgramTokensTable {
  id: string;
  name: string;
  digest: string;
  scopes: 'read' | 'read propose';
  made_at: string;
  last_at: string | null;
}

export interface ConversionBatchesTable {
  id: string;
  pixel: string;
  test_code: string | null;
  digest: string;
  events: string;
  made_at: string;
}

export interface ConversionEventsTable {
  pixel: string;
  event_name: string;
  event_id: string;
  batch: string;
  line: number;
  state: 'waiting' | 'sent' | 'accepted' | 'refused';
  problem: string | null;
  at: string;
}

export interface LearnVersionsTable {
  id: Generated<number>;
  account_id: string;
  made_at: string;
  since: string | null;
  until: string | null;
  learned: string;
}

export interface CtrModelsTable {
  id: Generated<number>;
  version_id: number;
  account_id: string;
  status: 'active' | 'retired';
  kind: string;
  ads: number;
  hits: number;
  trials: number;
  model: string;
  parent_id: number | null;
  made_at: string;
  why: string | null;
  gain: number | null;
  gain_low: number | null;
  gain_high: number | null;
  roas: string | null;
  held: Generated<0 | 1>;
}

export interface ExperimentsTable {
  id: string;
  account_id: string;
  state: 'running' | 'read' | 'dropped';
  metric: string;
  feature: string;
  value: string;
  evidence: string;
  per_arm: number;
  arms: string;
  since: string;
  planned_at: string;
  reading: string | null;
  ended_at: string | null;
}
export interface CtrPredictionsTable {
  ad_id: string;
  model_id: number;
  rate: number;
  low: number;
  high: number;
  made_at: string;
  roas_low: number | null;
  roas_high: number | null;
}

export interface RemovedAdsTable {
  ad_id: string;
  path: string;
  removed_at: string;
  kept: string;
}

export interface DirectorTurnsTable {
  id: string;
  conversation_id: string;
  seq: number;
  question: string;
  attached: string;
  service: string;
  model: string;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  ceiling_micro_usd: number;
  by_program: 0 | 1;
  answer: string | null;
  code: string | null;
  detail: string | null;
  asked_at: string;
  ended_at: string | null;
}

export interface DirectorStepsTable {
  id: Generated<number>;
  turn_id: string;
  tool: string;
  input: string;
  state: 'called' | 'done' | 'failed';
  result: string;
  shortened: string | null;
  orders: string;
  proposals: string;
  took_ms: number;
}

export interface DirectorCallsTable {
  id: Generated<number>;
  turn_id: string;
  by_program: 0 | 1;
  state: 'sent' | 'answered' | 'failed';
  worst_micro_usd: number;
  cost_micro_usd: number | null;
  input_tokens: number | null;
  cached_tokens: number | null;
  output_tokens: number | null;
  request_id: string | null;
  problem: string | null;
  sent_at: string;
  ended_at: string | null;
}

export interface ServiceDaysTable {
  service: 'meta' | 'google' | 'hubspot';
  day: string;
  calls: number;
  failed: number;
  limited: number;
  waited_ms: number;
}

export interface MetaUsageTable {
  account_id: string;
  percent: number;
  read_at: string;
}

export interface Tables {
  director_turns: DirectorTurnsTable;
  director_steps: DirectorStepsTable;
  director_calls: DirectorCallsTable;
  removed_ads: RemovedAdsTable;
  watched_folders: WatchedFoldersTable;
  clients: ClientsTable;
  client_ads: ClientAdsTable;
  client_folders: ClientFoldersTable;
  saved_views: SavedViewsTable;
  ads: AdsTable;
  measurements: MeasurementsTable;
  scores: ScoresTable;
  files: FilesTable;
  file_failures: FileFailuresTable;
  no_media: NoMediaTable;
  jobs: JobsTable;
  job_items: JobItemsTable;
  job_ends: JobEndsTable;
  service_days: ServiceDaysTable;
  meta_usage: MetaUsageTable;
  settings: SettingsTable;
  marks: MarksTable;
  ad_tags: AdTagsTable;
  notes: NotesTable;
  accounts: AccountsTable;
  ad_text: AdTextTable;
  ad_given: AdGivenTable;
  brand_kits: BrandKitsTable;
  ad_logos: AdLogosTable;
  logos: LogosTable;
  council_verdicts: CouncilVerdictsTable;
  council_calls: CouncilCallsTable;
  council_batches: CouncilBatchesTable;
  councils: CouncilsTable;
  council_votes: CouncilVotesTable;
  council_outcomes: CouncilOutcomesTable;
  council_consents: CouncilConsentsTable;
  meta_accounts: MetaAccountsTable;
  meta_campaigns: MetaCampaignsTable;
  meta_ad_sets: MetaAdSetsTable;
  meta_ads: MetaAdsTable;
  meta_creatives: MetaCreativesTable;
  meta_insights: MetaInsightsTable;
  meta_reach: MetaReachTable;
  meta_days: MetaDaysTable;
  meta_opinions: MetaOpinionsTable;
  meta_reports: MetaReportsTable;
  meta_sale_choices: MetaSaleChoicesTable;
  meta_links: MetaLinksTable;
  approvals: ApprovalsTable;
  approval_parts: ApprovalPartsTable;
  approval_policy: ApprovalPolicyTable;
  decisions: DecisionsTable;
  budget_limits: BudgetLimitsTable;
  delay_alarms: DelayAlarmsTable;
  silences: SilencesTable;
  audit: AuditTable;
  ledger_rows: LedgerRowsTable;
  currency_rates: CurrencyRatesTable;
  ledger_told: LedgerToldTable;
  ledger_tellings: LedgerTellingsTable;
  ledger_known: LedgerKnownTable;
  ledger_hooks: LedgerHooksTable;
  program_tokens: ProgramTokensTable;
  conversion_batches: ConversionBatchesTable;
  conversion_events: ConversionEventsTable;
  learn_versions: LearnVersionsTable;
  ctr_models: CtrModelsTable;
  ctr_predictions: CtrPredictionsTable;
  experiments: ExperimentsTable;
}
