import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './place.mjs';

const SHOWN = 10;

/** Growth is shown, not forbidden: a long table or a parser of one format may be long for a reason. */
export const printLargest = (): true => {
  const sized = ['src', 'scripts', 'test']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => /\.(mjs|tsx?)$/.test(file))
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
    .sort((a, b) => b.lines - a.lines);
  for (const { file, lines } of sized.slice(0, SHOWN)) console.log(`${String(lines).padStart(6)}  ${file}`);
  return true;
};
