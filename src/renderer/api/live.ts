import type { AdId, AppEvent, Input, Job, MarkedAd } from '../../contract/index.ts';
import type { QueryCache } from './cache.ts';
import { gathered } from './gathered.ts';
import type { MarkWriter } from './mark-writer.ts';
import type { Transport } from './transport.ts';

/** Carrying one request out is some twenty steps, each of them told. */
const APPROVALS_EVERY_MS = 300;

/** What says how an ad was measured and stands. */
const isShown = (id: string): boolean => id === 'score.show' || id === 'score.compare';

const isOf = (ids: readonly AdId[], input: unknown): boolean => {
  const { ad, ads = [] } = input as { ad?: AdId; ads?: AdId[] };
  return (ad === undefined ? ads : [ad]).some((id) => ids.includes(id));
};

const isListed = ({ kinds, states }: Input<'jobs.list'>, { kind, state }: Job): boolean =>
  (kinds?.includes(kind) ?? true) && (states?.includes(state) ?? true);

type AdsListener = (ids: readonly AdId[]) => void;
type LibraryListener = (indexed: number, settled: boolean) => void;

/** The one subscription to the host's events: it keeps the cache true and tells the grid about new ads. */
export class Live {
  readonly #cache: QueryCache;
  readonly #marks: MarkWriter;
  readonly #adsListeners = new Set<AdsListener>();
  readonly #rowListeners = new Set<() => void>();
  readonly #changeListeners = new Set<() => void>();
  readonly #libraryListeners = new Set<LibraryListener>();
  readonly #learntListeners = new Set<() => void>();
  readonly #digestListeners = new Set<(text: string) => void>();
  readonly #linkListeners = new Set<() => void>();
  readonly #readApprovals = gathered(APPROVALS_EVERY_MS, () =>
    // What was sent to Meta may be an order of the ledger, and a budget that was changed is another one to begin from.
    this.#cache.invalidate((id) =>
      /^(approve|act|today)\.|^decide\.(outcomes|optimize|limits)$|^learn\.(sentEvents|revenue)$/.test(id),
    ),
  );
  #lastSeq = 0;
  #up = true;
  #wasDown = false;

  constructor(cache: QueryCache, marks: MarkWriter) {
    this.#cache = cache;
    this.#marks = marks;
  }

  start(transport: Transport): () => void {
    return transport.subscribe(
      (event) => this.#receive(event),
      (up) => this.#link(up),
      () => this.#readAllAgain(),
    );
  }

  get up(): boolean {
    return this.#up;
  }

  onLink(listener: () => void): () => void {
    this.#linkListeners.add(listener);
    return () => this.#linkListeners.delete(listener);
  }

  onAds(listener: AdsListener): () => void {
    this.#adsListeners.add(listener);
    return () => this.#adsListeners.delete(listener);
  }

  /** Rows may say something else of the same ads: another client, or marks of more of them than an event carries. */
  onRows(listener: () => void): () => void {
    this.#rowListeners.add(listener);
    return () => this.#rowListeners.delete(listener);
  }

  /** Ads left the library, came back, or lie elsewhere. */
  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** The near-duplicates of more ads, or of all of them, are known. */
  onLibrary(listener: LibraryListener): () => void {
    this.#libraryListeners.add(listener);
    return () => this.#libraryListeners.delete(listener);
  }

  /** Real results, or what they teach, may be others now. */
  onLearnt(listener: () => void): () => void {
    this.#learntListeners.add(listener);
    return () => this.#learntListeners.delete(listener);
  }

  /** A planned refresh of results went through. */
  onDigest(listener: (text: string) => void): () => void {
    this.#digestListeners.add(listener);
    return () => this.#digestListeners.delete(listener);
  }

  #link(up: boolean): void {
    if (up && this.#wasDown) this.#readAllAgain();
    this.#wasDown = !up;
    if (up === this.#up) return;
    this.#up = up;
    for (const listener of this.#linkListeners) listener();
  }

  #receive(event: AppEvent): void {
    // A number that does not follow its predecessor means missed events, or a host that was started anew.
    if (this.#lastSeq !== 0 && event.seq !== this.#lastSeq + 1) this.#readAllAgain();
    this.#lastSeq = event.seq;
    if (event.type === 'job') this.#job(event.job);
    if (event.type === 'ads') this.#tellAds(event.ids);
    if (event.type === 'changed') this.#changed(event.ids);
    if (event.type === 'marks') this.#marked(event.marks);
    if (event.type === 'library') this.#library(event.indexed, event.settled);
    if (event.type === 'collections') this.#collections();
    if (event.type === 'digest') for (const listener of this.#digestListeners) listener(event.text);
    if (event.type === 'settings')
      this.#cache.invalidate((id) =>
        ['settings.get', 'brand.kits', 'score.show', 'director.state', 'today.schedule'].includes(id),
      );
    if (event.type === 'approvals') this.#readApprovals();
    if (event.type === 'limits')
      this.#cache.invalidate((id) => id === 'decide.limits' || id === 'decide.optimize');
    if (event.type === 'director')
      this.#cache.invalidate(
        (id, input) =>
          id === 'director.list' ||
          (id === 'director.show' && (input as { id: string }).id === event.conversation),
      );
    if (event.type === 'tokens') this.#cache.invalidate((id) => id === 'access.tokens');
    if (event.type === 'watch') this.#cache.invalidate((id) => id === 'watch.list');
    if (event.type === 'learnt') this.#learnt();
    if (event.type === 'revenue')
      this.#cache.invalidate((id) => ['learn.revenue', 'decide.optimize', 'today.reads'].includes(id));
    if (event.type === 'accounts')
      this.#cache.invalidate((id) => /^(accounts\.list|director\.state|today\..*)$/.test(id));
  }

  #job(job: Job): void {
    let known: Job | undefined;
    this.#cache.patch('jobs.list', ({ jobs }, input) => {
      const before = jobs.find(({ id }) => id === job.id);
      known ??= before;
      if (!isListed(input as Input<'jobs.list'>, job)) return { jobs: jobs.filter((old) => old !== before) };
      return { jobs: before ? jobs.map((old) => (old === before ? job : old)) : [job, ...jobs] };
    });
    this.#cache.patch('jobs.get', (data) => (data.job.id === job.id ? { ...data, job } : data));
    const counted = known?.progress;
    const moved = counted?.failed !== job.progress.failed || counted?.skipped !== job.progress.skipped;
    const ended = known?.state !== job.state;
    if (moved || ended) {
      this.#cache.invalidate(
        (id, input) => id === 'jobs.get' && (input as { job_id: string }).job_id === job.id,
      );
    }
    // Ranks depend on the whole library, so they are read again once it stands still.
    if (ended)
      this.#cache.invalidate((id) =>
        /^(score\.(show|compare)|health\.(doctor|performance)|today\..*)$/.test(id),
      );
  }

  #marked(marks: readonly MarkedAd[]): void {
    if (marks.length === 0) {
      this.#readRowsAgain();
      return;
    }
    this.#marks.told(marks);
    const byId = new Map(marks.map((one) => [one.ad, one]));
    // A flag is told in full; what notes say is not.
    this.#cache.patch('score.show', (ad) => {
      const told = byId.get(ad.id);
      return told ? { ...ad, pick: told.pick, rating: told.rating, tags: told.tags } : ad;
    });
    this.#cache.invalidate(
      (id, input) => id === 'score.show' && (byId.get((input as { ad: string }).ad)?.note_count ?? 0) > 0,
    );
    this.#cache.invalidate((id) => id === 'review.tags');
  }

  #changed(ids: readonly AdId[]): void {
    this.#cache.invalidate((id, input) => {
      if (isShown(id) || id === 'library.places') return ids.length === 0 || isOf(ids, input);
      return id === 'library.removed' || id === 'collections.list' || id === 'review.tags';
    });
    for (const listener of this.#changeListeners) listener();
  }

  #collections(): void {
    this.#cache.invalidate((id) => id === 'collections.list');
    for (const listener of this.#rowListeners) listener();
  }

  #learnt(): void {
    // What a score rests on, how a judge did and what a split would be follow from results as well; ad sets are read with
    // them.
    this.#cache.invalidate((id) =>
      /^(learn|today)\.|^score\.(show|compare)$|^council\.record$|^approve\.draftPlaces$|^decide\.optimize$/.test(
        id,
      ),
    );
    for (const listener of this.#learntListeners) listener();
  }

  #library(indexed: number, settled: boolean): void {
    if (settled) this.#cache.invalidate(isShown);
    for (const listener of this.#libraryListeners) listener(indexed, settled);
  }

  #tellAds(ids: readonly AdId[]): void {
    this.#cache.invalidate((id, input) => isShown(id) && isOf(ids, input));
    for (const listener of this.#adsListeners) listener(ids);
  }

  /** Marks are others than was told, of who knows which ads. */
  #readRowsAgain(): void {
    this.#marks.told([]);
    this.#cache.invalidate(() => true);
    for (const listener of this.#rowListeners) listener();
  }

  #readAllAgain(): void {
    this.#readRowsAgain();
    for (const listener of this.#learntListeners) listener();
    for (const listener of this.#adsListeners) listener([]);
  }
}
