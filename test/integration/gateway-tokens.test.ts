import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import {
  contract,
  type Input,
  type Output,
  type Procedure,
  type ProcedureId,
} from '../../src/contract/index.ts';
import { tokens } from '../../src/main/hosts/cli/tokens.ts';
import { typedCall } from '../../src/main/hosts/typed-call.ts';
import { window } from '../support/act/open-desk.ts';
import { jobEnded } from '../support/job-ended.ts';
import { connectOverHttp } from '../support/mcp/connect.ts';
import { metaInEnvironment } from '../support/meta/in-environment.ts';
import { servedApp } from '../support/served-app.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { sendRaw } from '../unit/hosts/gateway/raw-http.ts';

async function open() {
  const { app, gateway } = await servedApp(tempFolder());
  const ask = <Id extends ProcedureId>(id: Id, input: Input<Id>): Promise<Output<Id>> =>
    typedCall(app, window, id, input);
  const send = (path: string, token: string, body: unknown = {}, method = 'POST') =>
    fetch(`${gateway.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
  const make = async (name: string, scopes: 'read' | 'read propose' = 'read') =>
    ask('access.makeToken', { name, scopes });
  return { app, gateway, ask, send, make };
}

const pathOf = (id: string): string => `/v1/${id.replace('.', '/')}`;

test('a token that reads opens nothing that changes, proposes, approves or spends: every procedure, and every other door', async () => {
  const { send, make } = await open();
  const procedures = Object.entries<Procedure>(contract);
  // Each token may call so often at once; what is refused for that reason proves nothing.
  const readers = await Promise.all(
    Array.from({ length: Math.ceil(procedures.length / 50) }, (_, n) => make(`Reader ${n}`)),
  );
  const wrong: string[] = [];
  for (const [at, [id, { effect, hosts, person: forPerson }]] of procedures.entries()) {
    const { status } = await send(pathOf(id), readers[Math.floor(at / 50)]?.token ?? '');
    const open = effect === 'none' && (hosts?.includes('gateway') ?? true) && !forPerson;
    if (open === (status === 403) || status === 401 || status === 429) wrong.push(`${id}: ${status}`);
  }
  expect(wrong).toEqual([]);
  const { token } = await make('Another');
  for (const path of [
    '/api/trigger/analyze-drive-folder',
    '/api/trigger/refresh-meta-metrics',
    '/api/approval/approve/ap_00000000',
  ])
    expect([path, (await send(path, token, { folder_id: 'x' })).status]).toEqual([
      path,
      path.includes('refresh') ? 400 : 403,
    ]);
  expect((await send('/v1/uploads/job_0123abcd/a.mp4', token, null, 'PUT')).status).toBe(403);
  expect((await send('/api/approval/queue', token, null, 'GET')).status).toBe(200);
});

test('over MCP a token that reads is shown what reads, and is refused the rest', async () => {
  const { gateway, make } = await open();
  const connect = (token: string) => connectOverHttp(gateway.origin, token);
  const [reader, proposer, approver] = await Promise.all([
    connect((await make('Reader')).token),
    connect((await make('Proposer', 'read propose')).token),
    connect(gateway.token),
  ]);
  const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);
  const all = await namesOf(proposer);
  // What a token may approve over REST, a model that holds it may not.
  expect(await namesOf(approver)).toEqual(all);
  const seen = await namesOf(reader);
  expect(seen).toEqual(
    all.filter((name) => contract[name.replace('_', '.') as ProcedureId].effect === 'none'),
  );
  expect(all.length).toBeGreaterThan(seen.length);
  for (const name of all.filter((one) => !seen.includes(one))) {
    const { isError, content } = await reader.callTool({ name, arguments: {} });
    expect([name, isError, JSON.stringify(content)]).toEqual([
      name,
      true,
      expect.stringContaining('PERMISSION'),
    ]);
  }
});

test('tokens are kept as digests, shown once, listed for a person and end with their next call', async () => {
  const { app, gateway, ask, send, make } = await open();
  const { made, token } = await make('n8n', 'read propose');
  expect(token).toMatch(/^titan_[\w-]{43}$/);
  await expect(make('n8n')).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await ask('access.tokens', {})).tokens).toEqual([{ ...made, last_at: null }]);
  expect((await send('/v1/jobs/list', token)).status).toBe(200);
  expect((await ask('access.tokens', {})).tokens[0]?.last_at).not.toBeNull();
  expect(JSON.stringify(await ask('access.tokens', {}))).not.toContain(token.slice(6));

  // No token makes, lists or takes away tokens: not even one that may approve.
  for (const one of [token, gateway.token])
    for (const id of ['access.tokens', 'access.makeToken', 'access.revokeToken'] as const)
      expect((await send(pathOf(id), one, { name: 'x', id: made.id })).status).toBe(403);

  const listening = await fetch(`${gateway.origin}/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(listening.status).toBe(200);
  await ask('access.revokeToken', { id: made.id });
  for await (const _ of listening.body ?? []);
  const refused = await send('/v1/jobs/list', token);
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ error: { code: 'AUTH_EXPIRED' } });
  await expect(ask('access.revokeToken', { id: made.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const guess = `titan_${'A'.repeat(43)}`;
  expect((await send('/v1/jobs/list', guess)).status).toBe(401);
  expect(app.isOwner()).toBe(true);
});

test('on the command line a person makes, lists and takes away tokens by name', async () => {
  const { app, ask, send } = await open();
  const out = join(tempFolder(), 'out');
  const titan = async (args: string[], flags = {}) => {
    expect(await tokens(app, args, { ...flags, out })).toBe(0);
    return readFileSync(out, 'utf8').trim();
  };
  const token = await titan(['new', 'Grafana']);
  expect((await send('/v1/jobs/list', token)).status).toBe(200);
  await titan(['new', 'n8n'], { propose: true });
  expect(await titan([])).toMatch(/n8n +read and propose.*\nGrafana +read /);
  await titan(['revoke', 'Grafana']);
  expect((await send('/v1/jobs/list', token)).status).toBe(401);
  expect((await ask('access.tokens', {})).tokens.map(({ name }) => name)).toEqual(['n8n']);
  await expect(tokens(app, ['revoke', 'Grafana'], {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(tokens(app, ['new'], {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('a refresh is started by the curl line of older scripts with a token beside it, and goes on to its end', async () => {
  const { account } = await metaInEnvironment(5);
  const { app, gateway, ask, make } = await open();
  const { token } = await make('cron', 'read propose');
  // curl -X POST http://localhost:8000/api/trigger/refresh-meta-metrics -H "Content-Type: application/json" -d '{"days_back": 3}'
  const body = '{"days_back": 3}';
  const curl = (authorization: string): string =>
    [
      'POST /api/trigger/refresh-meta-metrics HTTP/1.1',
      `Host: localhost:${gateway.port}`,
      'User-Agent: curl/8.5.0',
      'Accept: */*',
      ...(authorization ? [authorization] : []),
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n');
  expect((await sendRaw(gateway.port, curl(''))).status).toBe(401);
  const answer = await sendRaw(gateway.port, curl(`Authorization: Bearer ${token}`));
  expect(answer.status).toBe(202);
  const { job_id } = JSON.parse(
    answer.body.slice(answer.body.indexOf('{'), answer.body.lastIndexOf('}') + 1),
  );
  const { job, failures } = await jobEnded(app, job_id);
  expect([job.state, failures]).toEqual(['done', []]);
  const [read] = (await ask('learn.insights', {})).accounts;
  expect(read).toMatchObject({ id: account.id, ads: expect.arrayContaining([expect.anything()]) });
});
