import type { BrowserWindow, Dialog, Shell } from 'electron';

/** Opened without a question: pages that our own texts point to. */
const trustedHosts: ReadonlySet<string> = new Set(['ffmpeg.org', 'accounts.google.com']);

export interface WebAddress {
  /** As the parser read it, which is what will be opened. */
  readonly href: string;
  /** In ASCII, so that a lookalike letter shows as xn--. */
  readonly host: string;
  readonly trusted: boolean;
}

/** https to a named host and nothing hidden in it; null for everything else, whatever it starts with. */
export function webAddress(text: string): WebAddress | null {
  // The parser drops tabs and line breaks silently, and a reader would not see them either.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0020\u007f\\]/.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '';
  const named = /^(?=.{4,253}$)([a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}$/.test(url.hostname);
  return plain && named
    ? { href: url.href, host: url.hostname, trusted: trustedHosts.has(url.hostname) }
    : null;
}

/** Opens the browser, asking first for hosts that are not ours; one question at a time, so a page cannot nag. */
export function externalLinks(system: { readonly dialog: Dialog; readonly shell: Shell }) {
  let asking = false;
  return async (window: BrowserWindow | null, text: string): Promise<void> => {
    const address = webAddress(text);
    if (!address || asking) return;
    if (!address.trusted) {
      asking = true;
      try {
        const question = {
          type: 'question' as const,
          message: `Open ${address.host} in your browser?`,
          detail: address.href.slice(0, 500),
          buttons: ['Cancel', 'Open'],
          defaultId: 0,
          cancelId: 0,
        };
        const { response } = window
          ? await system.dialog.showMessageBox(window, question)
          : await system.dialog.showMessageBox(question);
        if (response !== 1) return;
      } finally {
        asking = false;
      }
    }
    await system.shell.openExternal(address.href);
  };
}
