import {
  type Account,
  type AdRow,
  AppError,
  type AppEvent,
  type ApprovalDetail,
  type AuditRow,
  type Backup,
  type BudgetLimits,
  type BudgetProposal,
  type Conversation,
  type Council,
  type CouncilRecord,
  type CouncilSeat,
  contract,
  type DraftPlaces,
  type ErrorCode,
  type Failure,
  type FileFailure,
  type Health,
  type Job,
  type Link,
  type Linkable,
  type Output,
  type ParsedInput,
  type ProcedureId,
  type ProgramToken,
  type Result,
  type SalesOfAccount,
  type Settings,
  type SkippedFile,
  type SourceRead,
  type TodayAccount,
  type WatchedFolder,
} from '../../../src/contract/index.ts';
import { noAccounts } from './accounts.ts';
import { someLimits } from './approvals.ts';
import { FakeCollections } from './collections.ts';
import { noSeats } from './council.ts';
import { noDirector } from './director.ts';
import { handlers } from './handlers.ts';
import { someBackups, someHealth, someLog, someSettings } from './health.ts';
import type { Learnt } from './learnt.ts';
import { FakeLedger } from './ledger.ts';
import { FakeLibrary } from './library.ts';
import { noPerformance } from './performance.ts';
import { aRow } from './rows.ts';

export interface FakeHostOptions {
  readonly rows?: readonly AdRow[];
  readonly jobs?: readonly Job[];
  readonly failures?: readonly FileFailure[];
  readonly skipped?: readonly SkippedFile[];
  readonly settings?: Partial<Settings>;
}

type EventBody = AppEvent extends infer E ? (E extends unknown ? Omit<E, 'seq'> : never) : never;

/**
 * A host without files, processes or a database. It is derived from the contract: what goes in and what comes out is
 * parsed with the contract's own schemas, so a spec can never pass on an answer that the real host could not give.
 */
export class FakeHost {
  readonly library: FakeLibrary;
  readonly collections = new FakeCollections();
  readonly calls: { id: ProcedureId; input: unknown }[] = [];
  readonly uploads: string[] = [];
  jobs: Job[];
  failures: FileFailure[];
  skipped: SkippedFile[];
  settings: Settings;
  /** The parts of the export that was opened last. */
  exported: readonly string[] = [];
  exportMime = '';
  backups: Backup[] = [...someBackups];
  accounts: Account[] = noAccounts();
  tokens: readonly ProgramToken[] = [];
  /** What every ad carries from the council. */
  council: Council | null = null;
  seats: CouncilSeat[] = noSeats();
  /** The ads that were sent to the council last. */
  judged: readonly string[] = [];
  record: CouncilRecord = { weights: 'equal', judges: [] };
  /** The approval queue, newest first, and what was written down of it. */
  requests: ApprovalDetail[] = [];
  draftPlaces: DraftPlaces = { accounts: [], last: null };
  audit: AuditRow[] = [];
  limits = someLimits;
  stopped = false;
  mayApprove = true;
  now = (): string => new Date().toISOString();
  /** Which ads run at Meta. */
  links: Link[] = [];
  /** Ads at Meta that nothing was found for. */
  unlinked: Linkable[] = [];
  /** What was learnt from results; null where there are none. */
  learnt: Learnt | null = null;
  /** The same of further ad accounts. */
  alsoLearnt: readonly Learnt[] = [];
  /** What the last closed day of each ad account says. */
  todays: TodayAccount[] = [];
  /** When each source outside was read last. */
  reads: SourceRead[] = [];
  /** Null while there is too little data. */
  budget: BudgetProposal | null = null;
  budgetLimits: BudgetLimits | null = null;
  /** Whether decisions were carried out. */
  followed = false;
  /** Enough weeks have settled to look back on. */
  lookedBack = false;
  director: Output<'director.state'> = noDirector();
  /** Conversations, newest first. */
  talks: Conversation[] = [];
  noKeychain: string | null = null;
  kits: Output<'brand.kits'>['kits'] = [];
  /** Pictures by the id of their logo, as they were given. */
  readonly logos = new Map<string, Uint8Array>();
  watched: WatchedFolder[] = [];
  /** Ads whose files are nowhere. */
  readonly gone = new Set<string>();
  readonly ledger = new FakeLedger();
  sales: SalesOfAccount[] = [
    {
      id: '77',
      name: 'Fjordline DE',
      action_type: 'omni_purchase',
      window: 'value',
      action_types: ['omni_purchase', 'purchase'],
      proposed_window: '7d_click',
    },
  ];
  performance = noPerformance();
  log = [...someLog];
  health: (ads: number) => Health = someHealth;
  readonly #listeners = new Map<(event: AppEvent) => void, () => void>();
  readonly #refusals = new Map<ProcedureId, Failure>();
  readonly #held = new Map<ProcedureId, Promise<void>>();
  #seq = 0;
  #made = 0;

  constructor(options: FakeHostOptions = {}) {
    this.library = new FakeLibrary(options.rows ?? []);
    this.jobs = [...(options.jobs ?? [])];
    this.failures = [...(options.failures ?? [])];
    this.skipped = [...(options.skipped ?? [])];
    this.settings = { ...someSettings, ...options.settings };
  }

  async call(id: ProcedureId, input: unknown): Promise<Result<unknown>> {
    this.calls.push({ id, input });
    await this.#held.get(id);
    const refusal = this.#refusals.get(id);
    if (refusal) return { ok: false, error: refusal };
    const procedure = contract[id];
    const parsed = procedure.input.safeParse(input);
    if (!parsed.success)
      return { ok: false, error: new AppError('INVALID_INPUT', parsed.error.message).toFailure() };
    try {
      const handler = handlers[id] as (host: FakeHost, input: unknown) => unknown;
      return {
        ok: true,
        value: procedure.output.parse(handler(this, parsed.data as ParsedInput<typeof id>)),
      };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.toFailure() };
      throw error;
    }
  }

  subscribe(listener: (event: AppEvent) => void, onDrop: () => void = () => undefined): () => void {
    this.#listeners.set(listener, onDrop);
    return () => this.#listeners.delete(listener);
  }

  /** Whether a window listens: before that, what is emitted reaches nobody. */
  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  /** Every listener's line breaks, as when the host is restarted. */
  dropListeners(): void {
    for (const drop of [...this.#listeners.values()]) drop();
  }

  emit(body: EventBody): void {
    this.#seq += 1;
    const event = { ...body, seq: this.#seq } as AppEvent;
    for (const listener of this.#listeners.keys()) listener(event);
  }

  /** Every call of this procedure fails from now on; `null` ends it. */
  refuse(id: ProcedureId, code: ErrorCode | null, detail?: string): void {
    if (code) this.#refusals.set(id, new AppError(code, detail).toFailure());
    else this.#refusals.delete(id);
  }

  /** Answers of this procedure wait until the returned function is called. */
  hold(id: ProcedureId): () => void {
    let release: () => void = () => undefined;
    this.#held.set(id, new Promise((resolve) => (release = resolve)));
    return () => {
      this.#held.delete(id);
      release();
    };
  }

  changed<T extends { ads: string[] }>(answer: T): T {
    this.emit({ type: 'changed', ids: answer.ads });
    return answer;
  }

  watch(folders: WatchedFolder[]): { folders: WatchedFolder[] } {
    this.watched = folders;
    this.emit({ type: 'watch' });
    return { folders };
  }

  setJob(job: Job): Job {
    const known = this.jobs.some(({ id }) => id === job.id);
    this.jobs = known ? this.jobs.map((old) => (old.id === job.id ? job : old)) : [job, ...this.jobs];
    this.emit({ type: 'job', job });
    return job;
  }

  setTokens(tokens: readonly ProgramToken[]): void {
    this.tokens = tokens;
    this.emit({ type: 'tokens' });
  }

  setAccount(account: Account): Account {
    this.accounts = this.accounts.map((old) => (old.service === account.service ? account : old));
    this.emit({ type: 'accounts' });
    return account;
  }

  setTalk(talk: Conversation): void {
    this.talks = [talk, ...this.talks.filter(({ id }) => id !== talk.id)];
    this.emit({ type: 'director', conversation: talk.id });
  }

  job(id: string): Job {
    const job = this.jobs.find((one) => one.id === id);
    if (!job) throw new AppError('NOT_FOUND', id);
    return job;
  }

  /** The running job gets this many files further: new ads, then the count, as the real host tells it. */
  advance(jobId: string, files: number, overrides: Partial<AdRow> = {}): AdRow[] {
    const added = Array.from({ length: files }, () => {
      this.#made += 1;
      return aRow(10_000_000 + this.#made, 7, overrides);
    });
    this.library.add(added, jobId);
    const job = this.job(jobId);
    const done = Math.min(job.progress.total, job.progress.done + files);
    const ended = done === job.progress.total;
    this.emit({ type: 'ads', job_id: jobId, ids: added.map(({ id }) => id) });
    this.setJob({
      ...job,
      state: ended ? 'done' : job.state,
      finished_at: ended ? '2026-11-20T09:20:00.000Z' : null,
      progress: { ...job.progress, done, eta_s: ended ? null : (job.progress.total - done) * 0.6 },
    });
    return added;
  }
}
