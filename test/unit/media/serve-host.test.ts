import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it.skipIf(process.getuid?.() !== 0)(
  'who was begun at a lower priority than ours stays there and serves',
  () => {
    const begun = (niceness: number): string =>
      execFileSync(process.execPath, [join(import.meta.dirname, 'give-way.ts'), `${niceness}`], {
        encoding: 'utf8',
      });
    expect(begun(0)).toBe('ready 10');
    expect(begun(15)).toBe('ready 15');
  },
);
