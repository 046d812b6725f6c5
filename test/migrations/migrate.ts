/** Migrates the data folder of the command line; started in order to be killed. */
import { openDatabase } from '../../src/main/store/db.ts';
import { laterSteps } from './later-steps.ts';

process.stdout.write('starting\n');
const database = await openDatabase(process.argv[2] as string, () => new Date().toISOString(), laterSteps);
database.close();
process.stdout.write('migrated\n');
