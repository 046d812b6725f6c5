import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type App, openApp } from '../../../src/main/hosts/compose.ts';
import { typedCall } from '../../../src/main/hosts/typed-call.ts';
import { withEnvironment } from '../../support/environment.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const person = { host: 'electron', scopes: ['read', 'propose'], person: true } as const;
const program = { ...person, host: 'gateway', person: false } as const;
const key = 'sk-canary-key-of-openai-4f2a';

let server: Server | undefined;
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  server?.close();
});

/** A service that knows one key, and an app that is to use it on a machine without a keychain. */
async function start(environment: Record<string, string> = {}, status = 200) {
  server = createServer((request, response) => {
    const known = request.headers.authorization === `Bearer ${key}`;
    response.writeHead(known ? status : 401, { 'openai-organization': 'acme' });
    response.end(JSON.stringify({ data: [{ id: 'm1' }, { id: 'm2' }] }));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  withEnvironment({
    ...environment,
    OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
    // Nobody listens there, so this test never touches the keychain of who runs it.
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  });
  app = await openApp({ home: tempFolder(), role: 'query' });
  return app;
}

const openai = async (app: App) => {
  const { accounts } = await typedCall(app, person, 'accounts.list', {});
  return accounts.find(({ service }) => service === 'openai');
};
const connect = { kind: 'key', service: 'openai', key } as const;

// Elsewhere there always is a keychain, and it is the one of who runs the tests.
const onLinux = it.skipIf(process.platform !== 'linux');

onLinux(
  'without a keychain a key lasts for the session, is told by its end, and can be forgotten',
  async () => {
    const app = await start();
    expect((await typedCall(app, person, 'accounts.list', {})).no_keychain).toContain('keychain');
    const { account } = await typedCall(app, person, 'accounts.connect', connect);
    expect(account).toMatchObject({ kept_in: 'session', label: 'acme', ends_in: '4f2a', limits: '2 models' });
    expect(await typedCall(app, program, 'accounts.test', { service: 'openai' })).toMatchObject({
      problem: null,
    });
    expect(await openai(app)).toMatchObject({ kept_in: 'session', ends_in: '4f2a' });
    await typedCall(app, person, 'accounts.remove', { service: 'openai' });
    expect(await openai(app)).toMatchObject({ kept_in: null, ends_in: null, label: null });
    await expect(typedCall(app, person, 'accounts.test', { service: 'openai' })).rejects.toMatchObject({
      code: 'NOT_CONNECTED',
      failure: { message: expect.stringContaining('Nothing is connected for GPT.') },
    });
  },
);

onLinux('a key that the service refuses is not kept', async () => {
  const app = await start();
  const wrong = typedCall(app, person, 'accounts.connect', { ...connect, key: 'sk-canary-wrong-key' });
  await expect(wrong).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
  expect(await openai(app)).toMatchObject({ kept_in: null });
});

onLinux('the environment connects too, and gives way to what a person connects', async () => {
  const app = await start({ OPENAI_API_KEY: key });
  await typedCall(app, person, 'accounts.test', { service: 'openai' });
  expect(await openai(app)).toMatchObject({ kept_in: 'environment', label: 'acme', ends_in: '4f2a' });
  await expect(typedCall(app, person, 'accounts.remove', { service: 'openai' })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await typedCall(app, person, 'accounts.connect', connect);
  expect(await openai(app)).toMatchObject({ kept_in: 'session' });
  expect(await typedCall(app, person, 'accounts.remove', { service: 'openai' })).toMatchObject({
    kept_in: 'environment',
  });
});

it('a program cannot connect or forget an account', async () => {
  const app = await start();
  for (const call of [
    typedCall(app, program, 'accounts.connect', connect),
    typedCall(app, program, 'accounts.remove', { service: 'openai' }),
  ])
    await expect(call).rejects.toMatchObject({ code: 'PERMISSION' });
});
