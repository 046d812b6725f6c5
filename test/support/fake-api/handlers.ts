import {
  type AdRow,
  AppError,
  type Input,
  type Job,
  type JobState,
  type Output,
  type ParsedInput,
  type ProcedureId,
} from '../../../src/contract/index.ts';
import { parseName, readPattern } from '../../../src/main/core/learn/meta/name-pattern.ts';
import { compareAds } from '../../../src/main/core/score/compare.ts';
import { suggestionsFor, typingAt, valuesFor } from '../../../src/main/core/score/complete-filter.ts';
import { csvPieces, jsonPieces } from '../../../src/main/core/score/export.ts';
import { lineOf } from '../../../src/main/core/score/report/overview.ts';
import {
  MOST_COMPARED,
  reportAd,
  reportHead,
  reportTail,
} from '../../../src/main/core/score/report/report.ts';
import { type Question, whatTheyShare } from '../../../src/main/core/score/share.ts';
import { kindQuestions, readNumbers, readWords } from '../../../src/main/core/score/share-questions.ts';
import { draftContent, draftDetails } from '../../../src/main/stages/publish.ts';
import { aJob } from './a-job.ts';
import { anAccount, noAccount, requireConnected } from './accounts.ts';
import {
  aRequestFor,
  confirmRequest,
  editRequest,
  listRequests,
  moveRequest,
  previewOf,
  requestOf,
  setRequest,
  undoRequest,
} from './approvals.ts';
import { backtestOf } from './backtest.ts';
import { aRequestOutcome, budgetOf, limitsOf, outcomesOf, proposeBudget, setLimits } from './budget.ts';
import {
  changeCollections,
  listCollections,
  removeClient,
  removeView,
  saveClient,
  saveView,
} from './collections.ts';
import { proposeRun } from './council.ts';
import { someCurves, somePlacements } from './curves.ts';
import { askDirector, proposeMore, stopTurn, talkLines, talkOf } from './director.ts';
import type { FakeHost } from './fake-host.ts';
import { allLearntBy, dropTest, learntBy, planTest, useVersion } from './learnt.ts';
import { decideLink, linkable } from './links.ts';
import { mark, setNote, tagsOf } from './marks.ts';
import { valuesIn } from './match.ts';
import { todayOf } from './today.ts';
import { proposeByHand, tryBudgets } from './what-if.ts';

type Handler<Id extends ProcedureId> = (host: FakeHost, input: ParsedInput<Id>) => Output<Id>;
type Handlers = { [Id in ProcedureId]: Handler<Id> };

const start = (host: FakeHost, title: string, state: JobState = 'running'): { job_id: string } => {
  const job = aJob(
    host.jobs.length + 1,
    { title, state, created_at: '2026-11-20T09:15:00.000Z' },
    { total: 40, listed: true },
  );
  host.setJob(job);
  return { job_id: job.id };
};

const aLogo = { id: '1095000000000001', width: 256, height: 60, findable: true };
const metaAccounts = [
  { id: '1015309801', name: 'Fjordline DE', currency: 'EUR' },
  { id: '1025309802', name: 'Pacific Outfitters', currency: 'USD' },
];
const notConnected = (what: string) => (): never => {
  throw new AppError('NOT_CONNECTED', what);
};
const move = (host: FakeHost, id: string, from: readonly JobState[], to: JobState): Job => {
  const job = host.job(id);
  if (!from.includes(job.state)) throw new AppError('CONFLICT', `The job is ${job.state}.`);
  return host.setJob({ ...job, state: to });
};

const lastName = (path: string): string => path.split('/').findLast((part) => part !== '') ?? path;

export const handlers: Handlers = {
  'council.estimate': (host, { ads = [], drafts = [], ceiling_usd = 5, council }) => {
    const seats = host.seats.filter(({ judge }) => council === 'all' || judge === 'local');
    const count = ads.length + drafts.length;
    return {
      ads: count,
      worked_out_from: count,
      seats,
      usual_usd: seats.reduce((sum, { usual_usd }) => sum + (usual_usd ?? 0), 0) * count,
      ceiling_usd,
    };
  },
  'council.judge': (host, { ads = [], agree }) => {
    if (!agree && host.seats.some(({ off, agreed }) => off === null && !agreed))
      throw new AppError('NEEDS_APPROVAL', 'api.anthropic.com would get frames.');
    host.judged = ads;
    return start(host, `Council on ${ads.length} ads`);
  },
  'council.proposeRun': (host, wanted) => proposeRun(host, wanted),
  'council.proposeConsent': notConnected('No model is connected.'),
  'council.record': (host) => host.record,
  'decide.optimize': (host, wanted) => budgetOf(host, wanted),
  'decide.propose': (host, wanted) => proposeBudget(host, wanted),
  'decide.requestOutcome': () => aRequestOutcome(),
  'decide.backtest': (host) => backtestOf(host),
  'decide.stopBacktest': () => ({ stopped: 0 }),
  'decide.whatIf': (host, wanted) => tryBudgets(host, wanted),
  'decide.proposeByHand': (host, wanted) => proposeByHand(host, wanted),
  'decide.limits': limitsOf,
  'decide.setLimits': setLimits,
  'sandbox.passDays': () => ({ now: '2026-12-05T09:00:00.000Z' }),
  'decide.outcomes': (host, { id }) => outcomesOf(host, id),
  'director.state': ({ director, settings }) => ({ ...director, ceiling_usd: settings.director_ceiling_usd }),
  'director.ask': (host, asked) => askDirector(host, asked),
  'director.proposeMore': (host, asked) => proposeMore(host, asked),
  'director.list': (host) => talkLines(host),
  'director.show': (host, { id }) => talkOf(host, id),
  'director.stop': (host, { id }) => stopTurn(host, id),
  'director.remove': (host, { id }) => {
    host.talks = host.talks.filter((talk) => talk.id !== id);
    host.emit({ type: 'director', conversation: id });
    return { id };
  },
  'decide.replay': () => {
    throw new AppError('NOT_FOUND', 'No decision is kept here.');
  },
  'approve.list': (host, { which, limit }) => ({
    ...listRequests(host, which, limit),
    stopped: host.stopped,
    may_approve: host.mayApprove,
    now: host.now(),
  }),
  'approve.show': (host, { id }) => requestOf(host, id),
  'approve.proposeBudgets': notConnected('No ad account is connected.'),
  'approve.draftPlaces': (host) => host.draftPlaces,
  'approve.proposeDraft': (host, { ad_id, ad_set, account, ...words }) => {
    const known = host.draftPlaces.accounts.find(({ id }) => id === account);
    const place = known?.ad_sets.find(({ id }) => id === ad_set);
    if (!known || !place) throw new AppError('NOT_FOUND', `There is no ad set ${ad_set}.`);
    const row = host.library.row(ad_id);
    if (!row) throw new AppError('NOT_FOUND', ad_id);
    const ad = { path: row.name, sha256: ad_id.padEnd(64, '0'), kind: row.kind };
    const draft = draftContent({ account: known.id, currency: 'EUR' }, draftDetails(ad, place, words));
    const asked = aRequestFor(80, draft, { proposed_by: { kind: 'person', id: 'mara' } });
    host.requests = [asked, ...host.requests];
    host.emit({ type: 'approvals' });
    return asked;
  },
  'approve.proposeSwitch': notConnected('No ad account is connected.'),
  'approve.edit': (host, { id, changes }) => editRequest(host, id, changes),
  'approve.later': (host, { id, until }) => {
    const found = requestOf(host, id);
    return setRequest(host, { ...found, item: { ...found.item, later_until: until } });
  },
  'approve.reject': (host, { id, reason }) => moveRequest(host, id, 'rejected', reason),
  'approve.confirm': (host, { id, content_hash, typed_minor }) =>
    confirmRequest(host, id, content_hash, typed_minor),
  'approve.settle': (host, { id, happened }) => {
    const found = requestOf(host, id);
    return setRequest(host, { ...found, item: { ...found.item, state: happened ? 'confirmed' : 'failed' } });
  },
  'approve.undo': (host, { id }) => undoRequest(host, id),
  'approve.kill': (host, { stop }) => {
    host.stopped = stop;
    host.emit({ type: 'approvals' });
    return { stopped: stop, cancelled: 0 };
  },
  'approve.limits': (host) => host.limits,
  'approve.previewLimits': (host, change) => previewOf(host, change as Partial<typeof host.limits>),
  'approve.setLimits': (host, change) => {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    host.limits = { ...host.limits, ...Object.fromEntries(given) };
    host.emit({ type: 'approvals' });
    return host.limits;
  },
  'act.log': (host) => ({ entries: host.audit, person: 'mara' }),
  'act.verify': (host) => ({
    ok: true,
    count: host.audit.length,
    first_bad: null,
    reason: null,
    anchored_in: ['file'],
  }),
  'learn.refresh': (host) => {
    requireConnected(host, 'meta');
    return start(host, 'Results from Meta');
  },
  'learn.insights': () => ({ accounts: [] }),
  'learn.sales': (host) => ({ accounts: host.sales }),
  'learn.chooseSales': (host, { account, action_type, window }) => {
    host.sales = host.sales.map((one) =>
      one.id === account ? { ...one, action_type, window, proposed_window: null } : one,
    );
    return { accounts: host.sales };
  },
  'learn.accounts': (host) => ({
    accounts: allLearntBy(host).map(({ patterns: { from } }) => ({
      ...from.account,
      time_zone: 'Europe/Oslo',
      linked_ads: from.ads,
    })),
  }),
  'learn.build': (host, { account }) => learntBy(host, account).patterns.from,
  'learn.patterns': (host, { account }) => learntBy(host, account).patterns,
  'learn.fatigue': (host, { account }) => learntBy(host, account).fatigue,
  'learn.diversity': (host, { account }) => learntBy(host, account).diversity,
  'learn.predict': (host, { ad }) => ({ ...learntBy(host).prediction, ad }),
  'learn.report': (host, { account }) => learntBy(host, account).report,
  'learn.tests': (host, { account }) => ({ currency: 'EUR', tests: [...learntBy(host, account).tests] }),
  'learn.testSize': (_, { lift, power, days }) => ({
    currency: 'EUR',
    unit: 'impressions',
    base: 0.012,
    units_per_day: 21_400,
    lift,
    power,
    needed_per_arm: Math.ceil(5200 / lift ** 2),
    needed_days: Math.ceil(10_400 / lift ** 2 / 21_400),
    days,
    per_arm: 10_700 * days,
    power_then: 0.71,
    smallest_lift: 0.22,
  }),
  'learn.planTest': (host, plan) => planTest(host, plan),
  'learn.dropTest': (host, { id }) => dropTest(host, id),
  'learn.useVersion': (host, { version }) => useVersion(host, version),
  'learn.outcomes': (host, { ads }) => ({
    outcomes: host.learnt?.outcomes.filter((outcome) => ads.includes(outcome.ad)) ?? [],
    forecasts: host.learnt?.forecasts.filter((one) => ads.includes(one.ad)) ?? [],
  }),
  'learn.links': (host) => ({ names: '{file}', links: host.links }),
  'learn.linkable': linkable,
  'learn.previewLinks': (host, { names }) => {
    const pattern = readPattern(names);
    if (!pattern) throw new AppError('INVALID_INPUT', 'names: it takes {file} once.');
    const told = [...new Set(host.links.map(({ meta_ad_name }) => meta_ad_name))];
    const examples = told.map((name) => ({ name, places: parseName(pattern, name) ?? null }));
    return { links: host.links, examples, without: 2 };
  },
  'learn.linkNames': () => ({ linked: 0, proposed: 0 }),
  'learn.link': decideLink,
  'ingest.analyze': (host, { paths }) => {
    if (paths.some((path) => path.includes('missing'))) throw new AppError('NOT_FOUND', paths[0] ?? '');
    const [path = ''] = paths;
    // What has no ending is a folder here.
    if (!/\.\w+$/.test(path))
      host.settings = { ...host.settings, recent_folders: [path, ...host.settings.recent_folders] };
    return start(host, paths.length === 1 ? lastName(path) : `${paths.length} places`);
  },
  'ingest.lookDrive': (host, { link, max = 52 }) => {
    requireConnected(host, 'google');
    if (link.includes('missing')) throw new AppError('NOT_FOUND', link);
    const files = Math.min(max, 52);
    const draft = { kind: 'video', width: 1080, height: 1920, duration_s: 15 } as const;
    const drafts = Array.from({ length: files }, () => draft);
    const complete = !link.includes('large');
    return { title: 'Autumn ads', files, bytes: files * 6e6, skipped: 3, complete, ads: [], drafts };
  },
  'ingest.analyzeDrive': (host, { link }) => {
    requireConnected(host, 'google');
    if (link.includes('missing')) throw new AppError('NOT_FOUND', link);
    return start(host, 'Autumn ads');
  },
  'ingest.analyzeMeta': (host, { account }) => {
    requireConnected(host, 'meta');
    return start(host, `Ads that run in ${metaAccounts.find(({ id }) => id === account)?.name ?? 'Fjord'}`);
  },
  'ingest.metaAccounts': (host) => {
    requireConnected(host, 'meta');
    return { accounts: metaAccounts };
  },
  'learn.askMeta': notConnected('Nothing is connected for Meta Ads.'),
  'ingest.samples': (host) => start(host, 'Sample ads'),
  'ingest.openUpload': (host, { title }) => start(host, title, 'waiting'),
  'ingest.closeUpload': (host, { job_id }) => ({ job_id: move(host, job_id, ['waiting'], 'running').id }),
  'ingest.result': (host, { job_id }) => ({
    version: 1,
    job: { id: job_id, state: host.job(job_id).state, started_at: null, finished_at: null },
    counts: { found: 0, analyzed: 0, reused: 0, failed: 0, skipped: 0 },
    ads: [],
    failures: host.failures,
    skipped: host.skipped,
  }),
  'brand.kits': (host) => ({ kits: host.kits }),
  'brand.set': (host, { client, kit: change }) => {
    const had = host.kits.find((one) => one.client === client)?.kit;
    const kit = {
      names: change.names ?? had?.names ?? [],
      colours: change.colours ?? had?.colours ?? [],
      logo: change.logo === undefined ? (had?.logo ?? null) : change.logo === null ? null : aLogo,
    };
    host.kits = [...host.kits.filter((one) => one.client !== client), { client, kit }];
    host.emit({ type: 'settings' });
    return kit;
  },
  'brand.addLogo': (host, { picture }) => {
    host.logos.set(
      aLogo.id,
      Uint8Array.from(atob(picture), (byte) => byte.charCodeAt(0)),
    );
    return aLogo;
  },
  'measure.words': (host) => start(host, 'Words of all ads'),
  'score.rows': (host, input) => {
    const view = host.library.view(viewOf(input));
    return {
      total: view.length,
      library: host.library.size,
      newest: host.library.size,
      indexed: host.library.indexed,
      rows: view.slice(input.offset, input.offset + input.limit),
    };
  },
  'score.rowsOf': (host, { ids }) => ({ rows: ids.flatMap((id) => host.library.row(id) ?? []) }),
  'score.ids': (host, input) => ({ ids: host.library.view(viewOf(input)).map(({ id }) => id) }),
  'score.groups': (host, input) => ({ groups: host.library.groups(viewOf(input)) }),
  'score.complete': (host, { text, at }) => {
    const typing = typingAt(text, at);
    if (!typing) return { from: at, to: at, suggestions: [] };
    const field = valuesFor(typing);
    return {
      from: typing.from,
      to: typing.to,
      suggestions: suggestionsFor(typing, field === null ? [] : valuesIn(host.library.all(), field)),
    };
  },
  'score.list': (host, input) => ({
    ads: host.library
      .view(viewOf(input))
      .slice(0, input.limit)
      .flatMap(({ id }) => host.library.ad(id) ?? []),
  }),
  'score.show': (host, { ad }) => {
    const found = host.library.ad(ad);
    if (!found) throw new AppError('NOT_FOUND', ad);
    return { ...found, council: host.council };
  },
  'score.compare': (host, { ads }) =>
    compareAds(
      ads.map((id) => {
        const found = host.library.ad(id);
        if (!found) throw new AppError('NOT_FOUND', id);
        return found;
      }),
    ),
  'score.share': (host, { ids, where, top }) => {
    const numbers = new Map<string, Question>();
    const view = host.library.view(viewOf({ where, sort: 'score', group: 'none' }));
    const chosen = ids ? new Set(ids) : new Set(topOf(view, top).map(({ id }) => id));
    const ads = view.flatMap(({ id }) => host.library.ad(id) ?? []);
    return whatTheyShare(
      ads.map((ad) => ({
        concept: ad.id,
        chosen: chosen.has(ad.id),
        numbers: readNumbers(ad, numbers),
        words: readWords(ad),
      })),
      [...numbers.values()],
      kindQuestions,
      1,
    );
  },
  'score.export': (host, input) => {
    const ids = new Set(input.ids ?? host.library.view(viewOf(input)).map(({ id }) => id));
    const names = [...ids].map((id) => host.library.row(id)?.name ?? id);
    return { filename: `titan-ads.${input.format}`, mime: 'text/plain', content: names.join('\n') };
  },
  'review.mark': (host, { changes }) => ({ before: mark(host, changes) }),
  'review.note': (host, { ad, id, note }) => setNote(host, ad, id, note),
  'library.remove': (host, { ads }) => host.changed(host.library.remove(ads)),
  'library.restore': (host, { ads }) => host.changed(host.library.restore(ads)),
  'library.removed': (host) => {
    const removed = [...host.library.removed.values()];
    return {
      total: removed.length,
      ads: removed.map(({ id, path }) => ({ id, path, removed_at: '2026-11-20T09:15:00.000Z' })),
    };
  },
  'library.again': (host, { ads }) => start(host, `Again: ${ads.length} ads`),
  'library.places': (host, { ad }) => {
    const row = host.library.row(ad);
    if (!row) throw new AppError('NOT_FOUND', ad);
    return { places: [{ path: `/ads/${row.path}`, state: host.gone.has(ad) ? 'gone' : 'there' }] };
  },
  'library.locate': (host, { ad, path }) => {
    if (path.includes('other')) throw new AppError('CONFLICT', 'This file has another content.');
    host.gone.delete(ad);
    host.changed({ ads: [ad] });
    return { path };
  },
  'collections.list': listCollections,
  'collections.saveClient': saveClient,
  'collections.removeClient': (host, { id }) => removeClient(host, id),
  'collections.assign': (host, { changes }) => ({
    before: changeCollections(host, (all) => changes.flatMap((change) => all.assign(change)).reverse()),
  }),
  'collections.saveView': saveView,
  'collections.removeView': (host, { id }) => removeView(host, id),
  'review.curves': (host, { ad }) => ({ curves: host.library.ad(ad)?.kind === 'video' ? someCurves : null }),
  'review.placements': () => ({ placements: somePlacements }),
  'review.tags': (host) => ({ tags: tagsOf(host) }),
  'export.open': (host, input) => {
    const ids = new Set(input.ids ?? host.library.view(viewOf(input)).map(({ id }) => id));
    const ads = [...ids].flatMap((id) => host.library.ad(id) ?? []);
    const { texts = { title: '', client: '', author: '' } } = input;
    const report = {
      texts,
      what: 'Ads.',
      madeAt: '2026-11-20T09:15:00.000Z',
      ads: ads.length,
      styleHash: '',
    };
    const pieces = input.format === 'csv' ? csvPieces : jsonPieces;
    const none = { thumb: null, strip: null };
    host.exported =
      input.format === 'html'
        ? [
            reportHead(report, ads.map(lineOf), ads.length <= MOST_COMPARED ? ads : []),
            ...ads.map((ad, at) => reportAd(ad, at, none, false)),
            reportTail(null),
          ]
        : [pieces.head, ...ads.map((ad, at) => pieces.batch([ad], at === 0)), pieces.tail];
    host.exportMime = input.format === 'html' ? 'text/html;charset=utf-8' : pieces.mime;
    return {
      export_id: '00112233445566ff',
      filename: `titan-ads.${input.format}`,
      mime: host.exportMime,
      ads: ads.length,
      parts: host.exported.length,
      in_short: false,
    };
  },
  'export.part': (host, { part }) => {
    const content = host.exported[part];
    if (content === undefined) throw new AppError('NOT_FOUND', 'closed');
    return { content, mime: host.exportMime, last: part === host.exported.length - 1 };
  },
  'jobs.list': (host, { kinds, states, limit }) => ({
    jobs: host.jobs
      .filter(({ kind, state }) => (kinds?.includes(kind) ?? true) && (states?.includes(state) ?? true))
      .slice(0, limit),
  }),
  'jobs.get': (host, { job_id }) => ({
    job: host.job(job_id),
    failures: host.failures,
    skipped: host.skipped,
  }),
  'jobs.pause': (host, { job_id }) => move(host, job_id, ['running', 'queued'], 'paused'),
  'jobs.resume': (host, { job_id }) => move(host, job_id, ['paused', 'cancelled', 'failed'], 'running'),
  'jobs.cancel': (host, { job_id }) =>
    move(host, job_id, ['running', 'queued', 'paused', 'waiting'], 'cancelled'),
  'jobs.retry': (host, { job_id }) => {
    const job = host.job(job_id);
    const { failed } = job.progress;
    host.failures = [];
    return host.setJob({
      ...job,
      state: 'running',
      progress: { ...job.progress, failed: 0, done: job.progress.done - failed },
    });
  },
  'health.doctor': (host) => host.health(host.library.size),
  'health.performance': (host) => host.performance,
  'health.log': (host, { level }) => {
    const levels = ['debug', 'info', 'warn', 'error'];
    return { lines: host.log.filter((line) => levels.indexOf(line.level) >= levels.indexOf(level)) };
  },
  'store.backup': (host) => {
    const backup = {
      ...(host.backups[0] as (typeof host.backups)[number]),
      file: 'titan-20261120-092100.db',
      reason: 'manual' as const,
    };
    host.backups = [backup, ...host.backups];
    return backup;
  },
  'store.backups': (host) => ({ backups: host.backups }),
  'store.restore': () => {
    throw new AppError('PERMISSION', 'A browser tab may not restore.');
  },
  'accounts.list': (host) => ({
    accounts: host.accounts,
    no_keychain: host.noKeychain,
    google_client: false,
  }),
  'accounts.connect': (host, input) => {
    if (input.kind === 'oauth') {
      const account = host.setAccount({ ...noAccount('google'), signing_in: true });
      return { account, sign_in_url: 'https://accounts.google.com/o/oauth2/v2/auth?state=s' };
    }
    if (input.kind === 'key' && input.key.startsWith('bad'))
      throw new AppError('AUTH_EXPIRED', 'The service refuses the key (401).');
    const ends_in = input.kind === 'key' ? input.key.slice(-4) : null;
    return { account: host.setAccount(anAccount(input.service, { ends_in })), sign_in_url: null };
  },
  'accounts.test': (host, { service }) => host.setAccount(anAccount(service, {})),
  'accounts.remove': (host, { service }) => host.setAccount(noAccount(service)),
  'today.show': (host) => todayOf(host),
  'today.reads': (host) => ({ reads: host.reads }),
  'today.schedule': () => ({ meta_connected: false, time_zone: 'Europe/Berlin', next: null, last: null }),
  'watch.list': (host) => ({ folders: host.watched }),
  'watch.add': (host, { folder }) => {
    if (folder.includes('missing')) throw new AppError('NOT_FOUND', folder);
    return host.watch([...host.watched, { folder, state: 'watching', added_at: '2026-11-20T09:15:00.000Z' }]);
  },
  'watch.pause': (host, { folder, paused }) =>
    host.watch(
      host.watched.map((one) =>
        one.folder === folder ? { ...one, state: paused ? 'paused' : 'watching' } : one,
      ),
    ),
  'watch.remove': (host, { folder }) => host.watch(host.watched.filter((one) => one.folder !== folder)),
  'learn.revenue': (host, question) => host.ledger.revenue(question),
  'learn.previewConversions': (host, file) => host.ledger.preview(file),
  'learn.importConversions': (host, file) => host.ledger.import(file),
  'learn.takeBackImport': (host, file) => host.ledger.takeBack(file),
  'learn.checkEvents': (host, file) => host.ledger.checkEvents(file),
  'learn.proposeEvents': (host, file) => ({
    ...host.ledger.checkEvents(file),
    batch: 'cb_0123456789abcdef',
    approval: 'ap_00000001',
  }),
  'learn.sentEvents': () => ({
    events: [
      { line: 2, event_name: 'Purchase', event_id: 'A1', state: 'accepted', problem: null },
      {
        line: 3,
        event_name: 'Purchase',
        event_id: 'A2',
        state: 'refused',
        problem: 'Event Timestamp Too Old',
      },
    ],
  }),
  'access.tokens': (host) => ({ tokens: [...host.tokens] }),
  'access.makeToken': (host, { name, scopes }) => {
    if (host.tokens.some((one) => one.name === name)) throw new AppError('CONFLICT', name);
    const id = `tok_${String(host.tokens.length + 1).padStart(16, '0')}`;
    const made = { id, name, scopes, made_at: '2026-11-20T09:15:00.000Z', last_at: null };
    host.setTokens([made, ...host.tokens]);
    return { made, token: `titan_${'x'.repeat(43)}` };
  },
  'access.revokeToken': (host, { id }) => {
    host.setTokens(host.tokens.filter((one) => one.id !== id));
    return { tokens: [...host.tokens] };
  },
  'access.whose': (_host, { digest }) => {
    throw new AppError('AUTH_EXPIRED', digest);
  },
  'learn.hooks': () => ({ hooks: [] }),
  'learn.openHook': (_host, { source, shop, currency, time_zone }) => ({
    hook: {
      source,
      shop,
      currency,
      time_zone: time_zone ?? 'UTC',
      made_at: '2026-11-20T09:15:00.000Z',
      last_at: null,
      received: 0,
      refused: 0,
    },
    token: 'x'.repeat(32),
  }),
  'learn.closeHook': () => ({ hooks: [] }),
  'learn.receive': (_host, { source }) => {
    throw new AppError('AUTH_EXPIRED', source);
  },
  'learn.refreshHubspot': notConnected('Nothing is connected for HubSpot.'),
  'learn.salesCycle': () => ({ won: 0, open: 0, dropped: 0, days: null }),
  'learn.rates': (host) => ({ rates: host.ledger.rates }),
  'learn.setRate': (host, rate) => host.ledger.setRate(rate),
  'settings.get': (host) => host.settings,
  'settings.set': (host, patch) => {
    host.settings = { ...host.settings, ...patch } as typeof host.settings;
    host.emit({ type: 'settings' });
    return host.settings;
  },
};

const topOf = (view: readonly AdRow[], top: ParsedInput<'score.share'>['top']): readonly AdRow[] => {
  if (top === 'pick') return view.filter(({ pick }) => pick === 'picked');
  if (top === 'rating') return view.filter(({ rating }) => (rating ?? 0) >= 4);
  return view.slice(0, Math.floor(view.length / 4));
};

const viewOf = ({
  where,
  sort,
  direction,
  group,
  job_id,
  upto,
}: ParsedInput<'score.rows'> | ParsedInput<'score.groups' | 'score.list'> | Input<'score.export'>) =>
  ({
    where: where ?? '',
    sort: sort ?? 'score',
    direction,
    group,
    job_id,
    upto,
  }) as ParsedInput<'score.rows'>;
