import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { filesWithout, testFiles } from '../../../scripts/ground/needs.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('a test that reaches a program through imports needs it', () => {
  const base = tempFolder();
  const files = {
    'src/run.ts': "export const run = () => start('ffmpeg');",
    'src/middle.ts': "export { run } from './run.ts';",
    'src/plain.ts': "// 'ffmpeg' in a comment\nexport const ffmpeg_dir = 'ffmpeg-5';",
    'test/unit/near.test.ts': "import { run } from '../../src/middle.ts';",
    'test/unit/far.test.ts': "import { ffmpeg_dir } from '../../src/plain.ts';",
    'test/integration/built.test.ts': '',
    'test/unit/helper.ts': "'ffmpeg'",
  };
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(base, file)), { recursive: true });
    writeFileSync(join(base, file), source);
  }
  const all = testFiles(base);
  expect(all).toHaveLength(3);
  expect(filesWithout(base, 'ffmpeg', all)).toEqual([join('test', 'unit', 'far.test.ts')]);
});
