/**
 * Serves as a user who is nobody and was begun below the priority that is ours. Started as root: it becomes nobody once
 * its modules are loaded.
 */
import { getPriority, setPriority } from 'node:os';
import { serveHost } from '../../../src/main/media/serve-host.ts';

setPriority(Number(process.argv[2]));
process.setgroups?.([]);
process.setgid?.(65_534);
process.setuid?.(65_534);

serveHost(
  {
    send: ({ type }) => {
      process.stdout.write(`${type} ${getPriority()}`);
      process.exit(0);
    },
    onMessage: () => undefined,
    onClosed: () => undefined,
  },
  () => {
    throw new Error('Nothing is measured here.');
  },
);
