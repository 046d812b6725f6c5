import { createHash } from 'node:crypto';

const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { min-height: 90vh; display: grid; place-content: center; margin: 0 24px;
    background: light-dark(#ffffff, #191b1f); color: light-dark(#15181d, #ecedef); }
  main { max-width: 34rem; }
  h1 { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 12px; }
  p { margin: 0 0 12px; color: light-dark(#434a53, #bec2c9); }
  kbd, code { font: 13px/20px ui-monospace, monospace; padding: 1px 6px; border-radius: 4px;
    background: light-dark(#f0f1f3, #24272c); color: light-dark(#15181d, #ecedef); }
`;

/** The page needs no file, so the one inline style it has is allowed by its hash and everything else is not. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'`;

const page = (head: string, body: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Titan Ads: sign in</title>${head}
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>
`;

const html = (status: number, text: string, headers: Record<string, string> = {}): Response =>
  new Response(text, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...headers },
  });

/** What a browser sees that is not signed in. It gives nothing away and says how to go on. */
export const signInPage = (reason: 'none' | 'spent'): Response =>
  html(
    401,
    page(
      '',
      `<h1>This window needs a fresh link</h1>
<p>${
        reason === 'spent'
          ? 'The link was already used, or it is older than ten minutes.'
          : 'Titan Ads is running here, but this browser is not signed in.'
      }</p>
<p>Go to the terminal in which Titan Ads runs and press <kbd>Enter</kbd>: it prints a new link. Open that one.</p>
<p>Each link signs one browser in, once, until Titan Ads is stopped. Nothing leaves this machine.</p>`,
    ),
    { 'www-authenticate': 'Bearer realm="Titan Ads"' },
  );

/**
 * After a link on another page the browser withholds a strict cookie through redirects too. A page of ours that goes on
 * by itself starts a visit of our own, which carries it.
 */
export const continuePage = (cookie: string): Response =>
  html(
    200,
    page(
      '\n<meta http-equiv="refresh" content="0;url=/">',
      '<h1>Signed in</h1>\n<p><a href="/">Open Titan Ads</a></p>',
    ),
    { 'set-cookie': cookie },
  );
