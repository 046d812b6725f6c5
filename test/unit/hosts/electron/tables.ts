import { readFileSync } from 'node:fs';

/** Shared with the desktop specs, which try the same entries from inside a page. */
const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../e2e/desktop/tables/${name}`, import.meta.url), 'utf8')) as T;

export const urls = read<{ url: string; prompt: string | null }[]>('urls.json');
export const paths = read<string[]>('paths.json');
