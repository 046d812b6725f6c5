import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { Tree } from '../../emulators/drive/tree.ts';
import { client } from '../../emulators/google-oauth/emulator.ts';
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
