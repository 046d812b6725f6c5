import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test } from 'vitest';
import { AppError, type Result } from '../../../../src/contract/index.ts';
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
