import { readFile, stat } from 'node:fs/promises';

/** A file of saved views, which the packages have this app open. */
const ending = /\.titan$/i;

/** Some hundred views. Those of all files travel in one address of the window. */
const mostBytes = 128 * 1024;

/** What was opened with the app: files of views, and what is to be measured. */
export const sortOpened = (paths: readonly string[]): { views: string[]; ads: string[] } => ({
  views: paths.filter((path) => ending.test(path)),
  ads: paths.filter((path) => !ending.test(path)),
});

/** The window's address that shows such files. They are checked there, as those chosen there are; empty is none. */
export async function placeOfViews(paths: readonly string[]): Promise<string> {
  let room = mostBytes;
  const files: string[] = [];
  for (const path of paths) {
    const bytes = await stat(path)
      .then(({ size }) => (size > room ? null : readFile(path)))
      .catch(() => null);
    room -= bytes?.length ?? 0;
    files.push(bytes?.toString('base64url') ?? '');
  }
  return `#/views/${files.join()}`;
}
