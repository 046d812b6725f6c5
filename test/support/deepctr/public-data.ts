import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '../../../src/main/core/ingest/parse-csv.ts';
import type { Example } from '../../../src/main/core/learn/deepctr/example.ts';
import { stream } from '../../../src/main/core/math/rng.ts';

/** Public click data lies beside the checkout, since its licences do not let it be handed on. */
export const dataFolder = join(import.meta.dirname, '../../../../shared/data/ctr');
export const hasData = (folder: string): boolean => existsSync(join(folder, 'kag_facebook_ads_1143.csv'));

function rowsOf(folder: string, file: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(readFileSync(join(folder, file), 'utf8'));
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

/** One row an ad: who it was shown to, and what came of it. In the order of the ids, or shuffled by campaign. */
export function facebookAds(
  folder: string,
  head: 'clicks' | 'orders',
  order: 'time' | 'shuffled',
): Example[] {
  return rowsOf(folder, 'kag_facebook_ads_1143.csv')
    .map((row) => ({
      ad: row.ad_id as string,
      group: row.fb_campaign_id as string,
      startDay:
        order === 'time'
          ? Number(row.ad_id)
          : Math.floor(1e9 * stream(1, 'campaign', row.fb_campaign_id as string).uniform()),
      hits: Number(head === 'clicks' ? row.Clicks : row.Approved_Conversion),
      trials: Number(head === 'clicks' ? row.Impressions : row.Clicks),
      traits: {
        numbers: {},
        words: {
          age: row.age ?? null,
          gender: row.gender ?? null,
          interest: row.interest ?? null,
          campaign: row.xyz_campaign_id ?? null,
        },
      },
    }))
    .filter(({ trials, hits }) => trials > 0 && hits <= trials);
}

/** Single impressions of a shop's recommendations, where the clicks are too few to learn from: nothing should be. */
export function openBandit(folder: string): Example[] {
  const items = new Map(rowsOf(folder, 'obd_men_item_context.csv').map((row) => [row.item_id, row]));
  return ['obd_men_random_10000.csv', 'obd_men_bts_10000.csv'].flatMap((file) =>
    rowsOf(folder, file).map((row, at) => {
      const item = items.get(row.item_id);
      return {
        ad: `${file} ${at}`,
        group: `${file} ${at}`,
        startDay: Date.parse(row.timestamp as string) / 86_400_000,
        hits: Number(row.click),
        trials: 1,
        traits: {
          numbers: {
            item0: Number(item?.item_feature_0),
            affinity: Number(row.affinity_shown),
            affinities: Number(row.affinity_sum),
          },
          words: {
            position: row.position ?? null,
            item1: item?.item_feature_1 ?? null,
            item2: item?.item_feature_2 ?? null,
            item3: item?.item_feature_3 ?? null,
            user0: row.user_feature_0 ?? null,
            user1: row.user_feature_1 ?? null,
            user2: row.user_feature_2 ?? null,
            user3: row.user_feature_3 ?? null,
          },
        },
      };
    }),
  );
}
