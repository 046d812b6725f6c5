import { expect, test } from 'vitest';
import { builtCli as cli } from '../support/built-cli.ts';
import { fuzzHttp } from '../support/fuzz/over-http.ts';
import { fuzzStdio } from '../support/fuzz/over-stdio.ts';
import { tempFolder } from '../support/temp-folder.ts';

const sound = { crashes: [], unanswered: 0 };

test.each(['2025-11-25', '2026-07-28'] as const)(
  '150 broken messages on stdin at %s: the server goes on, and says nothing that is not of the protocol',
  async (revision) => {
    const env = { ...process.env, TITAN_HOME: tempFolder(), NODE_NO_WARNINGS: '1' };
    const found = await fuzzStdio(cli, env, revision, 150, 20_261_128);
    expect(found).toMatchObject({ ...sound, notProtocol: [], asked: 3 });
    expect(found.answers).toBeGreaterThan(50);
  },
);

test('250 broken messages to MCP and to the procedures of the gateway: it goes on, and a window is told of every change', async () => {
  const found = await fuzzHttp(tempFolder(), 250, 20_261_128);
  expect(found).toMatchObject({ ...sound, internal: [], asked: 3, events: 3 });
});
