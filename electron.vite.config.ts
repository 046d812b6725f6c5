import { defineConfig } from 'electron-vite';
import type { UserConfig } from 'vite';
import { desktopProcedures } from './src/main/hosts/electron/procedures.ts';
import web from './vite.web.config.ts';

/**
 * `dependencies` stay outside the bundle: they hold native parts or WebAssembly. Everything else is bundled, since a
 * package of hundreds of small files costs a command more time to load than its work takes.
 */
const entries = {
  index: 'src/main/index.ts',
  cli: 'src/main/cli.ts',
  commands: 'src/main/hosts/cli/run.ts',
  gateway: 'src/main/gateway.ts',
  'media-host': 'src/main/media/host.ts',
  // The emulated services of the tests, which only `titan sandbox` loads.
  sandbox: 'test/emulators/sandbox.ts',
  'learn-worker': 'src/main/jobs/learn-worker.ts',
  'decide-worker': 'src/main/jobs/decide-worker.ts',
  'backtest-worker': 'src/main/jobs/backtest-worker.ts',
};

export default defineConfig({
  main: {
    build: {
      target: 'node24',
      rolldownOptions: {
        input: entries,
        // A schema nobody asks for is not built: the media host takes a few of the contract's hundreds.
        treeshake: { moduleSideEffects: [{ test: /[\\/]src[\\/]contract[\\/]/, sideEffects: false }] },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // A command reads and checks these two megabytes on each start; a third of them were comments.
          comments: false,
        },
      },
    },
  },
  preload: {
    define: { __PROCEDURES__: JSON.stringify(desktopProcedures) },
    build: {
      // A sandboxed preload is one CommonJS file that may require electron and nothing else.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: web as UserConfig,
});
