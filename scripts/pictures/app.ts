import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

export const root = join(import.meta.dirname, '..', '..');

export interface Running {
  readonly url: string;
  stop(): Promise<unknown>;
}

/** Starts a part of the build and answers the address that it prints. */
export async function start(entry: string, args: readonly string[], home: string): Promise<Running> {
  const child = spawn(process.execPath, [join(root, 'out/main', entry), ...args], {
    env: { ...process.env, TITAN_HOME: home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /https?:\S+/.exec(line)?.[0];
    if (url === undefined) continue;
    return {
      url,
      stop: () => {
        child.kill('SIGINT');
        return ended;
      },
    };
  }
  throw new Error(`${entry} printed no address.`);
}

/** Few colours are enough for a window, and make its picture a third as large. */
export async function draw(page: Page, name: string): Promise<void> {
  // Whatever fades in has done so.
  await page.waitForTimeout(1500);
  const file = join(root, 'docs/pictures', `${name}.png`);
  await sharp(await page.screenshot())
    .png({ palette: true, quality: 90, effort: 10 })
    .toFile(file);
}
