import type { Kysely } from 'kysely';
import { AdText, Spoken } from '../../../contract/index.ts';
import { hookOf } from '../../core/measure/text/hook.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';

/** Written by another version of the app, it may have another shape; then the words count as not read. */
export function textOf(json: string | null): AdText | null {
  const text = json === null ? null : (AdText.safeParse(JSON.parse(json)).data ?? null);
  // The first version took a line for gone wherever it was not found: its pace is not told until the words are read anew.
  if (text?.version !== 1) return text;
  return { ...text, lines: text.lines.map((line) => ({ ...line, chars_per_second: null })) };
}

export const spokenOf = (json: string | null): Spoken | null =>
  json === null ? null : (Spoken.safeParse(JSON.parse(json)).data ?? null);

/** Keeps the copy of how these ads open, by which rows are filtered and grouped, as `hookOf` tells it now. */
export async function setHookTypes(tx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  const rows = await tx
    .selectFrom('ads')
    .leftJoin('ad_text', 'ad_text.ad_id', 'ads.id')
    .leftJoin('ad_given', 'ad_given.ad_id', 'ads.id')
    .select(['ads.id', 'ads.hook_type', 'ad_text.text', 'ad_text.spoken as track', 'ad_given.spoken'])
    .where('ads.id', 'in', among(ids))
    .execute();
  const changed = Map.groupBy(
    rows.map((row) => ({ ...row, now: typeOf(row.text, row.spoken ?? row.track) })),
    ({ now }) => now,
  );
  for (const [hook_type, ads] of changed) {
    const those = ads.filter((ad) => ad.hook_type !== hook_type).map(({ id }) => id);
    if (those.length > 0)
      await tx.updateTable('ads').set({ hook_type }).where('id', 'in', among(those)).execute();
  }
}

/** Null while neither words nor speech were read. */
function typeOf(text: string | null, spoken: string | null): string | null {
  const { type } = hookOf(textOf(text), spokenOf(spoken));
  return text === null && type === 'unknown' ? null : type;
}
