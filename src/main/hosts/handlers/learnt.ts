import { AppError, type LearntFrom } from '../../../contract/index.ts';
import { predictionBasis } from '../../core/learn/deepctr/basis.ts';
import { predict, rangeOf, topQuarterChance, withOwnResults } from '../../core/learn/deepctr/predict.ts';
import { fatigueOf } from '../../core/learn/fatigue.ts';
import type { Pattern } from '../../core/learn/patterns.ts';
import { type MetricName, type ResultRow, resultsOf } from '../../core/learn/results.ts';
import { modelTraitsOf, traitsOf } from '../../core/learn/traits.ts';
import type { LearnAccount, LearnVersion } from '../../ports.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Learnt = Pick<
  Handlers,
  | 'learn.build'
  | 'learn.patterns'
  | 'learn.fatigue'
  | 'learn.diversity'
  | 'learn.predict'
  | 'learn.report'
  | 'learn.outcomes'
>;

const examplesShown = 12;
const daysShown = 30;
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

  async function accountOf(id: string | undefined): Promise<LearnAccount> {
    const accounts = await reader.learnAccounts();
    const found = id === undefined ? accounts[0] : accounts.find((account) => account.id === id);
    if (found) return found;
    if (id !== undefined) throw new AppError('NOT_FOUND', `Ad account ${id}.`);
    throw new AppError('NOT_ENOUGH_DATA', 'No results are here yet: connect Meta and refresh.');
  }

  async function versionOf({
    account,
    version,
  }: {
    account?: string | undefined;
    version?: number | undefined;
  }) {
    const of = await accountOf(account);
    const found = await reader.learnVersion(of.id, version);
    if (found) return { account: of, version: found, from: fromOf(of, found) };
    if (version !== undefined) throw new AppError('NOT_FOUND', `Version ${version} of ${of.name}.`);
    throw new AppError('NOT_ENOUGH_DATA', `Nothing was learnt from ${of.name} yet.`);
  }

  async function modelOf(account: LearnAccount) {
    const active = await reader.activeModel(account.id);
    if (!active) throw new AppError('NOT_ENOUGH_DATA', `Nothing was learnt from ${account.name} yet.`);
    return active;
  }

  async function forecastOf(ids: readonly string[]) {
    const of = (await reader.learnAccounts())[0];
    const active = of && (await reader.activeModel(of.id));
    if (!active) return null;
    const { model } = active;
    const basis = predictionBasis(model);
    if (!model.fitted) return { basis, ads: [] };
    const ads = (await reader.ads(ids, library.factsOf)).map((ad) => {
      const { rate, interval80 } = rangeOf(model, modelTraitsOf(ad));
      return {
        ad: ad.id,
        rate,
        interval80: [...interval80] as [number, number],
        best_quarter: ad.library.best_quarter,
      };
    });
    return { basis, ads };
  }

  return {
    async 'learn.build'({ account }) {
      const of = await accountOf(account);
      return fromOf(of, await learning.build(of.id));
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
            pattern.nextTestPerArm === null
              ? null
              : { per_arm: Math.ceil(pattern.nextTestPerArm), unit: unitOf(pattern.metric as MetricName) },
        })),
      };
    },

    async 'learn.fatigue'({ account }) {
      const of = await accountOf(account);
      const ads = (await reader.runningAds(of.id)).map(({ metaAdId, name, adId, days }) => {
        const { state, reasons, frequency, newPeople, pFalling, costRatio } = fatigueOf(days);
        return {
          meta_ad_id: metaAdId,
          name,
          ad_id: adId,
          state,
          reasons: [...reasons],
          days: days.length,
          impressions: days.reduce((sum, day) => sum + day.impressions, 0),
          clicks: days.reduce((sum, day) => sum + day.clicks, 0),
          frequency,
          new_people: newPeople,
          p_falling: pFalling,
          cost_ratio: costRatio,
          ctr_by_day: days
            .slice(-daysShown)
            .map(({ day, clicks, impressions }) => ({ day, ctr: Math.min(1, clicks / impressions) })),
        };
      });
      return {
        account: shown(of),
        ads: ads.sort(
          (a, b) => gravest.indexOf(a.state) - gravest.indexOf(b.state) || b.impressions - a.impressions,
        ),
      };
    },

    async 'learn.diversity'(input) {
      const { from, version } = await versionOf(input);
      const { diversity, concepts } = version.learned;
      const clusters = new Map<string, string[]>();
      for (const [ad, concept] of concepts) clusters.set(concept, [...(clusters.get(concept) ?? []), ad]);
      return {
        from,
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
          counts: diversity.coverage.counts.map((row) => [...row]),
          empty: [...diversity.coverage.empty],
        },
        clusters: [...clusters]
          .filter(([, ads]) => ads.length > 1)
          .sort((a, b) => b[1].length - a[1].length)
          .map(([concept, ads]) => ({ concept, ads })),
      };
    },

    async 'learn.predict'({ account, ad: reference }) {
      const of = await accountOf(account);
      const { id, model, madeAt } = await modelOf(of);
      const [ad] = await reader.ads([await reader.resolve(reference)], library.factsOf);
      if (!ad) throw new AppError('NOT_FOUND', `No ad is called "${reference}".`);
      const { rate, interval80, basis, explanation } = predict(model, modelTraitsOf(ad));
      const { impressions, linkClicks } = resultsOf(await reader.resultRows(of.id, [ad.id]));
      const own =
        linkClicks === null ? null : withOwnResults(model, rate, { hits: linkClicks, trials: impressions });
      return {
        ad: ad.id,
        metric: 'ctr',
        account: shown(of),
        basis,
        says: predictionBasis(model),
        rate,
        interval80: [...interval80],
        account_rate: model.mean.rate,
        top_quarter: basis === 'mean' ? null : topQuarterChance(model)(rate),
        contributions: (explanation?.contributions ?? []).map(({ trait, logit, clear }) => ({
          trait,
          odds: Math.exp(logit),
          clear,
        })),
        own: own && {
          impressions,
          link_clicks: linkClicks as number,
          rate: own.rate,
          interval80: own.interval80,
        },
        model: { id, made_at: madeAt, ads: model.ads, clicks: model.hits },
      };
    },

    async 'learn.report'(input) {
      const { from, account } = await versionOf(input);
      const { model } = await modelOf(account);
      const { report } = model;
      const kept = await reader.keptPredictions(account.id);
      return {
        from,
        basis: model.active,
        says: predictionBasis(model),
        later_ads: report && {
          ads: report.ads,
          clicks: report.hits,
          impressions: report.trials,
          gain: report.gain,
          gain80: [...report.gain80],
          auc: report.auc,
          slope: Number.isFinite(report.slope) ? report.slope : null,
          coverage80: report.coverage,
          top_tenth_lift: report.topLift,
          format_mean_gain: report.baselines.formatMean,
          most_similar_gain: report.baselines.mostSimilar,
        },
        noise_ceiling: model.noiseCeiling,
        kept: kept.map(({ adId, rate, low, high, impressions, linkClicks }) => ({
          ad: adId,
          rate,
          interval80: [low, high],
          seen: Math.min(1, linkClicks / impressions),
          impressions,
          link_clicks: linkClicks,
        })),
        versions: (await reader.learnVersions(account.id)).length,
      };
    },

    async 'learn.outcomes'({ ads }) {
      const outcomes = new Map<string, Awaited<ReturnType<Learnt['learn.outcomes']>>['outcomes'][0]>();
      // An ad that runs in several accounts is told by the one with the most linked ads: currencies do not add up.
      for (const account of await reader.learnAccounts()) {
        for (const [ad, rows] of byAd(await reader.resultRows(account.id, ads))) {
          if (outcomes.has(ad)) continue;
          const { impressions, ctr, hookRate, holdRate, roas, orders } = resultsOf(rows);
          outcomes.set(ad, {
            ad,
            currency: account.currency,
            impressions,
            ctr: ctr === null ? null : Math.min(1, ctr),
            hook_rate: hookRate === null ? null : Math.min(1, hookRate),
            hold_rate: holdRate,
            roas,
            orders,
          });
        }
      }
      return { outcomes: [...outcomes.values()], forecast: await forecastOf(ads) };
    },
  };
}

const shown = ({ id, name, currency }: LearnAccount): LearntFrom['account'] => ({ id, name, currency });

const fromOf = (account: LearnAccount, { id, madeAt, since, until, learned }: LearnVersion): LearntFrom => ({
  account: shown(account),
  version: id,
  made_at: madeAt,
  since,
  until,
  ...learned.counts,
});

const strongestFirst = (a: Pattern, b: Pattern): number =>
  order.indexOf(a.wording) - order.indexOf(b.wording) || (a.q ?? 2) - (b.q ?? 2);

const unitOf = (metric: MetricName): 'impressions' | 'plays' | 'minor units' =>
  metric === 'roas' ? 'minor units' : metric === 'hold_rate' ? 'plays' : 'impressions';

function byAd(rows: readonly ResultRow[]): Map<string, ResultRow[]> {
  const found = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const known = found.get(row.ad);
    if (known) known.push(row);
    else found.set(row.ad, [row]);
  }
  return found;
}
