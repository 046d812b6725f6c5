import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manifestOf } from '../../../scripts/ground/notices.ts';
import { root } from '../../../scripts/ground/place.mjs';
import { advisories, staleElectron } from '../../../scripts/pack/advisories.ts';

const electron = manifestOf(`${root}/node_modules/electron`).version;
const [major = 0, minor = 0, patch = 0] = electron.split('.').map(Number);
const advisory = (severity: string, title: string) => ({
  id: title.length,
  url: `https://github.com/advisories/${title}`,
  title,
  severity,
  vulnerable_versions: '>=0',
  cwe: [],
  cvss: { score: 8, vectorString: null },
});

/** A registry on loopback that npm itself is sent to. */
const registry = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    const send = (body: unknown) => response.end(JSON.stringify(body));
    response.setHeader('content-type', 'application/json');
    if (request.url?.endsWith('/security/advisories/bulk'))
      return send({
        zod: [advisory('critical', 'shipped'), advisory('low', 'harmless')],
        electron: [advisory('high', 'shell')],
        vitest: [advisory('critical', 'tests-alone')],
      });
    if (request.url?.startsWith('/electron'))
      return send({
        name: 'electron',
        'dist-tags': { latest: electron },
        versions: { [electron]: { name: 'electron', version: electron, dist: {} } },
        time: {
          created: '2020-01-01T00:00:00.000Z',
          [electron]: '2026-11-01T00:00:00.000Z',
          [`${major}.${minor}.${patch + 1}`]: '2026-11-10T00:00:00.000Z',
          [`${major}.${minor + 1}.0`]: '2026-11-20T00:00:00.000Z',
          [`${major}.0.0-beta.1`]: '2026-10-01T00:00:00.000Z',
          [`${major + 1}.0.0`]: '2026-11-02T00:00:00.000Z',
        },
      });
    response.statusCode = 404;
    return send({ error: 'not found' });
  });
});
let args: string[] = [];
beforeAll(async () => {
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  args = [
    '--registry',
    `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
    '--fetch-retries',
    '0',
  ];
});
afterAll(() => registry.close());

test('npm’s own audit, of which the high and critical ones in shipped packages hold a release', async () => {
  expect((await advisories(args)).sort()).toEqual([
    'electron: high, shell (https://github.com/advisories/shell)',
    'zod: critical, shipped (https://github.com/advisories/shipped)',
  ]);
});

test('a patch of our Electron may be left out for two weeks', async () => {
  expect(await staleElectron(new Date('2026-11-24T00:00:00Z'), args)).toEqual([]);
  expect(await staleElectron(new Date('2026-11-25T00:00:00Z'), args)).toEqual([
    `electron ${electron}: ${major}.${minor}.${patch + 1} has been out for 15 days`,
  ]);
});

test('a registry that does not answer holds it too', async () => {
  await expect(advisories(['--registry', 'http://127.0.0.1:9/', '--fetch-retries', '0'])).rejects.toThrow();
});
