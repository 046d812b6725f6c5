import { readFileSync } from 'node:fs';

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`./tables/${name}`, import.meta.url), 'utf8')) as T;

export const urls = read<{ url: string; prompt: string | null }[]>('urls.json');
export const paths = read<string[]>('paths.json');
