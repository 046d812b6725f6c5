import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { builtCli as cli } from '../support/built-cli.ts';
import { conform } from '../support/mcp/conformance.ts';
import { inspect } from '../support/mcp/inspect.ts';
import { registryTool } from '../support/mcp/registry-tool.ts';
import { doorWithToken } from '../support/mcp/with-token.ts';
import type { BenchResult } from './run.ts';

/** The first line of it that knows the newer of the two revisions. */
const suiteName = '@modelcontextprotocol/conformance@0.2.0-alpha.12';
const inspectorName = '@modelcontextprotocol/inspector@2.12.0';
const expected = join(import.meta.dirname, 'mcp', 'expected.yml');

/**
 * The official conformance suite against the built server over HTTP, at each revision on its own wire, and the
 * Inspector's command line over HTTP and stdio. Both come from the package registry.
 */
export async function bench(): Promise<BenchResult> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'titan-mcp-')));
  const env = {
    ...process.env,
    TITAN_HOME: join(folder, 'home'),
    MCP_CATALOG_PATH: join(folder, 'catalog.json'),
    NODE_NO_WARNINGS: '1',
  };
  const suite = await registryTool(suiteName, 'conformance', join(folder, 'suite'), env);
  const inspector = await registryTool(inspectorName, 'mcp-inspector', join(folder, 'inspector'), env);
  mkdirSync(join(folder, 'ads'));
  await sharp({ create: { width: 300, height: 500, channels: 3, background: 'teal' } })
    .png()
    .toFile(join(folder, 'ads', 'calm.png'));
  await promisify(execFile)(process.execPath, [cli, 'analyze', join(folder, 'ads')], { env });
  const gateway = spawn(process.execPath, [cli, 'serve', '--port', '0', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(gateway, 'exit');
  try {
    const [line] = (await once(createInterface({ input: gateway.stdout }), 'line')) as [string];
    const { port, token } = JSON.parse(line) as { port: number; token: string };
    const door = await doorWithToken({ port, token });
    const found = {
      '2025-11-25': await conform(suite, door.url, '2025-11-25', expected, folder),
      '2026-07-28': await conform(suite, door.url, '2026-07-28', expected, folder),
    };
    await door.close();
    const authorization = ['--header', `Authorization: Bearer ${token}`];
    const inspected = await inspect(inspector, {
      http: ['--transport', 'http', '--server-url', `http://127.0.0.1:${port}/mcp`, ...authorization],
      stdio: [process.execPath, cli, 'mcp', '-e', `TITAN_HOME=${env.TITAN_HOME}`],
    });
    const failed = Object.values(found).flatMap((revision) => revision.failed);
    return {
      name: 'mcp',
      ratios: {
        'checks that failed': { value: failed.length, bar: 0 },
        'calls of the Inspector that failed': { value: inspected.failed.length, bar: 0 },
      },
      raw: { ...found, requests: door.found, inspected },
      pass:
        Object.values(found).every(({ end }) => end === 'ok') &&
        failed.length + inspected.failed.length === 0,
    };
  } finally {
    gateway.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
