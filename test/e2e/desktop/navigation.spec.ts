import { expect, test } from './desktop.ts';
import { urls } from './tables.ts';

/** Every way in which a page can try to go somewhere or open something. */
const ways = ['location', 'link', 'new window', 'link to a new window', 'form', 'frame'] as const;

test('none of 360 tries leaves the page, opens a window or a program', async ({ start }) => {
  test.setTimeout(180_000);
  const { app, page } = await start();
  await app.evaluate(({ dialog, shell }) => {
    const seen = { opened: [] as string[], asked: [] as string[] };
    Object.assign(globalThis, { seen });
    shell.openExternal = async (url) => void seen.opened.push(url);
    dialog.showMessageBox = (async (...args: unknown[]) => {
      seen.asked.push((args.at(-1) as { message: string }).message);
      return { response: 0, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
  });
  const address = page.url();
  await page.evaluate(() => Object.assign(window, { mark: 'same document' }));

  expect(urls.length * ways.length).toBeGreaterThanOrEqual(360);
  for (const { url } of urls) {
    await page.evaluate(
      async ([target, names]: readonly [string, readonly string[]]) => {
        const tries: Record<string, () => void> = {
          location: () => {
            window.location.href = target;
          },
          link: () => Object.assign(document.createElement('a'), { href: target }).click(),
          'new window': () => void window.open(target),
          'link to a new window': () =>
            Object.assign(document.createElement('a'), {
              href: target,
              target: '_blank',
              rel: 'noopener',
            }).click(),
          form: () => {
            const form = Object.assign(document.createElement('form'), { action: target });
            document.body.append(form);
            form.submit();
            form.remove();
          },
          frame: () => {
            const frame = Object.assign(document.createElement('iframe'), { src: target });
            document.body.append(frame);
            setTimeout(() => frame.remove(), 50);
          },
        };
        for (const name of names) {
          try {
            tries[name]?.();
          } catch {
            // Some addresses are refused on the spot, which is as good.
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 60));
      },
      [url, ways] as [string, readonly string[]],
    );
  }

  expect(page.url()).toBe(address);
  expect(await page.evaluate(() => (window as unknown as { mark: string }).mark)).toBe('same document');
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await expect.poll(() => app.windows().length).toBe(1);

  const seen = await app.evaluate(
    () => (globalThis as unknown as { seen: { opened: string[]; asked: string[] } }).seen,
  );
  expect(seen.opened).toEqual([]);
  const hosts = urls.flatMap(({ prompt }) => (prompt ? [`Open ${prompt} in your browser?`] : []));
  for (const question of hosts) expect(seen.asked).toContain(question);
  // A page resolves an address before we see it, so a broken line in one is gone; the host shown is the true one.
  for (const question of seen.asked)
    expect([...hosts, 'Open evil.example in your browser?']).toContain(question);
});

test('the middle button and Ctrl open nothing either', async ({ start }) => {
  const { app, page } = await start();
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({
      response: 0,
      checkboxChecked: false,
    })) as typeof dialog.showMessageBox;
  });
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), {
      href: 'https://evil.example/',
      id: 'out',
      textContent: 'out',
    });
    link.style.setProperty('position', 'fixed');
    link.style.setProperty('inset', '0 auto auto 0');
    link.style.setProperty('z-index', '9999');
    document.body.append(link);
  });
  const address = page.url();
  await page.locator('#out').click({ button: 'middle', force: true });
  await page.locator('#out').click({ modifiers: ['ControlOrMeta'], force: true });
  await page.locator('#out').click({ modifiers: ['Shift'], force: true });
  // A refused window may be seen for a moment while it is being closed.
  await page.waitForTimeout(300);
  await expect.poll(() => app.windows().length).toBe(1);
  expect(page.url()).toBe(address);
});

test('every permission but the listed ones is denied', async ({ start }) => {
  const { app, page } = await start();
  const asked = await page.evaluate(async () => {
    const answers: Record<string, string> = {};
    const ask = async (name: string, run: () => Promise<unknown>): Promise<void> => {
      const late = new Promise((resolve) => setTimeout(() => resolve('no answer'), 1000));
      answers[name] = await Promise.race([
        run().then(
          () => 'granted',
          () => 'denied',
        ),
        late,
      ]).then(String);
    };
    await ask('camera', () => navigator.mediaDevices.getUserMedia({ video: true }));
    await ask('microphone', () => navigator.mediaDevices.getUserMedia({ audio: true }));
    await ask('screen', () => navigator.mediaDevices.getDisplayMedia());
    await ask('clipboard', () => navigator.clipboard.readText());
    await ask('location', () => new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no)));
    await ask('midi', () => navigator.requestMIDIAccess({ sysex: true }));
    answers.notifications = await Notification.requestPermission();
    return answers;
  });
  const granted = Object.entries(asked).filter(([, answer]) => answer === 'granted');
  expect(granted).toEqual([]);
  expect(await app.evaluate(({ session }) => session.defaultSession !== undefined)).toBe(true);
});
