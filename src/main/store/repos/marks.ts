import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import {
  AppError,
  editMarks,
  foldTag,
  type MarkChange,
  type MarkedAd,
  type Marks,
  Note,
  type NoteChange,
  sortTags,
} from '../../../contract/index.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';

const TagList = z.array(z.string());

/** Columns of an ad that lie in tables of their own; an ad without a row there has no marks. */
export const markColumns = {
  pick: sql<Marks['pick']>`coalesce((select pick from marks where ad_id = ads.id), 'none')`,
  rating: sql<number | null>`(select rating from marks where ad_id = ads.id)`,
  tags: sql<string>`(select json_group_array(tag) from ad_tags where ad_id = ads.id)`,
  note_count: sql<number>`(select count(*) from notes where ad_id = ads.id)`,
};

export const readTags = (json: string): string[] => sortTags(TagList.parse(JSON.parse(json)));

export const marksReader = (db: Kysely<Tables>) => ({
  async marksOf(ids: readonly string[]): Promise<MarkedAd[]> {
    const found = await markedIn(db, ids);
    const counts = await db
      .selectFrom('notes')
      .select(({ fn }) => ['ad_id', fn.countAll<number>().as('n')])
      .where('ad_id', 'in', among(ids))
      .groupBy('ad_id')
      .execute();
    const notes = new Map(counts.map(({ ad_id, n }) => [ad_id, n]));
    return [...found].map(([ad, marks]) => ({ ad, ...marks, note_count: notes.get(ad) ?? 0 }));
  },
  async notesOf(ids: readonly string[]): Promise<Map<string, Note[]>> {
    const rows = await db
      .selectFrom('notes')
      .selectAll()
      .where('ad_id', 'in', among(ids))
      .orderBy('t0')
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    const notes = new Map<string, Note[]>();
    for (const { ad_id, ...note } of rows) notes.set(ad_id, [...(notes.get(ad_id) ?? []), Note.parse(note)]);
    return notes;
  },
  async tags(): Promise<{ tag: string; ads: number }[]> {
    return db
      .selectFrom('ad_tags')
      .select(({ fn }) => [fn.min('tag').as('tag'), fn.countAll<number>().as('ads')])
      .where('ad_id', 'in', (ads) => ads.selectFrom('ads').select('id'))
      .groupBy('folded')
      .orderBy('ads', 'desc')
      .orderBy('folded')
      .execute();
  },
});

export const marksWriter = (db: Kysely<Tables>) => ({
  /** Answers the changes that undo these exactly, to be made in their order. */
  async mark(changes: readonly MarkChange[]): Promise<MarkChange[]> {
    return db.transaction().execute(async (tx) => {
      const before: MarkChange[] = [];
      for (const change of changes) before.unshift(...(await markAds(tx, change)));
      return before;
    });
  },
  async setNote(ad: string, id: string, note: NoteChange | null, at: string) {
    return db.transaction().execute(async (tx) => {
      await requireAds(tx, [ad]);
      const row = await tx.selectFrom('notes').selectAll().where('id', '=', id).executeTakeFirst();
      if (row && row.ad_id !== ad) throw new AppError('CONFLICT', `${id} is a note on another ad.`);
      const before = row ? noteOf(row) : null;
      if (note === null) {
        await tx.deleteFrom('notes').where('id', '=', id).execute();
        return { before, after: null };
      }
      const { text, t0, t1 } = note;
      const saved = await tx
        .insertInto('notes')
        .values({ id, ad_id: ad, text, t0, t1, created_at: note.created_at ?? at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ text, t0, t1 }))
        .returningAll()
        .executeTakeFirstOrThrow();
      return { before, after: noteOf(saved) };
    });
  },
});

const noteOf = ({ ad_id: _, ...note }: Tables['notes']): Note => Note.parse(note);

async function requireAds(tx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  const unknown = await sql<{ id: string }>`
    select value as id from json_each(${JSON.stringify(ids)}) where value not in (select id from ads) limit 1`.execute(
    tx,
  );
  if (unknown.rows[0]) throw new AppError('NOT_FOUND', `No ad is called "${unknown.rows[0].id}".`);
}

async function markAds(tx: Kysely<Tables>, { ads, ...edit }: MarkChange): Promise<MarkChange[]> {
  await requireAds(tx, ads);
  const changed: [ad: string, before: Marks, after: Marks][] = [];
  for (const [ad, before] of await markedIn(tx, ads)) {
    const after = editMarks(before, edit);
    if (JSON.stringify(after) !== JSON.stringify(before)) changed.push([ad, before, after]);
  }
  const rows = changed.map(([ad, , { pick, rating }]) => [ad, pick, rating]);
  await sql`
    insert into marks (ad_id, pick, rating)
    select value ->> 0, value ->> 1, value ->> 2 from json_each(${JSON.stringify(rows)}) where true
    on conflict (ad_id) do update set pick = excluded.pick, rating = excluded.rating`.execute(tx);
  const retagged = changed.filter(([, before, after]) => before.tags.join() !== after.tags.join());
  await tx
    .deleteFrom('ad_tags')
    .where('ad_id', 'in', among(retagged.map(([ad]) => ad)))
    .execute();
  const tags = retagged.flatMap(([ad, , after]) => after.tags.map((tag) => [ad, foldTag(tag), tag]));
  await sql`
    insert into ad_tags (ad_id, folded, tag)
    select value ->> 0, value ->> 1, value ->> 2 from json_each(${JSON.stringify(tags)})`.execute(tx);
  return grouped(changed);
}

/** Ads that had the same go back together, and only what changed goes back. */
function grouped(changed: readonly [ad: string, before: Marks, after: Marks][]): MarkChange[] {
  const groups = new Map<string, MarkChange>();
  for (const [ad, before, after] of changed) {
    const edit = {
      ...(before.pick !== after.pick && { pick: before.pick }),
      ...(before.rating !== after.rating && { rating: before.rating }),
      ...(before.tags.join() !== after.tags.join() && { tags: before.tags }),
    };
    const key = JSON.stringify(edit);
    const group = groups.get(key);
    if (group) group.ads.push(ad);
    else groups.set(key, { ads: [ad], ...edit });
  }
  return [...groups.values()];
}

async function markedIn(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, Marks>> {
  const marks = new Map<string, Marks>(ids.map((id) => [id, { pick: 'none', rating: null, tags: [] }]));
  const flagged = await db.selectFrom('marks').selectAll().where('ad_id', 'in', among(ids)).execute();
  for (const { ad_id, pick, rating } of flagged) Object.assign(marks.get(ad_id) as Marks, { pick, rating });
  const tagged = await db.selectFrom('ad_tags').selectAll().where('ad_id', 'in', among(ids)).execute();
  for (const { ad_id, tag } of tagged) (marks.get(ad_id) as Marks).tags.push(tag);
  // In the order that an edit leaves them in, so that no change is seen where there is none.
  for (const mark of marks.values()) mark.tags = sortTags(mark.tags);
  return marks;
}
