import { lstatSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { fromUser } from '../home.ts';
import { placeOfLink } from './deep-link.ts';

const maxPaths = 100;

/** A link or a shortcut may start the app with any arguments: only things that exist are taken, as files or folders. */
function existing(path: string): boolean {
  if (!isAbsolute(path) || path.includes('\0')) return false;
  // On Windows a UNC path would make the machine sign in to a server of the sender's choice.
  if (process.platform === 'win32' && /^[\\/]{2}/.test(path)) return false;
  try {
    const info = lstatSync(path);
    return info.isFile() || info.isDirectory();
  } catch {
    return false;
  }
}

/** What to analyse from this process' own arguments; `skip` is the program, and in a checkout the app's folder too. */
export function pathsFromArgs(argv: readonly string[], fromCheckout: boolean): string[] {
  const words = argv.slice(1).filter((arg) => !arg.startsWith('-') && arg !== '');
  const given = fromCheckout ? words.slice(1) : words;
  return given
    .filter((arg) => !/^[a-z][a-z0-9+.-]+:/i.test(arg) || /^[a-z]:[\\/]/i.test(arg))
    .map((arg) => fromUser(arg))
    .filter(existing)
    .slice(0, maxPaths);
}

const SecondInstance = z.object({
  paths: z.array(z.string().max(32_768)).max(maxPaths),
  link: z.string().max(20_100).nullable().default(null),
});

/** What a second start of the app hands over. Checked again here: another program could have sent it. */
export function pathsFromSecond(data: unknown): string[] {
  const parsed = SecondInstance.safeParse(data);
  return parsed.success ? parsed.data.paths.filter(existing) : [];
}

export function placeFromSecond(data: unknown): string | null {
  const link = SecondInstance.safeParse(data).data?.link;
  return link ? placeOfLink(link) : null;
}
