import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { Tree } from '../../emulators/drive/tree.ts';
import { client } from '../../emulators/google-oauth/emulator.ts';
import { json, serve } from '../../emulators/support/serve.ts';
import { googleService } from '../../support/drive/service.ts';
import { nothingIn } from '../support/nothing.ts';
import { launchGateway, newHome, removeHome } from './launch.ts';

// Elsewhere there always is a keychain, and it is the one of who runs the tests.
test.skip(process.platform !== 'linux', 'a sign-in would be kept in a real keychain');

/** Every string that the page holds in memory, after what nobody needs was collected. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const parts: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  return parts.join('');
}

test('signing in with Google in a real browser: denied, answered by a stranger, left open, and through', async ({
  page,
  context,
}) => {
  const home = await newHome();
  const google = await googleService(new Tree(), home);
  const { GOOGLE_DRIVE_CREDENTIALS: _, ...addresses } = google.environment;
  const gateway = await launchGateway(home, [await nothingIn(home)], {
    ...addresses,
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  });
  const drive = page.getByRole('region', { name: 'Google Drive' });
  const link = drive.getByRole('link', { name: /sign-in in the browser/ });
  const signIn = async (before = ''): Promise<string> => {
    await drive.getByRole('button', { name: 'Connect Google Drive' }).click();
    await drive.getByLabel('OAuth client id').fill(client.id);
    await drive.getByLabel('Client secret').fill(client.secret);
    await drive.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(link).not.toHaveAttribute('href', before);
    return (await link.getAttribute('href')) as string;
  };
  const tab = await context.newPage();
  try {
    await page.goto(gateway.url);
    await expect(page.getByRole('main')).toBeVisible();
    await page.goto(`${gateway.origin}/#/accounts`);

    const first = new URL(await signIn());
    expect(first.searchParams.get('code_challenge_method')).toBe('S256');
    expect(first.searchParams.get('scope')).toContain('drive.readonly');
    expect(first.href).not.toContain(client.secret);
    google.oauth.refuse('access_denied');
    await tab.goto(first.href);
    await expect(tab.getByText('The sign-in was not allowed.')).toBeVisible();
    await expect(drive.getByRole('alert')).toContainText('access_denied');
    await expect(link).toHaveCount(0);

    // The answer to a question that nobody here asked.
    const second = await signIn();
    const answer = await tab.request.get(second, { maxRedirects: 0 });
    const back = new URL(answer.headers().location as string);
    back.searchParams.set('state', 'of-somebody-else');
    const stranger = await tab.goto(back.href);
    expect(stranger?.status()).toBe(404);
    await expect(link).toBeVisible();

    // Left open: the next sign-in takes its place, and its port answers no more.
    await tab.goto('about:blank');
    const third = await signIn(second);
    await expect(tab.request.get(back.href)).rejects.toThrow(/ECONNREFUSED/);
    await tab.goto(third);
    await expect(tab.getByText('You are signed in.')).toBeVisible();
    await expect(drive.getByText(/anna@example\.com/)).toBeVisible();
    await expect(drive.getByText(/for this session only/)).toBeVisible();
    await expect(page.getByText('There is no keychain here')).toBeVisible();
    await expect(link).toHaveCount(0);

    expect(await page.content()).not.toContain(client.secret);
    const heap = await heapOf(page);
    expect(heap).toContain('anna@example.com');
    for (const secret of [client.secret, '"1//']) expect(heap.includes(secret)).toBe(false);
    await gateway.stop();
    for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' })) {
      const path = join(home, name);
      if (!statSync(path).isFile() || name === 'key.json') continue;
      const kept = readFileSync(path);
      for (const secret of [client.secret, '1//']) expect(kept.includes(secret), name).toBe(false);
    }
  } finally {
    await gateway.stop();
    await google.close();
    await removeHome(home);
  }
});

test('keys of models that are typed into the window are in no page, nowhere in its memory and in no file', async ({
  page,
}) => {
  const home = await newHome();
  const service = await serve(async (_request, response) =>
    json(response, 200, { data: [{ id: 'm' }], models: [{ name: 'm' }] }, { 'openai-organization': 'acme' }),
  );
  const gateway = await launchGateway(home, [await nothingIn(home)], {
    OPENAI_BASE_URL: `${service.origin}/v1`,
    ANTHROPIC_BASE_URL: service.origin,
    GEMINI_BASE_URL: service.origin,
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  });
  const keys = {
    GPT: 'sk-canary-openai-0123456789abcdefg-4f2a',
    Claude: 'sk-ant-canary-0123456789abcdefghij-9c1e',
    Gemini: 'AIza-canary-0123456789abcdefghijkl-77d0',
  };
  try {
    await page.goto(gateway.url);
    await expect(page.getByRole('main')).toBeVisible();
    await page.goto(`${gateway.origin}/#/accounts`);
    for (const [name, key] of Object.entries(keys)) {
      const card = page.getByRole('region', { name });
      await card.getByRole('button', { name: `Connect ${name}` }).click();
      await card.getByLabel(`${name} API key`).fill(key);
      await card.getByRole('button', { name: 'Test and connect' }).click();
      await expect(card.getByText(`ends in ${key.slice(-4)}`)).toBeVisible();
    }
    const page_ = await page.content();
    const heap = await heapOf(page);
    // The heap is that of this page, and what may be told is in it.
    expect(heap).toContain('ends in 4f2a');
    await gateway.stop();
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
      .map((name) => join(home, name))
      .filter((path) => statSync(path).isFile());
    for (const key of Object.values(keys)) {
      expect([page_.includes(key), heap.includes(key), gateway.said().includes(key)]).toEqual(
        Array(3).fill(false),
      );
      for (const path of files) expect(readFileSync(path).includes(key), path).toBe(false);
    }
    expect(service.seen.length).toBeGreaterThanOrEqual(3);
    for (const { path, query } of service.seen) expect(`${path}?${query}`).not.toContain('canary');
  } finally {
    await gateway.stop();
    await service.close();
    await removeHome(home);
  }
});
