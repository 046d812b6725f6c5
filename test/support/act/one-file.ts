import { join } from 'node:path';
import { build } from 'vite';

/** A script with all that it imports as one file, which a thousand starts read four times as fast. */
export async function oneFile(script: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: script,
      outDir: folder,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        checks: { eval: false },
        output: {
          entryFileNames: 'script.mjs',
          banner: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`,
        },
      },
    },
  });
  return join(folder, 'script.mjs');
}
