import { setImmediate } from 'node:timers/promises';
import type { DiversityIndex, TiredAd } from '../../../contract/index.ts';
import { type Portfolio, partNames, partShares } from '../../core/learn/diversity/portfolio.ts';
import { fatigueOf } from '../../core/learn/fatigue.ts';
import type { Pattern } from '../../core/learn/patterns.ts';
import type { MetricName } from '../../core/learn/results.ts';
import { traitsOf } from '../../core/learn/traits.ts';
import type { Handlers } from '../bind.ts';
import { learntOf, shown, unitOf } from '../learnt-of.ts';
import type { Owner } from '../owner.ts';

type Learnt = Pick<
  Handlers,
  'learn.accounts' | 'learn.build' | 'learn.patterns' | 'learn.fatigue' | 'learn.diversity'
>;

const examplesShown = 12;
const daysShown = 30;
const adsAtOnce = 10;
const order = ['tested', 'pattern', 'hint', 'no evidence'];
const gravest = [
  'tracking break',
  'fatigued',
  'audience saturated',
  'watch',
  'market-wide',
  'healthy',
  'insufficient',
];

export function learntHandlers({ store, library, learning }: Owner): Learnt {
  const { reader } = store;
  const { accountOf, versionOf } = learntOf(reader);

  return {
    async 'learn.accounts'() {
      const accounts = await reader.learnAccounts();
      return {
        accounts: accounts.map((one) => ({
          ...shown(one),
          time_zone: one.timeZone,
          linked_ads: one.linkedAds,
        })),
      };
    },

    async 'learn.build'({ account }) {
      const of = await accountOf(account);
      await learning.build(of.id);
      return (await versionOf({ account: of.id })).from;
    },

    async 'learn.patterns'(input) {
      const { from, version, account } = await versionOf(input);
      const { knowledge } = version.learned;
      const rows = await reader.resultRows(account.id);
      const ads = await reader.ads([...new Set(rows.map(({ ad }) => ad))], library.factsOf);
      const impressions = new Map<string, number>();
      for (const row of rows) impressions.set(row.ad, (impressions.get(row.ad) ?? 0) + row.impressions);
      const having = ads
        .map((ad) => ({ id: ad.id, traits: traitsOf(ad), shown: impressions.get(ad.id) ?? 0 }))
        .sort((a, b) => b.shown - a.shown);
      return {
        from,
        hypotheses_tried: knowledge.hypothesesTried,
        patterns: [...knowledge.patterns].sort(strongestFirst).map((pattern) => ({
          feature: pattern.feature,
          value: pattern.value,
          metric: pattern.metric as MetricName,
          wording: pattern.wording,
          effect: pattern.effect,
          interval90: pattern.interval90 && [...pattern.interval90],
          q: pattern.q,
          concepts_with: pattern.conceptsWith,
          concepts_without: pattern.conceptsWithout,
          campaigns: pattern.campaigns,
          counter_examples: [...pattern.counterExamples],
          examples: having
            .filter(({ traits }) => traits[pattern.feature] === pattern.value)
            .slice(0, examplesShown)
            .map(({ id }) => id),
          lacks: [...pattern.lacks],
          next_test:
            // A version that an earlier release kept has neither of the two.
            pattern.nextTest
              ? {
                  per_arm: pattern.nextTest.perArm,
                  unit: unitOf(pattern.metric as MetricName),
                  concepts: pattern.nextTest.concepts,
                }
              : null,
          test: pattern.test
            ? { effect: pattern.test.effect, interval95: [...pattern.test.interval95] }
            : null,
        })),
      };
    },

    async 'learn.fatigue'({ account }) {
      const of = await accountOf(account);
      const running = await reader.runningAds(of.id);
      const linked = [...new Set(running.map(({ adId }) => adId))].filter((ad) => ad !== null);
      const traits = new Map((await reader.ads(linked, library.factsOf)).map((ad) => [ad.id, traitsOf(ad)]));
      const ads: TiredAd[] = [];
      for (const [at, { metaAdId, name, adId, opinion, days }] of running.entries()) {
        // Some arithmetic each, which for very many at once would hold up every other answer.
        if (at % adsAtOnce === adsAtOnce - 1) await setImmediate();
        const { state, reasons, frequency, newPeople, pFalling, pHookFalling, priceRatio, costRatio } =
          fatigueOf(days);
        ads.push({
          meta_ad_id: metaAdId,
          name,
          ad_id: adId,
          traits: (adId === null ? undefined : traits.get(adId)) ?? {},
          state,
          reasons: [...reasons],
          days: days.length,
          impressions: days.reduce((sum, day) => sum + day.impressions, 0),
          clicks: days.reduce((sum, day) => sum + day.clicks, 0),
          frequency,
          new_people: newPeople,
          p_falling: pFalling,
          p_hook_falling: pHookFalling,
          price_ratio: priceRatio,
          meta_opinion: opinion && {
            quality: opinion.quality,
            engagement: opinion.engagement,
            conversion: opinion.conversion,
            own_fields: opinion.ownFields ? 'told' : 'unavailable',
            diversity_score: opinion.diversityScore,
            diversity_label: opinion.diversityLabel,
            fatigue: opinion.fatigue,
            read_at: opinion.readAt,
          },
          cost_ratio: costRatio,
          ctr_by_day: days
            .slice(-daysShown)
            .map(({ day, clicks, impressions }) => ({ day, ctr: Math.min(1, clicks / impressions) })),
        });
      }
      const { until } = await reader.daysOf(of.id);
      return {
        account: shown(of),
        until,
        ads: ads.sort(
          (a, b) => gravest.indexOf(a.state) - gravest.indexOf(b.state) || b.impressions - a.impressions,
        ),
      };
    },

    async 'learn.diversity'(input) {
      const { from, version } = await versionOf(input);
      const { diversity, portfolio, concepts } = version.learned;
      const clusters = new Map<string, string[]>();
      for (const [ad, concept] of concepts) clusters.set(concept, [...(clusters.get(concept) ?? []), ad]);
      return {
        from,
        // Versions of before have none.
        index: portfolio ? indexOf(portfolio) : null,
        ads: diversity.ads,
        concepts: diversity.concepts,
        effective_concepts: diversity.effective,
        effective_by_spend: diversity.effectiveBySpend,
        redundancy: diversity.redundancy,
        largest_spend_share: diversity.largestSpendShare,
        basis: 'proxy',
        coverage: {
          hooks: [...diversity.coverage.hooks],
          formats: [...diversity.coverage.formats],
          counts: tableOf(diversity.coverage.counts),
          personas: (diversity.coverage.personas ?? []).map(({ persona, counts }) => ({
            persona,
            counts: tableOf(counts),
          })),
          empty: [...diversity.coverage.empty],
        },
        clusters: [...clusters]
          .filter(([, ads]) => ads.length > 1)
          .sort((a, b) => b[1].length - a[1].length)
          .map(([concept, ads]) => ({ concept, ads })),
      };
    },
  };
}

const tableOf = (rows: readonly (readonly number[])[]): number[][] => rows.map((row) => [...row]);

const indexOf = ({ index, lacks, ads, concepts, parts }: Portfolio): DiversityIndex => ({
  value: index,
  lacks: [...lacks],
  ads,
  concepts,
  parts: partNames.map((part) => ({ part, share: partShares[part], value: parts[part] })),
});

const strongestFirst = (a: Pattern, b: Pattern): number =>
  order.indexOf(a.wording) - order.indexOf(b.wording) || (a.q ?? 2) - (b.q ?? 2);
