/**
 * Migrates the data folder of the command line: by the steps of releases to come, started in order to be killed; or, with
 * the name of a step and a number, by the released ones, killing itself in that step before that statement.
 */
import type { Kysely, KyselyPlugin } from 'kysely';
import type { Migration } from 'kysely/migration';
import { openDatabase } from '../../src/main/store/db.ts';
import { migrations } from '../../src/main/store/migrations/index.ts';
import { laterSteps } from './later-steps.ts';

const [home = '', name = '', before = ''] = process.argv.slice(2);

const die = (): void => void process.kill(process.pid, 'SIGKILL');

const killing = (step: Migration): Migration => ({
  async up(db: Kysely<unknown>): Promise<void> {
    let statements = 0;
    const counting: KyselyPlugin = {
      transformQuery({ node }) {
        statements += 1;
        if (statements === Number(before)) die();
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    await step.up(db.withPlugin(counting));
    // All of it is done and nothing of it committed.
    die();
  },
});

const step = migrations[name];
process.stdout.write('starting\n');
const steps = step ? { ...migrations, [name]: killing(step) } : laterSteps;
const database = await openDatabase(home, () => new Date().toISOString(), steps);
database.close();
process.stdout.write('migrated\n');
