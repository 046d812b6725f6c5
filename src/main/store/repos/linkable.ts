import { type Kysely, sql } from 'kysely';
import type { AdId, Linkable } from '../../../contract/index.ts';
import type { LinkableFound, LinkableWanted } from '../../ports.ts';
import { foldFunction } from '../connection.ts';
import type { Tables } from '../schema.ts';

/** Every word stands somewhere in what an ad is called by. */
const bears = (words: readonly string[], ...names: readonly string[]) => sql`NOT EXISTS (
  SELECT 1 FROM json_each(${JSON.stringify(words)}) AS word
  WHERE instr(${sql.raw(`${foldFunction}(${names.join(" || ' ' || ")})`)}, ${sql.raw(`${foldFunction}(word.value)`)}) = 0)`;

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** Ads at Meta, those first that were shown most. */
export async function metaAdsToLink(
  db: Kysely<Tables>,
  { text, open, limit }: LinkableWanted,
): Promise<LinkableFound> {
  const { rows } = await sql<Omit<Linkable, 'id'> & { id: string; total: number }>`
    SELECT at.id, at.name, campaign.name AS place, account.name AS account, count(*) OVER () AS total, (
        SELECT min(file.ad_id) FROM json_each(creative.media) AS piece JOIN files AS file
          ON file.root = 'meta:' || at.account_id AND file.mtime_ns = piece.value ->> 'key') AS picture
    FROM meta_ads AS at JOIN meta_accounts AS account ON account.id = at.account_id
      LEFT JOIN meta_campaigns AS campaign ON campaign.id = at.campaign_id
      LEFT JOIN meta_creatives AS creative ON creative.id = at.creative_id
      LEFT JOIN (
        SELECT object_id, sum(impressions) AS impressions FROM meta_insights
        WHERE level = 'ad' AND superseded_at IS NULL GROUP BY object_id) AS shown ON shown.object_id = at.id
    WHERE (NOT ${open ? 1 : 0} OR NOT EXISTS (
        SELECT 1 FROM meta_links AS link WHERE link.meta_ad_id = at.id AND link.state != 'rejected'))
      AND ${bears(wordsIn(text), 'at.name', 'at.id', "coalesce(campaign.name, '')")}
    ORDER BY coalesce(shown.impressions, 0) DESC, at.id LIMIT ${limit}`.execute(db);
  return foundIn(rows);
}

/** Ads of the library, the newest first. */
export async function filesToLink(
  db: Kysely<Tables>,
  { text, open, limit }: LinkableWanted,
): Promise<LinkableFound> {
  const { rows } = await sql<Omit<Linkable, 'id'> & { id: AdId; total: number }>`
    SELECT ads.id, ads.name, ads.path AS place, NULL AS account, count(*) OVER () AS total, ads.id AS picture
    FROM ads
    WHERE (NOT ${open ? 1 : 0} OR NOT EXISTS (
        SELECT 1 FROM meta_links AS link WHERE link.ad_id = ads.id AND link.state != 'rejected'))
      AND ${bears(wordsIn(text), 'ads.path', 'ads.id')}
    ORDER BY ads.added_seq DESC LIMIT ${limit}`.execute(db);
  return foundIn(rows);
}

const foundIn = (rows: readonly (Linkable & { total: number })[]): LinkableFound => ({
  total: rows[0]?.total ?? 0,
  ads: rows.map(({ total: _, ...ad }) => ad),
});
