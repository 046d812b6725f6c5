import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { AppError, type Caller, type Result } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { bearerIn } from './access.ts';
import { failureResponse } from './answers.ts';
import { jsonBody } from './json-body.ts';
import { hookRate, maxHookBytes } from './limits.ts';
import { createBucket } from './rate.ts';

/** Its token opens this one procedure and nothing else. */
const tracker: Caller = { host: 'gateway', scopes: ['propose'], person: false };

type Brake = (response: Response) => Promise<Response>;

/**
 * Trackers post here with a token of their own: in the header, or as the end of the address where they can set none. Most
 * send JSON; some can only fetch an address, so a query is taken as one event. Both come at least once.
 */
export function addHooks<E extends { Bindings: HttpBindings }>(
  routes: Hono<E>,
  app: Pick<App, 'call'>,
  brake: Brake,
): void {
  const bucket = createBucket(hookRate, () => performance.now());

  async function receive(c: Context<E>, text: () => Promise<string>): Promise<Response> {
    const waitSeconds = bucket.take();
    if (waitSeconds > 0)
      return failureResponse(new AppError('RATE_LIMITED', 'Too many events at once.').toFailure(), {
        'retry-after': String(Math.ceil(waitSeconds)),
      });
    const { source = '', token: last } = c.req.param() as { source?: string; token?: string };
    const token = last ?? bearerIn(c.env.incoming) ?? '';
    const input = { source, token, text: await text() };
    const result: Result<unknown> = await app.call('learn.receive', input, tracker);
    return result.ok ? Response.json(result.value) : brake(failureResponse(result.error));
  }

  for (const path of [
    '/hooks/:source{[a-z0-9._-]+}',
    '/hooks/:source{[a-z0-9._-]+}/:token{[\\w-]+}',
  ] as const) {
    routes.post(path, (c) =>
      receive(c, async () => JSON.stringify(await jsonBody(c.env.incoming, maxHookBytes))),
    );
    routes.get(path, (c) => receive(c, async () => JSON.stringify(c.req.query())));
  }
}
