import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test } from 'vitest';
import { AppError, contract, type Procedure, type Result } from '../../../../src/contract/index.ts';
import { createMcpServer } from '../../../../src/main/hosts/mcp/server.ts';

async function connect(answer: (id: string, input: unknown) => Result<unknown>) {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'test', version: '1' });
  const app = { call: async (id: string, input: unknown) => answer(id, input), locate: async () => null };
  await createMcpServer(app).connect(far);
  await client.connect(near);
  onTestFinished(() => client.close());
  return client;
}

test('what is typed for an ad becomes an id in an address and a path in a question, the last of several', async () => {
  const asked: unknown[] = [];
  const rows = [{ id: '0123456789abcdef', path: 'summer/calm.png' }];
  const client = await connect((_id, input) => {
    asked.push(input);
    return { ok: true, value: { rows, total: 101 } };
  });
  const complete = async (ref: Parameters<typeof client.complete>[0]['ref'], name: string, value: string) =>
    (await client.complete({ ref, argument: { name, value } })).completion;
  const template = { type: 'ref/resource', uri: 'titan://ads/{ad}' } as const;
  expect(await complete(template, 'ad', 'calm')).toEqual({
    values: ['0123456789abcdef'],
    total: 101,
    hasMore: true,
  });
  const compared = { type: 'ref/prompt', name: 'compare-ads' } as const;
  expect((await complete(compared, 'ads', 'old.png, hook:a "b')).values).toEqual([
    'old.png, summer/calm.png',
  ]);
  await complete(compared, 'ads', '');
  // One ad alone may have a comma in its path.
  const one = { type: 'ref/prompt', name: 'review-ad' } as const;
  expect((await complete(one, 'ad', 'spring, late')).values).toEqual(['summer/calm.png']);
  expect(asked).toEqual(
    ['calm', '"hook:a \\"b"', '', '"spring, late"'].map((where) => ({ where, limit: 100 })),
  );
  for (const [ref, name] of [
    [template, 'x'],
    [{ ...template, uri: 'titan://nothing/{ad}' }, 'ad'],
    [{ ...compared, name: 'constructor' }, 'ads'],
    [{ ...compared, name: 'weakest-first' }, 'ad'],
  ] as const)
    await expect(complete(ref, name, 'a')).rejects.toMatchObject({ code: -32602 });
});

test('each question that is offered names only tools that there are', async () => {
  const client = await connect(() => ({ ok: true, value: {} }));
  const tools = (await client.listTools()).tools.map(({ name }) => name);
  const { prompts } = await client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual([
    'review-ad',
    'compare-ads',
    'weakest-first',
    'where-next-money',
    'what-works',
    'what-waits',
  ]);
  for (const { name, arguments: wanted = [] } of prompts) {
    const given = Object.fromEntries(wanted.map((one) => [one.name, 'a.mp4']));
    const { messages } = await client.getPrompt({ name, arguments: given });
    const named = JSON.stringify(messages).match(/\b[a-z]+_[a-z]+\b/gi) ?? [];
    expect(named.length, name).toBeGreaterThan(0);
    for (const tool of named) expect(tools, name).toContain(tool);
  }
});

test('patterns and reports of each account are listed, read by the tool of their subject and completed', async () => {
  const accounts = [
    { id: '11', name: 'Shop', currency: 'EUR', time_zone: 'UTC', linked_ads: 3 },
    { id: '12', name: 'Store', currency: 'USD', time_zone: 'UTC', linked_ads: 0 },
  ];
  const read: unknown[] = [];
  const client = await connect((id, input) => {
    if (id === 'learn.accounts') return { ok: true, value: { accounts } };
    if (id === 'score.rows') return { ok: true, value: { rows: [], total: 0 } };
    read.push([id, input]);
    return id === 'learn.diversity'
      ? { ok: false, error: new AppError('NOT_ENOUGH_DATA', 'Nothing was learnt from Shop yet.').toFailure() }
      : { ok: true, value: { from: id } };
  });
  const templates = (await client.listResourceTemplates()).resourceTemplates.map((one) => one.uriTemplate);
  expect(templates).toContain('titan://reports/{account}/{report}');
  const { resources } = await client.listResources();
  expect(resources.map(({ uri }) => uri).filter((uri) => uri.includes('/11'))).toEqual([
    'titan://patterns/11',
    'titan://reports/11/results',
    'titan://reports/11/predictions',
    'titan://reports/11/fatigue',
    'titan://reports/11/diversity',
  ]);
  expect(resources).toHaveLength(10);
  const textOf = async (uri: string) =>
    ((await client.readResource({ uri })).contents[0] as { text: string }).text;
  expect(JSON.parse(await textOf('titan://patterns/11'))).toEqual({ from: 'learn.patterns' });
  expect(JSON.parse(await textOf('titan://reports/12/results'))).toEqual({ from: 'learn.insights' });
  await expect(textOf('titan://reports/11/diversity')).rejects.toThrow('Nothing was learnt from Shop yet');
  expect(read).toEqual([
    ['learn.patterns', { account: '11' }],
    ['learn.insights', { account: '12' }],
    ['learn.diversity', { account: '11' }],
  ]);
  for (const uri of ['titan://patterns/11/results', 'titan://reports/11', 'titan://reports/11/constructor'])
    await expect(textOf(uri)).rejects.toThrow();

  const complete = async (name: string, value: string) =>
    (
      await client.complete({
        ref: { type: 'ref/resource', uri: 'titan://reports/{account}/{report}' },
        argument: { name, value },
      })
    ).completion.values;
  expect(await complete('account', 'sto')).toEqual(['12']);
  expect(await complete('account', '1')).toEqual(['11', '12']);
  expect(await complete('report', 'f')).toEqual(['fatigue']);
  await expect(complete('ad', '')).rejects.toMatchObject({ code: -32602 });
});

test('a tool says that it reaches beyond this machine where it asks a service or what it proposes is done at one', async () => {
  const client = await connect(() => ({ ok: true, value: {} }));
  const { tools } = await client.listTools();
  const open = tools.flatMap(({ name, annotations }) => (annotations?.openWorldHint ? [name] : []));
  expect(open).toEqual(expect.arrayContaining(['ingest_lookDrive', 'ingest_metaAccounts', 'decide_propose']));
  expect(open).not.toContain('score_rows');
  // Nothing that reads can be refused by a service that it does not ask.
  for (const [id, { effect, errors, asks }] of Object.entries<Procedure>(contract))
    if (effect === 'none') expect([id, errors.includes('OFFLINE')]).toEqual([id, asks === true]);
});

test('tells what was refused and what waits, down to the level asked for', async () => {
  const client = await connect((id) =>
    id === 'score.show'
      ? { ok: false, error: new AppError('NOT_FOUND', 'There is no such ad.').toFailure() }
      : { ok: true, value: {} },
  );
  const said: unknown[] = [];
  client.setNotificationHandler('notifications/message', ({ params }) => void said.push(params));
  const use = async () => {
    for (const name of ['score_rows', 'approve_proposeBudgets', 'score_show'])
      await client.callTool({ name, arguments: {} });
    return said.splice(0);
  };
  const waits = { level: 'notice', data: 'What approve_proposeBudgets asked for waits for a person.' };
  const refused = { level: 'warning', data: 'score_show was refused.' };
  expect(await use()).toEqual([waits, refused]);
  await client.setLoggingLevel('warning');
  expect(await use()).toEqual([refused]);
});

test('every field that a tool asks for says what it is', async () => {
  type Schema = {
    readonly description?: string;
    readonly properties?: Record<string, Schema>;
    readonly items?: Schema;
  };
  const wordless = ({ properties, items }: Schema, path: string): string[] => [
    ...Object.entries(properties ?? {}).flatMap(([name, field]) => [
      ...(field.description ? [] : [`${path}.${name}`]),
      ...wordless(field, `${path}.${name}`),
    ]),
    ...(items ? wordless(items, `${path}[]`) : []),
  ];
  const client = await connect(() => ({ ok: true, value: {} }));
  const { tools } = await client.listTools();
  expect(tools.length).toBeGreaterThan(50);
  expect(tools.flatMap(({ name, inputSchema }) => wordless(inputSchema as Schema, name))).toEqual([]);
});
