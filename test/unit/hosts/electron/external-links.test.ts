import type { Dialog, MessageBoxOptions, Shell } from 'electron';
import { describe, expect, it } from 'vitest';
import { externalLinks, webAddress } from '../../../../src/main/hosts/electron/external-links.ts';
import { urls } from './tables.ts';

const desktop = (response: number) => {
  const asked: MessageBoxOptions[] = [];
  const opened: string[] = [];
  const dialog = {
    showMessageBox: async (options: MessageBoxOptions) => {
      asked.push(options);
      return { response, checkboxChecked: false };
    },
  } as unknown as Dialog;
  const shell = { openExternal: async (url: string) => void opened.push(url) } as unknown as Shell;
  return { asked, opened, open: externalLinks({ dialog, shell }) };
};

describe('links out of the window', () => {
  it.each(urls)('$url opens nothing unasked', async ({ url, prompt }) => {
    const { asked, opened, open } = desktop(0);
    await open(null, url);
    expect(opened).toEqual([]);
    expect(asked.length).toBe(prompt ? 1 : 0);
    if (prompt) expect(asked[0]?.message).toBe(`Open ${prompt} in your browser?`);
  });

  it('opens what the parser read, once a person said yes', async () => {
    const { opened, open } = desktop(1);
    await open(null, 'https://Evil.example/a/../b');
    expect(opened).toEqual(['https://evil.example/b']);
  });

  it('opens a page that our own texts name without a question', async () => {
    const { asked, opened, open } = desktop(0);
    await open(null, 'https://ffmpeg.org/download.html');
    expect(asked).toEqual([]);
    expect(opened).toEqual(['https://ffmpeg.org/download.html']);
  });

  it('asks one question at a time', async () => {
    const { asked, open } = desktop(0);
    await Promise.all([1, 2, 3].map((n) => open(null, `https://evil${n}.example/`)));
    expect(asked.length).toBe(1);
  });

  it('shows a lookalike host in ASCII', () => {
    expect(webAddress('https://ffmpég.org/')?.host).toBe('xn--ffmpg-esa.org');
  });
});
