import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimAccount } from '../../support/meta/world.ts';
import { bodyOf, type Emulator, json, type Seen, serve } from '../support/serve.ts';
import { readAsked } from './asked.ts';
import { answerBatch } from './batch.ts';
import { createDrafts, framesAt, type MadeAd } from './drafts.ts';
import { createEvents, type SeenEvents, type Trace } from './events.ts';
import { type GraphProblem, isProblem, type MetaFault, play, refuse, take } from './faults.ts';
import { insightsOf } from './insights.ts';
import { createLimits, type Limit } from './limits.ts';
import { mediaOf, type SimMedia } from './media.ts';
import { edgeOf, nodesOf, pick } from './nodes.ts';
import { type BudgetLog, writeNode } from './writes.ts';

export interface MetaEmulator extends Emulator {
  readonly faults: MetaFault[];
  /** Changes that took effect, in order. */
  readonly changes: BudgetLog[];
  /** What the bodies of requests held, in order. */
  readonly bodies: string[];
  /** Ads that were made, in order. */
  readonly made: readonly MadeAd[];
  /** Set to keep other words of the ads that are made than were asked for, or to switch on what changes them. */
  readonly kept: ReturnType<typeof createDrafts>['kept'];
  /** What came in by the Conversions API. */
  readonly events: SeenEvents;
  /** For so long after a write, reads still show what was before. */
  lagMs: () => number;
  /** How much of the account's limit each answer says is used, in percent; null where it says nothing. */
  usedPercent: () => number | null;
  /** Called at each moment around a read or a write of an object at which a caller may be made to die. */
  moment: (name: 'read' | 'before' | 'after' | 'answered') => void;
}

export interface MetaEmulatorOptions {
  readonly accounts: readonly SimAccount[];
  /** The virtual clock: sales that are learnt of later are not told yet. */
  readonly nowMs: () => number;
  readonly token?: string;
  readonly isExpired?: () => boolean;
  /**
   * Rows that an answer at once may have in all; more is too much and must be asked for as a report, and of four times as
   * many nothing comes in time.
   */
  readonly mostRows?: number;
  /** Rows that a report may have; more is too much even for it. */
  readonly mostReportRows?: number;
  readonly limits?: readonly Limit[];
  /** Reports are ready when they are first looked at. */
  readonly quickReports?: boolean;
  readonly versions?: readonly string[];
  /** Versions that have ended and are answered as the next one, with a warning. */
  readonly upgraded?: readonly string[];
  /** The accounts that the token sees; all when absent. */
  readonly sees?: readonly string[];
  /** Every page brings its last row again on the next one. */
  readonly overlap?: boolean;
  /** From this row on, lists of results bring empty pages that never end; null where they are whole. */
  readonly hollowFrom?: () => number | null;
  /** Whether the account may ask for Meta's own fields of diversity and fatigue; it may when absent. */
  readonly ownFields?: boolean;
  /** Seconds at which the token ends, and its access to data; 0 for never, as both are when absent. */
  readonly tokenEnds?: () => { readonly expires_at: number; readonly data_access_expires_at: number };
  /** What the token may do; reading and changing when absent. */
  readonly scopes?: readonly ('ads_read' | 'ads_management')[];
  /** The app asks for a proof by its secret with every call. */
  readonly appSecret?: string;
  readonly port?: number;
  /** What was uploaded, by video id and image hash. */
  readonly media?: ReadonlyMap<string, SimMedia>;
  /** Who met which ad before they bought. */
  readonly traces?: ReadonlyMap<string, Trace>;
  /** How long an address of the CDN works. */
  readonly addressLastsMs?: number;
}

const reportLastsMs = 30 * 86_400_000;
const reportTooLarge: MetaFault = { on: 'report', kind: 'error', code: -3, subcode: 1_504_045 };

interface Report {
  readonly account: SimAccount;
  readonly madeMs: number;
  readonly asked: URLSearchParams;
  looks: number;
}

/** The Marketing API, as far as the connector meets it (`meta.md` 9), over accounts whose truth is known. */
export async function metaEmulator(options: MetaEmulatorOptions): Promise<MetaEmulator> {
  const token = options.token ?? 'EAAB-emulator-token-0001';
  const versions = options.versions ?? ['v25.0', 'v26.0'];
  const faults: MetaFault[] = [];
  const changes: BudgetLog[] = [];
  const refusedMs = new Map<string, number[]>();
  const bodies: string[] = [];
  const insights = new Map(options.accounts.map((account) => [account.id, insightsOf(account)]));
  const seenAccounts = options.accounts.filter(({ id }) => options.sees?.includes(id) ?? true);
  const nodes = nodesOf(seenAccounts);
  const media = mediaOf(options.media ?? new Map(), options.nowMs, options.addressLastsMs);
  const drafts = createDrafts();
  const events = createEvents(options.accounts, options.traces ?? new Map(), options.nowMs);
  const reports = new Map<string, Report>();
  const limits = createLimits(options.limits ?? [], options.nowMs);
  const rendered = new Map<string, Record<string, unknown>[]>();
  const stale = new Map<string, { readonly node: Record<string, unknown>; readonly untilMs: number }>();
  const timing: Pick<MetaEmulator, 'lagMs' | 'moment' | 'usedPercent'> = {
    lagMs: () => 0,
    moment: () => undefined,
    usedPercent: () => null,
  };

  const tell = (response: ServerResponse, told: object, headers?: Record<string, string>) =>
    isProblem(told) ? refuse(response, told, 400, headers) : json(response, 200, told, headers);

  /** One page of rows by an opaque place; a place that was not handed out is refused. */
  function page(
    response: ServerResponse,
    rows: readonly unknown[] | GraphProblem,
    query: URLSearchParams,
    url: URL,
    headers: Record<string, string>,
    summary?: object,
  ) {
    if (isProblem(rows)) return refuse(response, rows, 400, headers);
    const limit = Math.min(Number(query.get('limit') ?? 25), 5000);
    const after = query.get('after');
    const place =
      after === null
        ? 0
        : Number(/^at:(\d+)$/.exec(Buffer.from(after, 'base64url').toString('utf8'))?.[1] ?? Number.NaN);
    if (Number.isNaN(place))
      return refuse(response, { code: 2642, message: 'Invalid cursors values' }, 400, headers);
    const from = options.overlap && place > 0 ? place - 1 : place;
    const hollow = url.pathname.endsWith('/insights') ? (options.hollowFrom?.() ?? null) : null;
    const told = hollow === null ? rows : rows.slice(0, hollow);
    const data = told.slice(from, from + limit);
    const more = (place: number) => hollow !== null || (place < rows.length && data.length > 0);
    // A place that has not been before, or a caller would see that it goes round.
    const end = from + (hollow === null ? data.length : Math.max(1, data.length));
    const cursor = (at: number) => Buffer.from(`at:${at}`).toString('base64url');
    const next = new URL(url.pathname, `http://${response.req.headers.host}`);
    for (const [key, value] of query) next.searchParams.set(key, value);
    next.searchParams.set('access_token', token);
    next.searchParams.set('after', cursor(end));
    next.searchParams.delete('appsecret_proof');
    json(
      response,
      200,
      {
        data,
        ...(summary && { summary }),
        // Of what is empty there is no place either.
        ...((rows.length > 0 || hollow !== null) && {
          paging: {
            cursors: { before: cursor(from), after: cursor(end) },
            ...(more(end) && { next: next.href }),
          },
        }),
      },
      headers,
    );
  }

  function rowsFor(
    account: SimAccount,
    asked: URLSearchParams,
    now = options.nowMs(),
  ): Record<string, unknown>[] | GraphProblem {
    const source = insights.get(account.id) as ReturnType<typeof insightsOf>;
    const read = readAsked(account, asked, now, options.ownFields ?? true);
    if (isProblem(read)) return read;
    const key = JSON.stringify([account.id, read, now]);
    const known = rendered.get(key);
    if (known) return known;
    // Pages of one list come one after the other; older lists are not asked for again.
    rendered.clear();
    const rows = source.rows(read, now);
    rendered.set(key, rows);
    return rows;
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    seen: Seen,
    url: URL,
  ): Promise<void> {
    const type = request.headers['content-type'] ?? '';
    const form = type.startsWith('multipart/') ? await formOf(request) : null;
    const body = form ? '' : await bodyOf(request);
    bodies.push(body);
    if (url.pathname.startsWith(framesAt)) {
      const fault = take(faults, 'media');
      if (fault && play(request, response, fault)) return;
      response.writeHead(drafts.isNewest(url) ? 200 : 403, { 'content-type': 'image/jpeg' });
      response.end(url.pathname);
      return;
    }
    const onCdn = url.pathname.startsWith('/cdn/');
    if (onCdn) {
      const fault = take(faults, 'media');
      if (!fault || fault.kind === 'truncated' || !play(request, response, fault))
        media.serve(response, url, fault);
      return;
    }
    const query = merged(url.searchParams, body, type);
    const [, version = '', ...path] = url.pathname.split('/');
    if (options.upgraded?.includes(version))
      response.setHeader('x-ad-api-version-warning', `${version} was upgraded to ${versions[0]}`);
    else if (!versions.includes(version))
      return refuse(response, { code: 2635, message: 'You are calling a deprecated version of the Ads API' });
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? query.get('access_token');
    if (given !== token || options.isExpired?.())
      return refuse(
        response,
        {
          code: 190,
          subcode: options.isExpired?.() ? 463 : 467,
          message: `Error validating access token ${given}`,
        },
        401,
      );
    const proof = query.get('appsecret_proof');
    if (options.appSecret !== undefined && proof !== proofOf(options.appSecret, token))
      return refuse(response, {
        code: 100,
        message: `${proof === null ? 'API calls from the server require an' : 'Invalid'} appsecret_proof ${proof === null ? 'argument' : 'provided in the API argument'}`,
      });
    const used = timing.usedPercent();
    if (used !== null) response.setHeader('x-ad-account-usage', JSON.stringify({ acc_id_util_pct: used }));
    const [first = '', edge = ''] = path;
    const changes = request.method === 'POST' && edge !== 'insights' && first !== '';
    if (options.scopes && !options.scopes.includes(changes ? 'ads_management' : 'ads_read'))
      return refuse(
        response,
        changes
          ? {
              code: 294,
              message: '(#294) Managing advertisements requires the extended permission ads_management',
            }
          : { code: 200, message: '(#200) Ad account owner has NOT granted ads_read permission' },
        403,
      );
    if (first === '') return rootOf(request, response, version, query);
    const kind = kindOf(request.method ?? 'GET', first, edge);
    if (kind === 'write') timing.moment('before');
    const fault = take(faults, kind, first);
    if (fault && fault.kind !== 'truncated' && fault.kind !== 'lost' && play(request, response, fault))
      return;
    const limited = limits.count({
      account: accountOf(first) ?? '',
      insights: edge === 'insights',
      write: kind === 'write' || (request.method === 'POST' && edge !== 'insights'),
    });
    if (limited.problem) return refuse(response, limited.problem, 400, limited.headers);
    if (fault?.kind === 'truncated') return truncated(response, limited.headers);
    await route(request, response, {
      first,
      edge,
      query,
      form,
      url,
      headers: limited.headers,
      lost: fault?.kind === 'lost',
    });
    seen.status = response.statusCode;
  }

  const accountOf = (first: string): string | undefined =>
    seenAccounts.find(({ id }) => `act_${id}` === first)?.id ??
    reports.get(first)?.account.id ??
    nodes.accountOf(first);

  async function rootOf(
    request: IncomingMessage,
    response: ServerResponse,
    version: string,
    query: URLSearchParams,
  ): Promise<void> {
    if (request.method !== 'POST')
      return refuse(response, { code: 100, message: '(#100) ids is not supported any more' });
    const answers = await answerBatch(query, `${originOf(request)}/${version}`, `Bearer ${token}`, faults);
    return tell(response, answers);
  }

  interface Route {
    readonly first: string;
    readonly edge: string;
    readonly query: URLSearchParams;
    readonly form: FormData | null;
    readonly url: URL;
    readonly headers: Record<string, string>;
    readonly lost: boolean;
  }

  async function route(request: IncomingMessage, response: ServerResponse, at: Route): Promise<void> {
    const { first, edge, query, form, url, headers, lost } = at;
    if (first === 'me')
      return edge === 'adaccounts'
        ? page(response, seenAccounts.map(accountNode), query, url, headers)
        : json(response, 200, { id: '1220001', name: 'Anna Berg' }, headers);
    if (first === 'debug_token') {
      const never = { expires_at: 0, data_access_expires_at: 0 };
      const known = { app_id: '1220', type: 'USER', is_valid: true, user_id: '1220001' };
      return query.get('input_token') === token
        ? json(response, 200, { data: { ...known, ...(options.tokenEnds?.() ?? never) } }, headers)
        : refuse(response, { code: 100, message: 'The access token could not be decrypted' }, 400, headers);
    }
    if (edge === 'events' && request.method === 'POST') {
      const taken = events.post(first, query);
      if (lost) return void request.socket.resetAndDestroy();
      return tell(response, taken, headers);
    }
    const gone = {
      code: 100,
      subcode: 33,
      message: `Unsupported request. Object with ID '${first}' does not exist`,
    };
    if (first.startsWith('act_')) {
      const account = seenAccounts.find(({ id }) => `act_${id}` === first);
      if (!account) return refuse(response, gone, 400, headers);
      if (edge === '') return json(response, 200, accountNode(account), headers);
      const made = request.method === 'POST' ? drafts.post(account, edge, query, form) : undefined;
      if (made && lost) return void request.socket.resetAndDestroy();
      if (made) return tell(response, made, headers);
      if (edge === 'insights') return insightsEdge(request, response, account, at);
      if (edge === 'activities')
        return page(response, activities(account, Number(query.get('since') ?? 0)), query, url, headers);
      if (edge === 'advideos' || edge === 'adimages')
        return page(response, media.edge(edge, originOf(request), query), query, url, headers);
      return page(response, nodes.edge(account, edge, query), query, url, headers);
    }
    const report = reports.get(first);
    if (report && report.madeMs > options.nowMs() - reportLastsMs) return reportNode(response, report, at);
    if (media.has(first)) return json(response, 200, media.video(originOf(request), first), headers);
    if (drafts.isCreative(first) && request.method === 'POST')
      return refuse(response, { code: 100, subcode: 1_815_573, message: 'A creative cannot be changed' });
    const film = drafts.film(first, originOf(request));
    if (film) return json(response, 200, film, headers);
    const found = nodes.find(first);
    if (found?.kind === 'ad set' && edge === 'ads') {
      const account = seenAccounts.find(({ id }) => id === nodes.accountOf(first)) as SimAccount;
      const own = { ...account, ads: account.ads.filter(({ adSetId }) => adSetId === first) };
      return page(response, nodes.edge(own, 'ads', query), query, url, headers);
    }
    if (!found) return refuse(response, gone, 400, headers);
    if (request.method !== 'POST') {
      timing.moment('read');
      const old = stale.get(first);
      const shown = old && performance.now() < old.untilMs ? old.node : found.node();
      const node = pick(shown, query.get('fields'), edgeOf[found.kind]);
      return tell(response, node, headers);
    }
    const before = { node: found.node(), untilMs: performance.now() + timing.lagMs() };
    const problem = writeNode(found, query, { changes, refusedMs }, options.nowMs());
    if (!problem) stale.set(first, before);
    timing.moment('after');
    if (lost) return void request.socket.resetAndDestroy();
    if (problem) return refuse(response, problem, 400, headers);
    json(response, 200, { success: true }, headers);
    timing.moment('answered');
  }

  function insightsEdge(
    request: IncomingMessage,
    response: ServerResponse,
    account: SimAccount,
    { query, url, headers }: Route,
  ) {
    if (request.method === 'POST') {
      const id = `9${String(reports.size + 1).padStart(17, '0')}`;
      reports.set(id, {
        account,
        madeMs: options.nowMs(),
        asked: query,
        looks: options.quickReports ? 2 : 0,
      });
      // Meta's own examples have it as a number, longer than a double holds.
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      return void response.end(`{"report_run_id": ${id}}`);
    }
    const rows = rowsFor(account, query);
    if (!Array.isArray(rows)) return refuse(response, rows, 400, headers);
    const most = options.mostRows ?? Number.POSITIVE_INFINITY;
    if (rows.length > most)
      return refuse(
        response,
        rows.length > 4 * most
          ? { code: 2, subcode: 1504038, message: 'The request timed out' }
          : { code: 100, subcode: 1487534, message: 'Please reduce the amount of data' },
        400,
        headers,
      );
    const total = query.has('summary') ? summaryOf(account, query) : undefined;
    page(response, rows, query, url, headers, total);
  }

  /** The whole account as one row. */
  function summaryOf(account: SimAccount, query: URLSearchParams): object | undefined {
    const asked = new URLSearchParams(query);
    asked.set('level', 'account');
    asked.set('time_increment', 'all_days');
    const rows = rowsFor(account, asked);
    return Array.isArray(rows) ? rows[0] : undefined;
  }

  /** It says that it is complete one look before it is done, and tells what was known when it was ordered. */
  function reportNode(response: ServerResponse, report: Report, { edge, query, url, headers }: Route) {
    const rows = rowsFor(report.account, report.asked, report.madeMs);
    if (edge === 'insights') {
      const told = Array.isArray(rows) && report.looks < 3 ? [] : rows;
      return page(response, told, query, url, headers);
    }
    report.looks += 1;
    const states = [
      ['Job Started', 0],
      ['Job Running', 100],
      ['Job Completed', 100],
    ] as const;
    const [async_status, async_percent_completion] = states[
      Math.min(report.looks, 3) - 1
    ] as (typeof states)[number];
    const tooLarge =
      Array.isArray(rows) && rows.length > (options.mostReportRows ?? Number.POSITIVE_INFINITY);
    const failed = tooLarge ? reportTooLarge : take(faults, 'report', report.asked.get('level') ?? '');
    if (failed)
      return json(
        response,
        200,
        {
          async_status: failed.kind === 'skipped' ? 'Job Skipped' : 'Job Failed',
          async_percent_completion: failed.kind === 'skipped' ? 0 : 100,
          ...(failed.kind !== 'skipped' && {
            error_code: failed.code,
            error_subcode: failed.subcode,
            error_message: 'The report failed',
            error_user_title: 'Something is wrong',
            error_user_msg: failed.userMessage,
          }),
        },
        headers,
      );
    json(response, 200, { async_status, async_percent_completion }, headers);
  }

  /** By whomever; `since` in seconds. */
  const activities = (account: SimAccount, since: number) =>
    changes
      .filter(({ target, atMs }) => nodes.accountOf(target) === account.id && atMs >= since * 1000)
      .map(({ target, what, value, atMs }) => {
        const kind = { campaign: 'campaign', 'ad set': 'ad_set', ad: 'ad' }[nodes.find(target)?.kind ?? 'ad'];
        return {
          event_type: `update_${kind}_${what === 'budget' ? 'budget' : 'run_status'}`,
          object_id: target,
          event_time: new Date(atMs).toISOString().replace(/\.\d{3}Z$/, '+0000'),
          extra_data: JSON.stringify({ new_value: value }),
        };
      })
      .reverse();

  const emulator = await serve(answer, options.port ?? 0);
  return Object.assign(timing, emulator, {
    faults,
    changes,
    bodies,
    made: drafts.made,
    kept: drafts.kept,
    events: events.seen,
  });
}

const proofOf = (secret: string, token: string): string =>
  createHmac('sha256', secret).update(token).digest('hex');

const originOf = (request: IncomingMessage): string => `http://${request.headers.host}`;

const accountNode = (account: SimAccount) => ({
  id: `act_${account.id}`,
  account_id: account.id,
  name: account.name,
  currency: account.currency,
  timezone_name: account.timeZone,
  account_status: 1,
});

function truncated(response: ServerResponse, headers: Record<string, string>): void {
  const text = JSON.stringify({ data: [{ id: '1', name: 'never told to its end' }] });
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(text.slice(0, text.length / 2));
}

const formOf = (request: IncomingMessage): Promise<FormData> =>
  new Response(request as unknown as ReadableStream, {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  }).formData();

/** Parameters wherever they come: in the address, as JSON, as a form (`meta.md` 9.5). */
function merged(query: URLSearchParams, body: string, type: string): URLSearchParams {
  const all = new URLSearchParams(query);
  if (body.trim() === '' || body.trim() === '{}') return all;
  if (type.includes('urlencoded')) for (const [key, value] of new URLSearchParams(body)) all.set(key, value);
  else
    for (const [key, value] of Object.entries(JSON.parse(body) as Record<string, unknown>))
      all.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  return all;
}

function kindOf(method: string, first: string, edge: string): MetaFault['on'] {
  if (first === 'me') return 'me';
  if (method === 'POST' && edge === '') return 'write';
  if (edge === '') return first.startsWith('act_') ? 'account' : /^9\d{17}$/.test(first) ? 'any' : 'node';
  return edge as MetaFault['on'];
}
