import type { Kysely } from 'kysely';
import type { TokenReader, TokenWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';

const shown = ['id', 'name', 'scopes', 'made_at', 'last_at'] as const;

export const tokenReader = (db: Kysely<Tables>): TokenReader => ({
  tokens: () =>
    db.selectFrom('program_tokens').select(shown).orderBy('made_at', 'desc').orderBy('id').execute(),
  tokenOf: async (digest) =>
    (await db.selectFrom('program_tokens').select(shown).where('digest', '=', digest).executeTakeFirst()) ??
    null,
});

export const tokenWriter = (db: Kysely<Tables>): TokenWriter => ({
  async addToken(token, digest) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('program_tokens')
      .values({ ...token, digest })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirstOrThrow();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  },
  async removeToken(id) {
    const { numDeletedRows } = await db
      .deleteFrom('program_tokens')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  },
  async noteTokenUse(id, at) {
    await db.updateTable('program_tokens').set({ last_at: at }).where('id', '=', id).execute();
  },
});
