import { z } from 'zod';
import { contract, type Procedure } from '../../../contract/index.ts';
import { olderScripts } from './older-scripts.ts';
import { failures, inPath, json } from './openapi-paths.ts';
import { type ContractSchemas, type Json, ref } from './openapi-schemas.ts';

const done = (description: string, schema: Json): Json => ({ description, content: json(schema) });
const anyObject: Json = { type: 'object' };
const objectWith = (properties: Json): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

/** What scripts of an older design, trackers and models call; each answers as the procedure behind it. */
export const olderPaths = ({ nameOf }: Pick<ContractSchemas, 'nameOf'>): Json => ({
  ...Object.fromEntries(
    Object.entries(olderScripts).map(([path, { procedure: id, input }]): [string, Json] => {
      const { summary, output, errors }: Procedure = contract[id];
      return [
        path,
        {
          post: {
            operationId: `older.${id}`,
            tags: ['older scripts'],
            summary: `${summary}; as ${id}`,
            requestBody: { required: true, content: json(z.toJSONSchema(input, { io: 'input' }) as Json) },
            responses: { 202: done('Begun', ref(nameOf(output))), ...failures(errors) },
          },
        },
      ];
    }),
  ),
  '/api/approval/queue': {
    get: {
      operationId: 'older.queue',
      tags: ['older scripts'],
      summary: 'The requests that wait for a person; as approve.list',
      responses: {
        200: done(
          'The queue, and how many wait in all, also beyond those that are listed',
          objectWith({
            items: { type: 'array', items: anyObject },
            waiting: { type: 'integer', minimum: 0 },
          }),
        ),
        ...failures([]),
      },
    },
  },
  '/api/approval/approve/{id}': {
    post: {
      operationId: 'older.approve',
      tags: ['older scripts'],
      summary: 'Approve one request; needs a token that may approve',
      parameters: [
        inPath('id', 'The id of the request, or of the ad that one request waits for', { type: 'string' }),
      ],
      responses: {
        200: done('Approved', objectWith({ item: anyObject })),
        ...failures(contract['approve.confirm'].errors),
      },
    },
  },
  '/hooks/{source}': {
    post: {
      operationId: 'hook',
      tags: ['hooks'],
      summary:
        'Events of a tracker, with the token of its hook; also by GET with the fields of one in the query',
      parameters: [inPath('source', 'The name of the hook', { type: 'string' })],
      requestBody: { required: true, content: json({}) },
      responses: {
        200: done('What was taken', ref(nameOf(contract['learn.receive'].output))),
        ...failures(contract['learn.receive'].errors),
      },
    },
  },
  '/mcp': {
    post: {
      operationId: 'mcp',
      tags: ['models'],
      summary: 'The Model Context Protocol over HTTP, for tools that look and propose',
      requestBody: { required: true, content: json(anyObject) },
      responses: { 200: done('A JSON-RPC answer', anyObject), ...failures([]) },
    },
  },
});
