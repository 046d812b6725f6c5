import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import type { DayFigures } from '../../../src/main/core/learn/meta/figures.ts';
import { poissonDraw } from '../../../src/main/core/math/draws.ts';
import { stream } from '../../../src/main/core/math/rng.ts';
import type { ItemEnd } from '../../../src/main/ports.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { aJob, anAd, stamp } from '../../unit/store/ads.ts';
import { dayFigures } from '../meta/day-figures.ts';
import { tempStore } from '../temp-store.ts';
import { type AccountKind, makeAccount } from './account.ts';

export const accountId = '77';
export const at = '2026-10-01T08:00:00.000Z';
const firstMonday = Date.UTC(2026, 6, 6);

const shaOf = (name: string): string => createHash('sha256').update(name).digest('hex');
export const adIdOf = (ad: string): string => shaOf(ad).slice(0, 16);

/** Words on the screen that say nothing but what hook it is. */
const readAs = (hook: string): Extract<ItemEnd, { kind: 'read' }>['words'] => ({
  text: {
    version: 1,
    frames_read: 4,
    lines: [],
    hook_text: '',
    hook: { type: hook, confidence: 0.7, cue: hook },
    cta: [],
    offers: [],
    area: { hook: 0, all: 0 },
    captions: { found: null, reason: 'not seen' },
    safe_zones: [],
  },
  spoken: null,
  palettes: [],
  readAt: at,
});

/**
 * An account with a planted truth as the app would have it: ads that were measured and read, their ads at Meta by name, and
 * results by day, one a week. Variants of a concept share their pictures.
 */
export async function storeAccount(kind: AccountKind, seed: number): Promise<Store> {
  const { observations, traits } = makeAccount(kind, seed);
  const store = await tempStore(() => at);
  const ads = [...traits.keys()];
  const items = await aJob(store, '/ads', ads);
  for (const [index, ad] of ads.entries()) {
    const item = items[index] as (typeof items)[0];
    const picture = shaOf(ad.replace(/\.\d+$/, ''));
    const measured = {
      ...anAd(shaOf(ad)),
      hashes: [{ t: 0, hash: picture, quality: 100 }],
      media: { ...anAd(shaOf(ad)).media, has_audio: traits.get(ad)?.audio !== 'silent' },
    };
    await store.writer.finishItem(item, { kind: 'analyzed', ad: measured, stamp });
    const words = readAs(traits.get(ad)?.hook as string);
    await store.writer.finishItem(item, { kind: 'read', adId: adIdOf(ad), words, logo: null });
  }
  await store.writer.saveMetaAccount(
    { id: accountId, name: 'Shop', currency: 'EUR', timeZone: 'Europe/Berlin' },
    at,
  );
  const rows = new Map<string, DayFigures>();
  const values = stream(seed, 'values');
  for (const { ad, campaign, adSet, week, hits, trials } of observations) {
    const objectId = `${adIdOf(ad)}${campaign}`;
    const day = new Date(firstMonday + week * 7 * 86_400_000).toISOString().slice(0, 10);
    const known = rows.get(`${objectId} ${day}`);
    const orders = poissonDraw(values, hits * 0.05);
    const row = dayFigures({
      level: 'ad',
      objectId,
      day,
      campaignId: campaign,
      adSetId: adSet,
      attributionSetting: '7d_click',
      spendMinor: (known?.spendMinor ?? 0) + trials,
      impressions: (known?.impressions ?? 0) + trials,
      clicks: (known?.clicks ?? 0) + hits,
      linkClicks: (known?.linkClicks ?? 0) + hits,
      actions: {
        purchase: {
          n: { value: (known?.actions.purchase?.n?.value ?? 0) + orders },
          v: {
            value:
              (known?.actions.purchase?.v?.value ?? 0) +
              Math.round(orders * 4000 * (0.6 + 0.8 * values.uniform())),
          },
        },
      },
    });
    rows.set(`${objectId} ${day}`, row);
  }
  const pairs = [
    ...new Set(
      [...rows.values()].map(({ objectId, campaignId, adSetId }) =>
        [objectId, campaignId, adSetId].join('\n'),
      ),
    ),
  ];
  await store.writer.saveStructure(
    accountId,
    {
      ads: pairs.map((pair) => {
        const [id = '', campaignId = '', adSetId = ''] = pair.split('\n');
        return {
          id,
          name: id,
          status: 'ACTIVE',
          effectiveStatus: 'ACTIVE',
          campaignId,
          adSetId,
          creativeId: null,
          createdAt: null,
        };
      }),
    },
    at,
  );
  await store.writer.saveFigures(accountId, 'ad', [...rows.values()], '2026-09-01', at);
  await store.writer.chooseSales(accountId, { actionType: 'purchase', window: 'value' }, at);
  link(store.file);
  return store;
}

/** Each ad at Meta is the ad of the library whose id its own begins with. */
function link(file: string): void {
  const raw = new Sqlite(file);
  raw.exec(`
    INSERT INTO meta_links (meta_ad_id, ad_id, how, certainty, state, linked_at)
    SELECT id, substr(id, 1, 16), 'name', 1, 'linked', '${at}' FROM meta_ads WHERE true ON CONFLICT DO NOTHING`);
  raw.close();
}
