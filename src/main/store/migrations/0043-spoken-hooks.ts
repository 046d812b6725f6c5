import { type Kysely, sql } from 'kysely';
import { setHookTypes } from '../repos/hook-types.ts';
import type { Tables } from '../schema.ts';

const chunk = 500;

/** How an ad opens is told by what its subtitles say as well: of ads that have some, the copy in `ads` is made anew. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT ads.id FROM ads
      LEFT JOIN ad_text ON ad_text.ad_id = ads.id LEFT JOIN ad_given ON ad_given.ad_id = ads.id
    WHERE json_valid(coalesce(ad_given.spoken, ad_text.spoken)) AND coalesce(json_valid(ad_text.text), 1)`.execute(
    db,
  );
  for (let at = 0; at < rows.length; at += chunk)
    await setHookTypes(
      db,
      rows.slice(at, at + chunk).map(({ id }) => id),
    );
}
