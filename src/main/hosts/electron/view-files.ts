import { readFile, stat } from 'node:fs/promises';

/** A file of saved views, which the packages have this app open. */
const ending = /\.titan$/i;

/** Some hundred views. All of them travel in one address of the window. */
const mostBytes = 128 * 1024;

/** What was opened with the app: files of views, and what is to be measured. */
export const sortOpened = (paths: readonly string[]): { views: string[]; ads: string[] } => ({
  views: paths.filter((path) => ending.test(path)),
  ads: paths.filter((path) => !ending.test(path)),
});

/** The window's address that shows such a file. It is checked there, as one that was chosen there is; empty is none. */
export async function placeOfViews(path: string): Promise<string> {
  const bytes = await stat(path)
    .then(({ size }) => (size > mostBytes ? null : readFile(path)))
    .catch(() => null);
  return `#/views/${bytes?.toString('base64url') ?? ''}`;
}
