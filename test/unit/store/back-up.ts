/** Backs up the data folder of the command line again and again; started in order to be killed. */
import { openStore } from '../../../src/main/store/index.ts';

const store = await openStore(
  process.argv[2] as string,
  () => new Date().toISOString(),
  () => [],
);
process.stdout.write('open\n');
for (;;) process.stdout.write(`backed up ${(await store.backup('manual')).file}\n`);
