import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const main = fileURLToPath(new URL('./out/main', import.meta.url));

/** The built commands once more, as CommonJS: what V8 makes of a script can be kept after its run, of a module it cannot. */
export default defineConfig({
  build: {
    ssr: `${main}/commands.js`,
    outDir: main,
    emptyOutDir: false,
    target: 'node24',
    rolldownOptions: {
      output: {
        format: 'cjs',
        dynamicImportInCjs: false,
        entryFileNames: '[name].kept.cjs',
        chunkFileNames: 'chunks/[name].kept.cjs',
      },
    },
  },
});
