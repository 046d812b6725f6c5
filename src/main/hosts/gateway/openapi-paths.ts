import { type ErrorCode, errors } from '../../../contract/index.ts';
import { type Json, ref } from './openapi-schemas.ts';

/** Any call can be refused for these, whatever it is. */
const general: readonly ErrorCode[] = [
  'INVALID_INPUT',
  'AUTH_EXPIRED',
  'PERMISSION',
  'RATE_LIMITED',
  'INTERNAL',
];

export const json = (schema: Json): Json => ({ 'application/json': { schema } });

const binary = (description: string, types: readonly string[]): Json => ({
  description,
  content: Object.fromEntries(types.map((type) => [type, { schema: {} }])),
});

export function failures(codes: readonly ErrorCode[]): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set([...codes, ...general])) {
    const { http } = errors[code];
    byStatus.set(http, [...(byStatus.get(http) ?? []), code]);
  }
  const entries = [...byStatus].map(([status, same]): [string, Json] => {
    const description = same.map((code) => `${code}: ${errors[code].text}`).join(' ');
    return [String(status), { description, content: json(ref('Error')) }];
  });
  return Object.fromEntries(entries);
}

export const inPath = (name: string, description: string, schema: Json): Json => ({
  name,
  in: 'path',
  required: true,
  description,
  schema,
});

const inHeader = (name: string, description: string): Json => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
});

const adFile = (kind: string, summary: string, types: readonly string[]): Json => ({
  get: {
    operationId: kind,
    tags: ['files'],
    summary,
    parameters: [inPath('ad_id', 'The id of the ad', ref('AdId')), inHeader('Range', 'One range of bytes')],
    responses: {
      200: binary('The whole file', types),
      206: binary('The range that was asked for', types),
      304: { description: 'Not changed since the ETag in If-None-Match' },
      416: { description: 'The range begins after the end of the file' },
      ...failures(['NOT_FOUND', 'UNREADABLE']),
    },
  },
});

/** What has an address of its own, beside the procedures. */
export const fixedPaths: Json = {
  '/v1/openapi.json': {
    get: {
      operationId: 'openapi',
      tags: ['gateway'],
      summary: 'This document',
      responses: { 200: { description: 'OpenAPI 3.1', content: json({ type: 'object' }) }, ...failures([]) },
    },
  },
  '/v1/events': {
    get: {
      operationId: 'events',
      tags: ['gateway'],
      summary:
        'What happens, as server-sent events; each data line is one AppEvent, `resync` says that some were missed',
      parameters: [
        inHeader('Last-Event-ID', 'The last event that was received; what came after is sent first'),
      ],
      responses: {
        200: {
          description: 'A stream that stays open',
          content: { 'text/event-stream': { schema: ref('AppEvent') } },
        },
        ...failures([]),
      },
    },
  },
  '/exports/{export_id}': {
    get: {
      operationId: 'report',
      tags: ['files'],
      summary: 'A report that export.open has opened, as a page to read or print',
      parameters: [inPath('export_id', 'What export.open answered', ref('ExportId'))],
      responses: {
        200: { description: 'The page', content: { 'text/html': { schema: { type: 'string' } } } },
        ...failures(['NOT_FOUND']),
      },
    },
  },
  '/v1/uploads/{job_id}/{path}': {
    put: {
      operationId: 'upload',
      tags: ['ingest'],
      summary: 'Send one file of a job that ingest.openUpload has opened',
      parameters: [
        inPath('job_id', 'The job', ref('JobId')),
        inPath(
          'path',
          'Path within what was dropped; each part is percent-encoded, the slashes between are not',
          {
            type: 'string',
          },
        ),
      ],
      requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } },
      responses: {
        200: {
          description: 'Received',
          content: json({
            type: 'object',
            properties: { bytes: { type: 'integer', minimum: 0 } },
            required: ['bytes'],
          }),
        },
        ...failures(['NOT_FOUND', 'CONFLICT', 'DISK_FULL', 'TOO_LARGE', 'TRUNCATED']),
      },
    },
  },
  '/media/{ad_id}': adFile('media', 'The ad itself', ['video/*', 'image/*']),
  '/thumb/{ad_id}': adFile('thumb', 'Its thumbnail', ['image/jpeg']),
  '/strip/{ad_id}': adFile('strip', 'Its filmstrip', ['image/jpeg']),
};
