import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { AppError, type Contract, contract, mostInputBytes, type Result } from '../../../contract/index.ts';
import { once } from '../../core/once.ts';
import { type App, type PictureKind, pictureKinds } from '../app.ts';
import { mediaResponse } from '../media-response.ts';
import { pageResponse, type RendererFiles } from '../renderer-files.ts';
import { reportPage } from '../report-page.ts';
import { typedCall } from '../typed-call.ts';
import { type Access, bearerIn, type Client } from './access.ts';
import { failureResponse, toFailure } from './answers.ts';
import { approveOne } from './approve-one.ts';
import { createBrake } from './brake.ts';
import type { EventRing } from './event-ring.ts';
import { eventStream } from './event-stream.ts';
import { addHooks } from './hooks.ts';
import { jsonBody } from './json-body.ts';
import type { KeptTokens } from './kept-tokens.ts';
import { maxEventStreams, maxUploads } from './limits.ts';
import { olderInput, olderScripts } from './older-scripts.ts';
import type { RawRequest } from './request-shape.ts';
import { continuePage, signInPage } from './sign-in-page.ts';
import { createSlots } from './slots.ts';
import { upload } from './upload.ts';

export interface Routes {
  readonly app: Pick<App, 'call' | 'locate' | 'receiveUpload'>;
  readonly access: Access;
  readonly tokens: KeptTokens;
  readonly ring: EventRing;
  readonly pages: RendererFiles;
  readonly openapi: object;
  /** Aborted when the gateway closes. */
  readonly ended: AbortSignal;
}

type Env = { Bindings: HttpBindings; Variables: { client: Client } };

export const rawOf = ({ incoming }: HttpBindings): RawRequest => ({
  method: incoming.method ?? '',
  target: incoming.url ?? '',
  rawHeaders: incoming.rawHeaders,
});

/** Everything behind the front door: first who asks, then how often, then what. */
export function createRoutes({ app, access, tokens, ring, pages, openapi, ended }: Routes): Hono<Env> {
  const routes = new Hono<Env>();
  const streams = createSlots(maxEventStreams, 'event streams');
  const brake = createBrake(() => performance.now());
  const uploads = createSlots(maxUploads, 'uploads at the same time');

  routes.onError(refusal);
  routes.notFound(() => failureResponse(new AppError('NOT_FOUND', 'No such address.').toFailure()));

  routes.get('/sign-in', (c) => {
    if (c.req.method !== 'GET') return signInPage('none');
    const cookie = access.redeem(c.req.query('code') ?? '');
    if (cookie === null) return isSignedIn(c, access) ? c.redirect('/', 303) : signInPage('spent');
    if (c.req.header('sec-fetch-site') === 'cross-site') return continuePage(cookie);
    c.header('set-cookie', cookie);
    return c.redirect('/', 303);
  });

  addHooks(routes, app, brake);

  routes.use(async (c, next) => {
    try {
      const request = rawOf(c.env);
      c.set('client', (await tokens.clientOf(bearerIn(request))) ?? access.authenticate(request));
    } catch (error) {
      const isPage = c.req.path === '/' && c.req.header('accept')?.includes('text/html');
      return brake(isPage ? signInPage('none') : refusal(error));
    }
    const { calls, files } = c.get('client');
    const isCall = /^\/(v1\/(?!uploads\/)|api\/|mcp$)/.test(c.req.path);
    const waitSeconds = (isCall ? calls : files).take();
    if (waitSeconds === 0) return next();
    const failure = new AppError('RATE_LIMITED', 'Too many requests to this gateway.').toFailure();
    return brake(failureResponse(failure, { 'retry-after': String(Math.ceil(waitSeconds)) }));
  });

  routes.get('/v1/openapi.json', (c) => c.json(openapi));

  routes.get('/v1/events', (c) => {
    const lastEventId = /^\d{1,15}$/.exec(c.req.header('last-event-id') ?? '');
    const release = streams.take();
    c.env.outgoing.once('close', release);
    if (c.req.method === 'HEAD') return c.body(null);
    const over = AbortSignal.any([ended, c.get('client').ended.signal]);
    return new Response(eventStream(ring, lastEventId ? Number(lastEventId[0]) : null, over), {
      headers: { 'content-type': 'text/event-stream; charset=utf-8' },
    });
  });

  routes.put('/v1/uploads/:job/*', async (c) => {
    requirePropose(c);
    const release = uploads.take();
    try {
      return answer(await upload(app, c.env.incoming));
    } finally {
      release();
    }
  });

  routes.post('/v1/:area{[a-z]+}/:name{[a-zA-Z]+}', async (c) => {
    const { area, name } = c.req.param();
    const id = `${area}.${name}`;
    const input = await jsonBody(c.env.incoming, mostInputBytes((contract as Contract)[id]));
    return answer(await app.call(id, input, c.get('client').caller));
  });

  for (const [path, { procedure, input }] of Object.entries(olderScripts)) {
    routes.post(path, async (c) => {
      const given = olderInput(input, await jsonBody(c.env.incoming));
      return answer(await app.call(procedure, given, c.get('client').caller), 202);
    });
  }

  routes.get('/api/approval/queue', async (c) => {
    const { items, waiting } = await typedCall(app, c.get('client').caller, 'approve.list', { limit: 1000 });
    return c.json({ items, waiting });
  });
  routes.post('/api/approval/approve/:given{[0-9a-z_]+}', async (c) =>
    answer(await approveOne(app, c.get('client').caller, c.req.param('given'))),
  );

  // Loaded when a model first asks; its library is larger than the rest of the gateway.
  const mcp = once(async () => (await import('../mcp/start.ts')).mcpOverHttp(app));
  routes.on(['POST', 'GET', 'DELETE'], '/mcp', async (c) => {
    const parsedBody = c.req.method === 'POST' ? await jsonBody(c.env.incoming) : undefined;
    return (await mcp())(c.req.raw, parsedBody, c.get('client').caller.scopes);
  });

  routes.get(`/:kind{${pictureKinds.join('|')}}/:ad{[0-9a-f]{16}}`, async (c) => {
    const { kind, ad } = c.req.param();
    const file = await app.locate(kind as PictureKind, ad);
    if (!file) throw new AppError('NOT_FOUND', `There is no ${kind} of ${ad}.`);
    const response = await mediaResponse(file, kind as PictureKind, ad, c.req.raw);
    // Should a file be opened on its own, it is a picture or a player and may do nothing.
    response.headers.set(
      'content-security-policy',
      "default-src 'none'; media-src 'self'; img-src 'self'; sandbox",
    );
    return response;
  });

  routes.get('/exports/:id{[0-9a-f]{16}}', (c) => reportPage(app, c.get('client').caller, c.req.param('id')));

  routes.get('/*', (c) => {
    const page = pages.get(c.req.path);
    return page ? pageResponse(page, c.req.header('if-none-match') ?? null) : c.notFound();
  });
  return routes;
}

function refusal(error: unknown): Response {
  const failure = toFailure(error);
  return failureResponse(failure, failure.code === 'AUTH_EXPIRED' ? { 'www-authenticate': 'Bearer' } : {});
}

const answer = (result: Result<unknown>, status = 200): Response =>
  result.ok ? Response.json(result.value, { status }) : failureResponse(result.error);

/** Uploads reach the app beside its procedures, so the scope of a local change is asked for here. */
function requirePropose(c: Context<Env>): void {
  if (!c.get('client').caller.scopes.includes('propose')) {
    throw new AppError('PERMISSION', 'Uploads need the scope "propose".');
  }
}

function isSignedIn(c: Context<Env>, access: Access): boolean {
  try {
    return access.authenticate(rawOf(c.env)) !== null;
  } catch {
    return false;
  }
}
