import { AppError } from '../../../contract/index.ts';
import type { MetaPiece } from '../../core/ingest/meta-place.ts';
import { NotEnded } from '../../core/learn/meta/not-ended.ts';
import { oneByOne } from '../../core/one-by-one.ts';
import type { Clock } from '../../ports.ts';
import type { MetaClient, Subject } from './client.ts';
import { NotTaken } from './errors.ts';
import { ImageNode, VideoNode } from './wire.ts';

/** Addresses of Meta's CDN run out; one that was had lately is good enough to begin with. */
const freshMs = 10 * 60_000;
/** Asked for in one request; what is listed is fetched soon. */
const atOnce = 50;

type Found = { readonly url: string } | { readonly problem: AppError };

const keyOf = (account: string, { kind, key }: MetaPiece): string => `${account} ${kind} ${key}`;

/** Where the videos and images of an account can be fetched at the moment. */
export function createMediaAddresses(client: MetaClient, clock: Clock) {
  const known = new Map<string, { readonly found: Found; readonly atMs: number }>();
  /** What will be asked for, so that many are asked for together. */
  const expected = new Map<string, Set<string>>();
  const inTurn = oneByOne();

  async function videos(account: string, keys: readonly string[], signal: AbortSignal) {
    const about: Subject = { account, what: 'Videos of the ads' };
    const nodes = new Map<string, VideoNode>();
    const params = {
      fields: 'id,source,status',
      filtering: [{ field: 'id', operator: 'IN', value: keys }],
    };
    const pages = client.pages([`act_${account}`, 'advideos'], params, VideoNode, about, signal, atOnce);
    try {
      for await (const page of pages) for (const node of page) nodes.set(node.id, node);
    } catch (error) {
      // Without the right to list an account's videos, or to the end of the list, each may still be read by itself.
      const singly = error instanceof NotEnded || (error instanceof AppError && error.code === 'PERMISSION');
      if (!singly) throw error;
    }
    const found = new Map<string, Found>();
    for (const key of keys) {
      const listed = nodes.get(key);
      found.set(key, listed?.source ? { url: listed.source } : await video(account, key, signal));
    }
    return found;
  }

  async function video(account: string, key: string, signal: AbortSignal): Promise<Found> {
    const what = `Video ${key}`;
    try {
      const node = await client.read(
        [key],
        { fields: 'id,source,status' },
        VideoNode,
        { account, what },
        signal,
      );
      const state = node.status?.video_status;
      if (node.source) return { url: node.source };
      if (state === 'processing')
        return {
          problem: new AppError('UPSTREAM', `${what}: Meta is still preparing it; run it again later.`),
        };
      if (state === 'error' || state === 'expired')
        return { problem: new AppError('NOT_FOUND', `${what}: Meta does not keep it any more (${state}).`) };
      return {
        problem: new AppError(
          'PERMISSION',
          `${what}: Meta does not hand out its file. It belongs to a Page that the access token may not use.`,
        ),
      };
    } catch (error) {
      if (error instanceof NotTaken) return { problem: new AppError('NOT_FOUND', error.detail) };
      if (error instanceof AppError && (error.code === 'NOT_FOUND' || error.code === 'PERMISSION'))
        return { problem: error };
      throw error;
    }
  }

  async function images(account: string, keys: readonly string[], signal: AbortSignal) {
    const about: Subject = { account, what: 'Images of the ads' };
    const found = new Map<string, Found>();
    const params = { fields: 'hash,url,permalink_url', hashes: keys };
    const pages = client.pages([`act_${account}`, 'adimages'], params, ImageNode, about, signal, atOnce);
    for await (const page of pages)
      for (const { hash, url, permalink_url } of page) {
        const address = url ?? permalink_url;
        if (address) found.set(hash, { url: address });
      }
    for (const key of keys)
      if (!found.has(key))
        found.set(key, {
          problem: new AppError('NOT_FOUND', `Image ${key}: it is not in the ad account any more.`),
        });
    return found;
  }

  async function ask(account: string, piece: MetaPiece, signal: AbortSignal): Promise<Found> {
    const waiting = expected.get(`${account} ${piece.kind}`) ?? new Set();
    waiting.delete(piece.key);
    const keys = [piece.key, ...[...waiting].slice(0, atOnce - 1)];
    for (const key of keys) waiting.delete(key);
    const found = await (piece.kind === 'video' ? videos : images)(account, keys, signal);
    const atMs = Date.parse(clock.now());
    for (const [key, one] of found)
      known.set(keyOf(account, { kind: piece.kind, key }), { found: one, atMs });
    return found.get(piece.key) as Found;
  }

  return {
    expect(account: string, { kind, key }: MetaPiece): void {
      const list = `${account} ${kind}`;
      expected.set(list, (expected.get(list) ?? new Set()).add(key));
    },

    /** Throws why there is none. `anew` where the one that is known did not work. */
    async of(account: string, piece: MetaPiece, anew: boolean, signal: AbortSignal): Promise<string> {
      const asked = async (): Promise<Found> => {
        const before = known.get(keyOf(account, piece));
        known.delete(keyOf(account, piece));
        const fresh = before && Date.parse(clock.now()) - before.atMs < freshMs;
        return fresh && !anew ? before.found : ask(account, piece, signal);
      };
      // One after the other: the first one's answer holds what the next ones want.
      const found = await inTurn(asked);
      if ('problem' in found) throw found.problem;
      return found.url;
    },
  };
}
