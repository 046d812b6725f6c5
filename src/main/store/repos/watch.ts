import type { Kysely } from 'kysely';
import { AppError } from '../../../contract/index.ts';
import type { Tables } from '../schema.ts';

export const watchReader = (db: Kysely<Tables>) => ({
  async watched(): Promise<{ folder: string; paused: boolean; added_at: string }[]> {
    const rows = await db.selectFrom('watched_folders').selectAll().orderBy('folder').execute();
    return rows.map(({ folder, paused, added_at }) => ({ folder, paused: paused === 1, added_at }));
  },
});

const changedOne = (rows: bigint, folder: string): void => {
  if (rows === 0n) throw new AppError('NOT_FOUND', `${folder} is not watched.`);
};

export const watchWriter = (db: Kysely<Tables>) => ({
  /** Twice is once: a folder that is watched already goes on as it is. */
  async watch(folder: string, at: string): Promise<void> {
    await db
      .insertInto('watched_folders')
      .values({ folder, paused: 0, added_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
  async pauseWatch(folder: string, paused: boolean): Promise<void> {
    const { numUpdatedRows } = await db
      .updateTable('watched_folders')
      .set({ paused: paused ? 1 : 0 })
      .where('folder', '=', folder)
      .executeTakeFirstOrThrow();
    changedOne(numUpdatedRows, folder);
  },
  async unwatch(folder: string): Promise<void> {
    const { numDeletedRows } = await db
      .deleteFrom('watched_folders')
      .where('folder', '=', folder)
      .executeTakeFirstOrThrow();
    changedOne(numDeletedRows, folder);
  },
});
