import type { Kysely } from 'kysely';
import type { ErrorCode, Service } from '../../../contract/index.ts';
import type { AccountFacts, KeptAccount } from '../../ports.ts';
import type { Tables } from '../schema.ts';

export const accountReader = (db: Kysely<Tables>) => ({
  /** The accounts whose secret was put into the keychain. */
  async accounts(): Promise<Map<Service, KeptAccount>> {
    const rows = await db.selectFrom('accounts').selectAll().execute();
    return new Map(
      rows.map((row) => [
        row.service as Service,
        {
          label: row.label,
          endsIn: row.ends_in,
          limits: row.limits,
          expiresAt: row.expires_at,
          testedAt: row.tested_at,
          problem:
            row.problem_code === null
              ? null
              : { code: row.problem_code as ErrorCode, detail: row.problem_detail ?? '' },
          leftBehind: row.left_behind === 1,
        },
      ]),
    );
  },
});

export const accountWriter = (db: Kysely<Tables>) => ({
  async saveAccount(service: Service, facts: AccountFacts): Promise<void> {
    const row = {
      label: facts.label,
      ends_in: facts.endsIn,
      limits: facts.limits,
      expires_at: facts.expiresAt,
      tested_at: facts.testedAt,
      problem_code: facts.problem?.code ?? null,
      problem_detail: facts.problem?.detail ?? null,
      left_behind: 0,
    };
    await db
      .insertInto('accounts')
      .values({ service, ...row })
      .onConflict((conflict) => conflict.column('service').doUpdateSet(row))
      .execute();
  },
  async leaveAccountBehind(service: Service): Promise<void> {
    await db.updateTable('accounts').set({ left_behind: 1 }).where('service', '=', service).execute();
  },
  async removeAccount(service: Service): Promise<void> {
    await db.deleteFrom('accounts').where('service', '=', service).execute();
  },
});
