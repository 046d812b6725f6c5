import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Curves } from '../../contract/index.ts';

/** Null where there is none, or none that can be read: the time line has one lane less, and a new measurement mends it. */
export async function readCurves(folder: string): Promise<Curves | null> {
  try {
    return Curves.parse(JSON.parse(await readFile(join(folder, 'curves.json'), 'utf8')));
  } catch {
    return null;
  }
}
