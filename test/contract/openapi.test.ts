import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract, errors, type Procedure, type ProcedureId } from '../../src/contract/index.ts';
import { olderScripts } from '../../src/main/hosts/gateway/older-scripts.ts';
import { openApi } from '../../src/main/hosts/gateway/openapi.ts';

type Node = { readonly [key: string]: unknown };
interface Operation extends Node {
  readonly operationId: string;
  readonly parameters?: readonly Node[];
  readonly requestBody?: { readonly content: Node };
  readonly responses: {
    readonly [status: string]: { readonly description: string; readonly content?: Node };
  };
}

// As it goes over the wire: what JSON cannot carry must not be counted on.
const document = JSON.parse(JSON.stringify(openApi('http://127.0.0.1:8000'))) as Node & {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: Node } };
};
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

/** Every object of the document with the place where it stands. */
function* nodes(value: unknown, at = '#'): Iterable<[string, Node]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [at, value as Node];
  for (const [key, child] of Object.entries(value)) yield* nodes(child, `${at}/${key}`);
}
const resolve = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => (node as Node | undefined)?.[key], document);

describe('the OpenAPI document', () => {
  it('has what version 3.1 requires', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(document.servers).toEqual([{ url: 'http://127.0.0.1:8000' }]);
    expect(document.security).toEqual([{ token: [] }]);
    expect(document.components).toMatchObject({
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    });
    const known = [
      'openapi',
      'info',
      'jsonSchemaDialect',
      'servers',
      'security',
      'paths',
      'components',
      'tags',
    ];
    expect(Object.keys(document).filter((key) => !known.includes(key))).toEqual([]);
  });

  it('has well-formed operations with names of their own', () => {
    const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
    const inOperation = ['operationId', 'tags', 'summary', 'parameters', 'requestBody', 'responses'];
    for (const { path, method, operation } of operations) {
      expect(path).toMatch(/^\/[\w/{}.-]+$/);
      expect(methods).toContain(method);
      expect(Object.keys(operation).filter((key) => !inOperation.includes(key))).toEqual([]);
      expect(operation.summary).toEqual(expect.any(String));
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(inPath);
      for (const one of operation.parameters ?? []) {
        expect(['path', 'header']).toContain(one.in);
        expect(one.schema).toBeTypeOf('object');
        if (one.in === 'path') expect(one.required).toBe(true);
      }
      expect(Object.keys(operation.responses).length).toBeGreaterThan(0);
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[1-5]\d\d$/);
        expect(response.description).not.toBe('');
      }
    }
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('refers only to what is there', () => {
    const refs = [...nodes(document)].filter(([, node]) => typeof node.$ref === 'string');
    expect(refs.length).toBeGreaterThan(50);
    for (const [at, { $ref }] of refs)
      expect(resolve($ref as string), `${at} → ${$ref}`).toBeTypeOf('object');
  });

  it('has schemas of JSON Schema 2020-12 and none that would move the root of references', () => {
    const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
    for (const name of Object.keys(document.components.schemas)) expect(name).toMatch(/^[\w.-]+$/);
    for (const [at, node] of nodes(document.components.schemas)) {
      if (at.endsWith('/properties')) continue;
      expect(
        Object.keys(node).filter((key) => ['$id', '$schema', 'nullable', 'definitions'].includes(key)),
        at,
      ).toEqual([]);
      if (typeof node.type === 'string') expect(types, at).toContain(node.type);
      if (Array.isArray(node.required)) {
        const properties = Object.keys((node.properties as Node | undefined) ?? {});
        expect(properties, at).toEqual(expect.arrayContaining(node.required));
      }
      if (typeof node.pattern === 'string')
        expect(() => new RegExp(node.pattern as string, 'u'), at).not.toThrow();
    }
  });
});

describe('every procedure', () => {
  const operationOf = (id: string): Operation => {
    const operation = operations.find(({ path }) => path === `/v1/${id.replace('.', '/')}`)?.operation;
    if (!operation) throw new Error(`${id} is not described`);
    return operation;
  };
  const offered = (Object.entries(contract) as [ProcedureId, Procedure][]).filter(
    ([, { hosts }]) => hosts === undefined || hosts.includes('gateway'),
  );

  it('that the gateway offers is described, and no other', () => {
    const described = operations.flatMap(({ method, path }) =>
      method === 'post' && path.startsWith('/v1/') ? path : [],
    );
    expect(described.sort()).toEqual(offered.map(([id]) => `/v1/${id.replace('.', '/')}`).sort());
    expect(described).not.toContain('/v1/store/restore');
  });

  it('stands beside what older scripts, trackers and models call', () => {
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        ...Object.keys(olderScripts),
        ...['/api/approval/queue', '/api/approval/approve/{id}', '/hooks/{source}', '/mcp'],
      ]),
    );
  });

  it.each(offered)('%s tells each status it can fail with', (id, procedure) => {
    const { responses } = operationOf(id);
    for (const code of [
      ...procedure.errors,
      'INVALID_INPUT',
      'AUTH_EXPIRED',
      'PERMISSION',
      'RATE_LIMITED',
    ] as const) {
      expect(responses[errors[code].http]?.description).toContain(`${code}: `);
    }
  });

  /** The published schema read back into a parser, to compare what it accepts with what the app accepts. */
  const published = (id: string): z.ZodType => {
    const { requestBody } = operationOf(id);
    const schema = (requestBody?.content['application/json'] as { schema: Node } | undefined)?.schema ?? {};
    const whole = JSON.stringify({ ...schema, $defs: document.components.schemas });
    return z.fromJSONSchema(JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')));
  };
  const samples: readonly unknown[] = [
    {},
    null,
    [],
    'x',
    { limit: 1 },
    { limit: 0 },
    { limit: '1' },
    { limit: 501 },
    { job_id: 'job_00000000' },
    { job_id: 'nonsense' },
    { job_id: 'job_00000000', extra: true },
    { paths: ['/ads'] },
    { paths: [] },
    { paths: ['/ads'], fresh: 'yes' },
    { ad: '0123456789abcdef' },
    { title: 'Ads', bytes: 10, files: 2 },
    { title: '', bytes: 10, files: 2 },
    { format: 'csv' },
    { format: 'xml' },
    { sort: 'score', direction: 'asc', where: 'score>70' },
    { sort: 'age' },
    { theme: 'dark' },
    { theme: 'pink' },
    { recent_folders: [] },
    { deep: true },
  ];

  it.each(offered)('%s publishes the input it accepts', (id, procedure) => {
    const schema = published(id);
    for (const sample of samples) {
      expect(schema.safeParse(sample).success, JSON.stringify(sample)).toBe(
        procedure.input.safeParse(sample).success,
      );
    }
  });
});
