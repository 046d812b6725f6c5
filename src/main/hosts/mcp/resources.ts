import { readFile } from 'node:fs/promises';
import {
  type ListResourcesResult,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
} from '@modelcontextprotocol/server';
import type { AdRow, Result } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { model } from './caller.ts';
import { learntTemplates, listLearnt, readLearnt } from './learnt-resources.ts';

const page = 100;

export const resourceTemplates = [
  {
    uriTemplate: 'titan://ads/{ad}',
    name: 'ad',
    title: 'One ad',
    description: 'Everything that was measured of an ad, and why it scored so; {ad} is its id.',
    mimeType: 'application/json',
  },
  {
    uriTemplate: 'titan://ads/{ad}/picture',
    name: 'picture',
    title: 'Picture of an ad',
    description: 'A thumbnail of the ad as JPEG.',
    mimeType: 'image/jpeg',
  },
  ...learntTemplates,
];

/** What was learnt of the accounts, then the ads, best score first, a page at a time; the cursor is the ad to go on from. */
export async function listResources(
  app: Pick<App, 'call'>,
  cursor: string | undefined,
): Promise<ListResourcesResult> {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor))
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'This cursor is not one of this server.');
  const offset = Number(cursor ?? 0);
  const { rows, total } = await typedCall(app, model, 'score.rows', { offset, limit: page });
  const next = offset + rows.length;
  const ads = rows.map((row) => ({
    uri: `titan://ads/${row.id}`,
    name: row.name,
    description: inWords(row),
    mimeType: 'application/json',
  }));
  return {
    resources: offset === 0 ? [...(await listLearnt(app)), ...ads] : ads,
    ...(rows.length > 0 && next < total ? { nextCursor: String(next) } : {}),
  };
}

const inWords = ({ score, interval80, rank, rank_of, kind }: AdRow): string => {
  const range = interval80 ? ` (80 % interval ${interval80[0]} to ${interval80[1]})` : '';
  const place = rank === null ? '' : `, rank ${rank} of ${rank_of} in its folder`;
  return score === null ? `${kind}, no score` : `${kind}, checklist score ${score}${range}${place}`;
};

export async function readResource(
  app: Pick<App, 'call' | 'locate'>,
  uri: string,
): Promise<ReadResourceResult> {
  const [, ad, picture] = /^titan:\/\/ads\/([0-9a-f]{16})(\/picture)?$/.exec(uri) ?? [];
  if (!ad) return contentOf(uri, await readLearnt(app, uri));
  if (picture) {
    const file = await app.locate('thumb', ad);
    const bytes = file && (await readFile(file.path).catch(() => null));
    if (!bytes) throw new ResourceNotFoundError(uri);
    return { contents: [{ uri, mimeType: 'image/jpeg', blob: bytes.toString('base64') }] };
  }
  return contentOf(uri, await app.call('score.show', { ad }, model));
}

/** What cannot be told yet is not found, with the reason. */
function contentOf(uri: string, result: Result<unknown> | null): ReadResourceResult {
  if (!result) throw new ResourceNotFoundError(uri);
  if (!result.ok) throw new ResourceNotFoundError(uri, result.error.message);
  return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(result.value) }] };
}
