import { sql } from 'kysely';

/** What lists show of an ad's council, out of one index and without reading the council itself. */
export const councilColumns = {
  /** Null where too few judges voted. */
  score: sql<number | null>`(select panel_score from councils where ad_id = ads.id)`,
  disagreement: sql<number | null>`(select disagreement from councils where ad_id = ads.id)`,
  /** Null until it was judged. */
  needsHuman: sql<number | null>`(select needs_human from councils where ad_id = ads.id)`,
};
