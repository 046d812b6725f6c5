import type { SimAccount } from '../../support/meta/world.ts';
import { bodyOf, type Emulator, json, serve } from '../support/serve.ts';
import { type MetaEmulator, metaEmulator } from './emulator.ts';
import type { MetaFault } from './faults.ts';

export interface SteeredMeta {
  /** Where Meta is; the same after a reset. */
  readonly origin: string;
  readonly control: Emulator;
  close(): Promise<void>;
}

interface Told {
  readonly faults?: readonly MetaFault[];
  readonly ms?: number;
  readonly seed?: number;
}

/**
 * Meta for who cannot reach into this process, with a port of its own to steer it by (`meta.md` 9.32): GET /requests tells
 * what came in without any token; POST /faults, /clock and /reset have things go wrong, let time pass, and begin anew with
 * the world of a seed.
 */
export async function steeredMeta(
  world: (seed: number) => readonly SimAccount[],
  { startMs, token }: { readonly startMs: number; readonly token: string },
): Promise<SteeredMeta> {
  let nowMs = startMs;
  const open = (seed: number, port: number): Promise<MetaEmulator> =>
    metaEmulator({ accounts: world(seed), nowMs: () => nowMs, token, port });
  let meta = await open(1, 0);
  const { origin } = meta;

  const requests = () =>
    meta.seen.map(({ method, path, query, status }, at) => ({
      method,
      path,
      params: Object.fromEntries(query),
      body: meta.bodies[at] ?? '',
      status,
    }));

  const control = await serve(async (request, response, _seen, url) => {
    const text = await bodyOf(request);
    const told = (text === '' ? {} : JSON.parse(text)) as Told;
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /requests':
        return json(response, 200, JSON.parse(JSON.stringify(requests()).replaceAll(token, '***')));
      case 'POST /faults':
        meta.faults.push(...(told.faults ?? []));
        return json(response, 200, { faults: meta.faults.length });
      case 'POST /clock':
        nowMs += told.ms ?? 0;
        return json(response, 200, { now: new Date(nowMs).toISOString() });
      case 'POST /reset':
        await meta.close();
        nowMs = startMs;
        meta = await open(told.seed ?? 1, Number(new URL(origin).port));
        return json(response, 200, { now: new Date(nowMs).toISOString() });
      default:
        return json(response, 404, { error: `${request.method} ${url.pathname} is not known` });
    }
  });
  return {
    origin,
    control,
    async close() {
      await control.close();
      await meta.close();
    },
  };
}
