import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** An analysed folder, though an empty one, keeps a new library from measuring the sample ads beside the spec. */
export const nothingIn = async (home: string): Promise<string> => {
  const folder = join(home, 'nothing');
  await mkdir(folder);
  return folder;
};
