import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { nothingIn } from '../support/nothing.ts';
import { launchGateway, newHome, type RunningGateway, removeHome } from './launch.ts';

/** A browser that is signed in visits a hostile page: nothing of the gateway may be read or changed from there. */
let gateway: RunningGateway;
let attacker: Server;
let attackerPort = 0;

test.beforeAll(async () => {
  const home = await newHome();
  gateway = await launchGateway(home, [await nothingIn(home)]);
  attacker = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>evil</title><body></body>');
  });
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
  attackerPort = (attacker.address() as AddressInfo).port;
});
test.afterAll(async () => {
  attacker.closeAllConnections();
  attacker.close();
  await gateway.stop();
  await removeHome(gateway.home);
});

// Names that the attacker owns and that lead to this machine, as after DNS rebinding.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: ['--host-resolver-rules=MAP *.example 127.0.0.1'] });
  },
});

const signIn = async (page: Page): Promise<void> => {
  await page.goto(await gateway.pressEnter());
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
};

/** The same site to a browser (localhost, another port), another site, and a name that was rebound. */
const places = {
  'another port of this machine': () => `http://127.0.0.1:${attackerPort}/`,
  'another name of this machine': () => `http://localhost:${attackerPort}/`,
  'another site': () => `http://evil.example:${attackerPort}/`,
};

for (const [name, place] of Object.entries(places)) {
  test(`a page on ${name} cannot call, read or load`, async ({ page }) => {
    await signIn(page);
    // What our own page still asks for ends here and is not counted below.
    await page.goto('about:blank');
    const refused: number[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(gateway.origin)) refused.push(response.status());
    });
    await page.goto(place());
    const got = await page.evaluate(async (origin) => {
      const settled = async (work: Promise<unknown>): Promise<string> =>
        work.then(
          (value) => `got ${value}`,
          () => 'refused',
        );
      const call = (init: RequestInit): Promise<unknown> =>
        fetch(`${origin}/v1/settings/set`, {
          method: 'POST',
          body: '{"theme":"dark"}',
          credentials: 'include',
          ...init,
        }).then(({ status, type }) =>
          type === 'opaque' ? Promise.reject(new Error('cannot be read')) : status,
        );
      const element = (tag: 'img' | 'script' | 'video' | 'iframe', path: string): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const made = document.createElement(tag);
          made.onerror = reject;
          made.onload = () => resolve(tag);
          made.src = `${origin}${path}`;
          document.body.append(made);
          // A refused frame fires load as well; what counts is that nothing of it can be read.
          if (tag === 'iframe')
            made.onload = () => ((made as HTMLIFrameElement).contentDocument ? resolve(tag) : reject());
        });
      const socket = new Promise((resolve, reject) => {
        const opened = new WebSocket(`${origin.replace('http', 'ws')}/v1/events`);
        opened.onopen = resolve;
        opened.onerror = reject;
      });
      const events = new Promise((resolve, reject) => {
        const source = new EventSource(`${origin}/v1/events`, { withCredentials: true });
        source.onopen = resolve;
        source.onerror = () => {
          source.close();
          reject();
        };
      });
      return {
        cors: await settled(call({ headers: { 'content-type': 'application/json' } })),
        simple: await settled(call({ mode: 'no-cors', headers: { 'content-type': 'text/plain' } })),
        picture: await settled(element('img', '/icon.svg')),
        script: await settled(element('script', '/index.html')),
        frame: await settled(element('iframe', '/')),
        socket: await settled(socket),
        events: await settled(events),
      };
    }, gateway.origin);
    expect(new Set(Object.values(got))).toEqual(new Set(['refused']));
    expect(refused.filter((status) => status < 400)).toEqual([]);
    // A form needs no permission to be sent; it is answered like the rest.
    await page.evaluate((origin) => {
      const form = document.createElement('form');
      form.action = `${origin}/v1/settings/set`;
      form.method = 'post';
      form.enctype = 'text/plain';
      form.innerHTML = `<input name='{"theme":"dark","x":"' value='"}'>`;
      document.body.append(form);
      form.submit();
    }, gateway.origin);
    await page.waitForURL(`${gateway.origin}/**`);
    await expect(page.locator('body')).toContainText('PERMISSION');
    await page.goto(gateway.origin);
    const theme = await page.evaluate(async () => {
      const answer = await fetch('/v1/settings/get', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      return (await answer.json()).theme;
    });
    expect(theme).toBe('system');
  });
}

test('a rebound name reaches nothing, signed in or not', async ({ page }) => {
  const port = new URL(gateway.origin).port;
  const answer = await page.goto(`http://rebound.example:${port}/`);
  expect(answer?.status()).toBe(403);
  await expect(page.locator('body')).toContainText('The Host is not the one of this gateway.');
});

test('a sign-in link works from a page elsewhere, and once', async ({ page, browser }) => {
  const link = await gateway.pressEnter();
  await page.goto(`http://evil.example:${attackerPort}/`);
  await page.evaluate((url) => {
    location.href = url;
  }, link);
  await page.waitForURL(`${gateway.origin}/**`);
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
  expect(page.url()).not.toContain('code');
  await expect(page).toHaveTitle('Titan Ads');
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', expires: -1 });

  const other = await browser.newPage();
  const spent = await other.goto(link);
  expect(spent?.status()).toBe(401);
  await expect(other.getByRole('heading')).toHaveText('This window needs a fresh link');
  await other.close();
});
