import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * What the parts of a long benchmark found, kept in a file where one is named: a run that was cut off goes on where it
 * was. The name of a part says all that it depends on, so that one of another seed or size does not count.
 */
export function openNotes(file: string | undefined) {
  const known: Record<string, unknown> =
    file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return async <T>(part: string, find: () => T | Promise<T>): Promise<T> => {
    if (Object.hasOwn(known, part)) return known[part] as T;
    const found = await find();
    known[part] = found;
    console.error(`${new Date().toISOString().slice(11, 19)} ${part}`);
    if (file) {
      writeFileSync(`${file}.new`, JSON.stringify(known));
      renameSync(`${file}.new`, file);
    }
    return found;
  };
}
