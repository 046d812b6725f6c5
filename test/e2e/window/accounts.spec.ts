import { anAccount, noAccount } from '../../support/fake-api/accounts.ts';
import { someSeats } from '../../support/fake-api/council.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, pictures, test } from '../support/window.ts';

const key = 'sk-canary-of-the-window-4f2a';

test('accounts: connected, refused, not connected, and a form', async ({ open }) => {
  const { host, page } = await open({}, '#/accounts');
  host.noKeychain = 'The keychain cannot be used (DBus error).';
  host.setAccount(anAccount('google', {}));
  host.setAccount(
    anAccount('openai', {
      problem: { code: 'AUTH_EXPIRED', message: 'The sign-in has expired.', next_step: 'Sign in again.' },
    }),
  );
  host.setAccount({
    ...noAccount('hubspot'),
    problem: { code: 'NOT_CONNECTED', message: 'It still holds an older secret.', next_step: 'Connect it.' },
  });
  host.setAccount(anAccount('meta', { expires_at: '2020-01-01T00:00:00.000Z' }));
  await expect(page.getByText('ends in 4f2a').first()).toBeVisible();
  const meta = page.getByRole('region', { name: 'Meta Ads' });
  await expect(meta).toContainText('needs a look');
  await expect(meta).toContainText(/The access to Meta Ads ended .*: connect it anew/);
  // What is connected no more may have left something to be removed; where nothing ever was there is nothing.
  await expect(page.getByRole('button', { name: 'Connect HubSpot' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove HubSpot' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove Gemini' })).toBeHidden();
  await expect(page.getByText('There is no keychain here')).toBeVisible();
  await page.getByRole('button', { name: 'Connect Gemini' }).click();
  await expect(page.getByLabel('Gemini API key')).toBeVisible();
  await expectLooks(page, 'accounts');
  await page.getByRole('button', { name: 'Replace Google Drive' }).click();
  await page.getByText('Service account', { exact: true }).click();
  await expect(page.getByLabel('Key file')).toBeVisible();
  await expectLooks(page, 'accounts-google');
});

test('the Drive dialog: what lies there, who judges, what leaves, what it may cost', async ({ open }) => {
  const { host, page } = await open({ rows: rows(0) });
  host.seats = someSeats();
  await page.getByRole('button', { name: 'Analyze My Google Drive Ads' }).click();
  const dialog = page.getByRole('dialog');
  const run = dialog.getByRole('button', { name: /^Fetch/ });
  const link = dialog.getByLabel('Link to a folder or a file');
  await link.fill('https://drive.google.com/drive/folders/missing');
  await expect(run).toBeDisabled();
  await expect(dialog.getByText('Google Drive is not connected.')).toBeVisible();
  await expectLooks(page, 'drive-dialog');
  host.setAccount(anAccount('google', {}));
  await expect(dialog.getByRole('alert')).toBeVisible();
  await pictures(page, 'drive-dialog-missing');
  await link.fill('https://drive.google.com/drive/folders/abc');
  await expect(dialog.getByText('Autumn ads: 52 files, 312 MB. 3 things are left out')).toBeVisible();
  await dialog.getByLabel('At most this many files').fill('50');
  await expect(dialog.getByText('Autumn ads: 50 files')).toBeVisible();
  expect(host.calls.some(({ id }) => id === 'council.estimate')).toBe(false);
  await dialog.getByText('All that are connected').click();
  await expect(dialog.getByText(/api\.anthropic\.com gets up to 12 frames/)).toBeVisible();
  await expect(dialog.getByText(/Not asked: .*GPT/)).toBeVisible();
  await expect(dialog.getByText('$4.00')).toBeVisible();
  await dialog.getByLabel('Not more than, in USD').fill('2.5');
  await expect(dialog.getByText(/expected to be reached before/)).toBeVisible();
  await expectLooks(page, 'drive-dialog-council');
  await link.fill('https://drive.google.com/drive/folders/large');
  await expect(dialog.getByText('Autumn ads: at least 50 files')).toBeVisible();
  await expect(dialog.getByText('Expected at least $4.00 for what was looked at')).toBeVisible();
  await pictures(page, 'drive-dialog-large');
  await link.fill('https://drive.google.com/drive/folders/abc');
  await expect(dialog.getByText('Autumn ads: 50 files')).toBeVisible();
  await dialog.getByRole('button', { name: 'Fetch, measure and send to 2 judges' }).click();
  await expect(dialog).toHaveCount(0);
  const asked = (wanted: string) => host.calls.findLast(({ id }) => id === wanted)?.input;
  expect(asked('ingest.analyzeDrive')).toEqual({
    link: 'https://drive.google.com/drive/folders/abc',
    max: 50,
  });
  await expect
    .poll(() => asked('council.judge'))
    .toMatchObject({
      council: 'all',
      ceiling_usd: 2.5,
      cheaper: false,
      agree: true,
      job_id: expect.stringMatching(/^job_/),
    });
});
test('a key goes in and is nowhere in the page afterwards, also when it was refused', async ({ open }) => {
  const { host, page } = await open({}, '#/accounts');
  await page.getByRole('button', { name: 'Connect GPT' }).click();
  const field = page.getByLabel('GPT API key');
  await expect(field).toHaveAttribute('type', 'password');
  await field.fill(`bad-${key}`);
  await page.getByRole('button', { name: 'Test and connect' }).click();
  await expect(page.getByText('refuses the key')).toBeVisible();
  await expect(field).toHaveValue('');
  await field.fill(key);
  await page.keyboard.press('Enter');
  await expect(page.getByText('ends in 4f2a')).toBeVisible();
  const everything = () =>
    JSON.stringify([
      document.documentElement.outerHTML,
      location.href,
      { ...localStorage },
      { ...sessionStorage },
      [...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value),
    ]);
  expect(await page.evaluate(everything)).not.toContain('canary');
  await page.getByRole('button', { name: 'Remove GPT' }).click();
  await expect(page.getByRole('button', { name: 'Connect GPT' })).toBeVisible();
  expect(host.calls.some(({ id }) => id === 'accounts.remove')).toBe(true);
});

test('signing in with Google waits for the browser and says where to go', async ({ open }) => {
  const { host, page } = await open({}, '#/settings');
  await page.getByRole('button', { name: 'Open Accounts' }).click();
  await page.getByRole('button', { name: 'Connect Google Drive' }).click();
  await page.getByLabel('OAuth client id').fill('me.apps.googleusercontent.com');
  await page.getByLabel('Client secret').fill('GOCSPX-canary');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const link = page.getByRole('link', { name: /sign-in in the browser/ });
  await expect(link).toHaveAttribute('href', /^https:\/\/accounts\.google\.com\//);
  await expect(link).toHaveAttribute('rel', /noopener/);
  host.setAccount(anAccount('google', {}));
  await expect(page.getByText('anna@example.com')).toBeVisible();
  await expect(link).toHaveCount(0);
});
