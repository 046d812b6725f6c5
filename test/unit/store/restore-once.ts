/** Puts a backup in the place of a database, both from the command line; started in order to be killed. */
import { replaceWithBackup } from '../../../src/main/store/backups.ts';

process.stdout.write('starting\n');
const [backup, database] = process.argv.slice(2) as [string, string];
await replaceWithBackup(backup, database, new Date().toISOString());
process.stdout.write('replaced\n');
