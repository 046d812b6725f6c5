import type { AdId, Job, JobId, Link, Linkable, LinkState } from '../../contract/index.ts';
import type { MetaPiece } from '../core/ingest/meta-place.ts';
import type { DayRange } from '../core/learn/meta/days.ts';
import type { DayFigures, Level, SaleChoice } from '../core/learn/meta/figures.ts';
import type { AutoLink, LinkableAd, LinkableMetaAd } from '../core/learn/meta/link-all.ts';
import type { LookedAd } from '../core/learn/meta/link-look.ts';
import type { Opinion } from '../core/learn/meta/opinion.ts';
import type { Sold } from '../core/learn/meta/sales-choice.ts';
import type { AdSource } from './ingest.ts';

export interface MetaAccount {
  /** Digits, without Meta's "act_". */
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** IANA; the account's days begin there. */
  readonly timeZone: string;
}

export interface KnownMetaAccount extends MetaAccount {
  /** Null until something was sold. */
  readonly choice: SaleChoice | null;
  /** What it is being changed to; null but for a change that was broken off. */
  readonly choosing: SaleChoice | null;
  /** Meta asked to be left alone until then. */
  readonly pausedUntil: string | null;
  /** Meta did not take the fields of diversity and fatigue then. */
  readonly ownFieldsRefusedAt: string | null;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly effectiveStatus: string;
}
interface Budgets {
  readonly dailyBudgetMinor: number | null;
  readonly lifetimeBudgetMinor: number | null;
}
export interface MetaCampaign extends Named, Budgets {
  readonly objective: string | null;
}
export interface MetaAdSet extends Named, Budgets {
  readonly campaignId: string;
  readonly optimizationGoal: string | null;
  /** Before which it spends nothing, though it may be active; null where nobody says. */
  readonly startsAt?: string | null | undefined;
  /** After which it spends nothing, though it may stay active; null where it has no end. */
  readonly endsAt?: string | null | undefined;
  readonly learningStatus: string | null;
  readonly editedAt: string | null;
}
export interface MetaAd extends Named {
  readonly campaignId: string;
  readonly adSetId: string;
  readonly creativeId: string | null;
  readonly createdAt: string | null;
}

/** Of the whole life of an ad, told in one breath: days that were never read are in it. */
export interface LifetimeReach {
  readonly people: number;
  readonly impressions: number;
}

/** A video or an image of a creative; one ad may have several. */
export interface MetaMedia {
  readonly kind: 'video' | 'image';
  /** Meta's video id or image hash. */
  readonly key: string;
  /** Where the image stays; null for videos, whose addresses are temporary. */
  readonly url: string | null;
}
export interface MetaCreative {
  readonly id: string;
  readonly title: string | null;
  readonly body: string | null;
  readonly link: string | null;
  readonly urlTags: string | null;
  readonly callToAction: string | null;
  readonly media: readonly MetaMedia[];
}

/** What stands in an account, as far as one page tells. */
export interface MetaStructure {
  readonly campaigns?: readonly MetaCampaign[];
  readonly adSets?: readonly MetaAdSet[];
  readonly ads?: readonly MetaAd[];
  readonly creatives?: readonly MetaCreative[];
}

/** The payload of a refresh as stored. */
export interface RefreshPayload {
  readonly daysBack: number;
  /** None named is all. */
  readonly accounts: readonly string[];
}

export interface OrderedReport {
  readonly id: string;
  readonly at: string;
}

export interface MetaReader {
  refreshPayload(id: JobId): Promise<RefreshPayload>;
  /** A job that is about to bring exactly this. */
  unfinishedRefresh(payload: RefreshPayload): Promise<JobId | null>;
  metaAccount(id: string): Promise<KnownMetaAccount | null>;
  /** The days of an account that have been read in full, with whether their figures can still change. */
  metaDays(accountId: string): Promise<Map<string, { readonly settled: boolean }>>;
  /** Settings are those of ad sets that still stand and ran in the last four weeks that were read. */
  soldTypes(accountId: string): Promise<Sold>;
  metaAdCount(accountId: string): Promise<number>;
  /** One that was ordered for exactly these days; it tells what was known then. */
  metaReport(accountId: string, level: Level, range: DayRange): Promise<OrderedReport | null>;
}

export interface MetaWriter {
  createRefreshJob(payload: RefreshPayload, at: string): Promise<Job>;
  saveMetaAccount(account: MetaAccount, at: string): Promise<void>;
  /** For every row that the account has, and for those that come; what was known before is told as it was. */
  chooseSales(accountId: string, choice: SaleChoice, at: string): Promise<void>;
  /** Ends a change that was broken off, or makes the first choice; never takes the place of what a person has chosen. */
  settleSales(accountId: string, first: SaleChoice | null, at: string): Promise<void>;
  pauseMeta(accountId: string, until: string | null): Promise<void>;
  saveStructure(accountId: string, structure: MetaStructure, at: string): Promise<void>;
  /**
   * Rows of one level, by the moment at which their reading began. What says otherwise than before takes its place; the row
   * before stays as history.
   */
  saveFigures(
    accountId: string,
    level: Level,
    rows: readonly DayFigures[],
    settledUntil: string,
    at: string,
  ): Promise<void>;
  saveReach(
    accountId: string,
    day: string,
    reach: ReadonlyMap<string, LifetimeReach>,
    at: string,
  ): Promise<void>;
  refuseOwnFields(accountId: string, at: string): Promise<void>;
  saveOpinions(accountId: string, opinions: readonly Opinion[], at: string): Promise<void>;
  /** One level of these days was told to its end: rows that this reading did not bring any more are believed no more. */
  endFigures(accountId: string, level: Level, range: DayRange, at: string): Promise<void>;
  /** All levels of these days are here. */
  endMetaDays(accountId: string, range: DayRange, settledUntil: string, at: string): Promise<void>;
  keepReport(
    accountId: string,
    level: Level,
    range: DayRange,
    reportId: string | null,
    at: string,
  ): Promise<void>;
}

/**
 * Where reports that are made at Meta's side are remembered by the days they were ordered for, so that a run that was
 * killed orders none twice and takes none for another.
 */
export interface Reports {
  get(range: DayRange): Promise<string | null>;
  set(range: DayRange, reportId: string | null): Promise<void>;
}

/** How long an account must be left alone; kept, so that a new start does not forget it. */
export interface Pauses {
  until(accountId: string): Promise<string | null>;
  set(accountId: string, until: string | null): Promise<void>;
}

/** Meta, as a refresh reads it. Throws AppError. */
export interface MetaAds {
  /** The accounts that are named, or all that the token may read and that are in use. */
  accounts(named: readonly string[], signal: AbortSignal): Promise<MetaAccount[]>;
  /** All that stands in an account, page by page. */
  structure(account: MetaAccount, signal: AbortSignal): AsyncIterable<MetaStructure>;
  /** The ads that run now, with what they show. */
  live(account: MetaAccount, signal: AbortSignal): AsyncIterable<MetaStructure>;
  /** The figures of these days, page by page; `large` has them made as a report first. */
  figures(
    account: MetaAccount,
    level: Level,
    range: DayRange,
    large: boolean,
    reports: Reports,
    signal: AbortSignal,
  ): AsyncIterable<readonly DayFigures[]>;
  /** How many people each ad has reached so far. */
  reach(account: MetaAccount, signal: AbortSignal): AsyncIterable<ReadonlyMap<string, LifetimeReach>>;
  /** What Meta itself thinks of the ads that ran within four weeks; `own` asks for diversity and fatigue too. */
  opinions(account: MetaAccount, own: boolean, signal: AbortSignal): AsyncIterable<readonly Opinion[]>;
}

/** The way to the files of ads at Meta. */
export interface FetchableAds {
  /** Of what is listed: addresses are asked for together. Answers where its file will lie. */
  expect(account: string, piece: MetaPiece): string;
  files(list: AdSource['list']): AdSource;
}

/** What is looked for to be linked by hand. */
export interface LinkableWanted {
  readonly text: string;
  /** Only what nothing is linked with or proposed for. */
  readonly open: boolean;
  readonly limit: number;
}

export interface LinkableFound {
  /** Of which `ads` are the first. */
  readonly total: number;
  readonly ads: Linkable[];
}

export interface LinkReader {
  hasMetaAds(): Promise<boolean>;
  linkableMetaAds(): Promise<LinkableMetaAd[]>;
  linkableAds(): Promise<LinkableAd[]>;
  /** How these ads look; all but these where `others`. */
  looks(ids: readonly string[], others: boolean): Promise<LookedAd[]>;
  /** Another one whenever an ad comes, goes or is measured anew. */
  looksStamp(): Promise<string>;
  linkable(side: 'meta' | 'library', wanted: LinkableWanted): Promise<LinkableFound>;
  /** What waits for a person first. */
  metaLinks(state: LinkState | null): Promise<Link[]>;
}

export interface LinkWriter {
  /** All links that were found, in place of those before; what a person has decided stays. */
  saveLinks(links: readonly AutoLink[], at: string): Promise<void>;
  /** Answers what it was before; undefined where one of the two is not there. */
  setLink(
    metaAdId: string,
    adId: AdId,
    to: 'linked' | 'rejected' | 'none',
    at: string,
  ): Promise<LinkState | null | undefined>;
}
