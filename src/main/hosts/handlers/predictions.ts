import { type AdForecast, AppError } from '../../../contract/index.ts';
import type { Agreement } from '../../core/learn/agreement.ts';
import { predictionBasis } from '../../core/learn/deepctr/basis.ts';
import { stillFits } from '../../core/learn/deepctr/drift.ts';
import { predict, rangeOf, topQuarterChance, withOwnResults } from '../../core/learn/deepctr/predict.ts';
import { predictRoas } from '../../core/learn/deepctr/roas.ts';
import { type ResultRow, resultsOf } from '../../core/learn/results.ts';
import { modelTraitsOf } from '../../core/learn/traits.ts';
import type { LearnAccount } from '../../ports.ts';
import type { Handlers } from '../bind.ts';
import { learntOf, shown } from '../learnt-of.ts';
import type { Owner } from '../owner.ts';

type Predictions = Pick<Handlers, 'learn.predict' | 'learn.report' | 'learn.useVersion' | 'learn.outcomes'>;

export function predictionHandlers({ store, library, events }: Owner): Predictions {
  const { reader } = store;
  const { accountOf, versionOf, modelOf } = learntOf(reader);

  /** The account whose results speak for an ad, as its forecast everywhere has it. */
  async function accountFor(id: string): Promise<LearnAccount> {
    const account = (await reader.accountsFor([id])).get(id);
    if (account !== undefined) return accountOf(account);
    throw new AppError(
      'NOT_ENOUGH_DATA',
      'No ad account is known to be its own: link it with its ad at Meta, or give it to the client whose ads run there.',
    );
  }

  async function forecastsOf(ids: readonly string[]): Promise<AdForecast[]> {
    const accounts = await reader.accountsFor(ids);
    const found: AdForecast[] = [];
    for (const ad of await reader.ads([...accounts.keys()], library.factsOf, accounts)) {
      const { best_quarter, best_quarter_basis: basis } = ad.library;
      const active = basis === null ? null : await reader.activeModel(accounts.get(ad.id) as string);
      if (!active || basis === null) continue;
      const { rate, interval80 } = active.model.fitted
        ? rangeOf(active.model, modelTraitsOf(ad))
        : { rate: null, interval80: null };
      found.push({ ad: ad.id, basis, rate, interval80: interval80 && [...interval80], best_quarter });
    }
    return found;
  }

  return {
    async 'learn.predict'({ account, ad: reference }) {
      const adId = await reader.resolve(reference);
      const of = account === undefined ? await accountFor(adId) : await accountOf(account);
      const { id, model, roas, madeAt } = await modelOf(of);
      if (model.hits === 0)
        throw new AppError('NOT_ENOUGH_DATA', `No link clicks of ${of.name} are known yet.`);
      const [ad] = await reader.ads([adId], library.factsOf);
      if (!ad) throw new AppError('NOT_FOUND', `No ad is called "${reference}".`);
      const { rate, interval80, basis, explanation } = predict(model, modelTraitsOf(ad));
      const returns = roas && predictRoas(roas, modelTraitsOf(ad));
      const { impressions, linkClicks } = resultsOf(await reader.resultRows(of.id, [ad.id]));
      // What was said is of the average campaign, so what came is counted out of the one that it ran in.
      const seen = linkClicks === null ? undefined : (await reader.seenIn(of.id)).get(ad.id);
      const own = seen && withOwnResults(model, rate, seen);
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
        own: own
          ? {
              impressions,
              link_clicks: linkClicks as number,
              rate: own.rate,
              interval80: own.interval80,
            }
          : null,
        // Of another choice than today's there is no range.
        roas: roas && returns && { ...returns, account_roas: roas.account, sales: of.sales },
        model: { id, made_at: madeAt, ads: model.ads, clicks: model.hits },
      };
    },

    async 'learn.report'(input) {
      const { from, account, version } = await versionOf(input);
      const { model, version: inUse } = await modelOf(account);
      // Told of the model in use: by the newest refresh where it compared with it, else when that model was made.
      const comparedWith = version.learned.driftFrom ?? version.id;
      const told = comparedWith === inUse ? version : await reader.learnVersion(account.id, inUse);
      const drift = told?.learned.drift ?? null;
      const { report } = model;
      const { kept, versions } = await reader.predictionRecord(account.id);
      return {
        from,
        basis: model.active,
        says: predictionBasis(model),
        stays: version.learned.driftFrom === inUse ? (version.learned.stays ?? null) : null,
        later_ads: report && {
          ads: report.ads,
          clicks: report.hits,
          impressions: report.trials,
          gain: report.gain,
          gain80: [...report.gain80],
          auc: report.auc,
          rank_correlation: report.rank
            ? { value: report.rank.value, interval80: [...report.rank.interval80] }
            : null,
          slope: Number.isFinite(report.slope) ? report.slope : null,
          coverage80: report.coverage,
          top_tenth_lift: report.topLift,
          together: report.challenger
            ? {
                gain: report.challenger.gain,
                gain95: [...report.challenger.gain95],
                in_use: model.fitted?.factors !== undefined,
              }
            : null,
          format_mean_gain: report.baselines.formatMean,
          most_similar_gain: report.baselines.mostSimilar,
        },
        noise_ceiling: model.noiseCeiling,
        clicks_with_returns: agreed(version.learned.agreements?.returns),
        impressions_with_clicks: agreed(version.learned.agreements?.shown),
        kept: kept.map(({ adId, low, high, linkClicks, roasLow, roasHigh, roas, roasHeld, ...one }) => ({
          ...one,
          ad: adId,
          interval80: [low, high],
          link_clicks: linkClicks,
          roas:
            roasLow === null || roasHigh === null
              ? null
              : { interval80: [roasLow, roasHigh], seen: roas, held: roasHeld },
        })),
        drift: drift && {
          new_ads: drift.ads,
          moved: drift.moved.map(({ trait, psi }) => ({ trait, psi })),
        },
        versions: versions.map((one) => ({
          version: one.version,
          made_at: one.madeAt,
          says: predictionBasis({ active: one.kind, ads: one.ads, why: one.why }),
          ads: one.ads,
          clicks: one.clicks,
          gain: one.gain,
          gain80: one.gain80 && [...one.gain80],
          state: one.held ? 'held' : one.inUse ? 'in use' : 'kept',
          ran: one.ran,
          within: Math.round(one.within),
          clicks_seen: one.clicksSeen,
          clicks_said: one.clicksSaid,
          fits: stillFits(one.within, one.ran),
        })),
      };
    },

    async 'learn.useVersion'({ account, version }) {
      const of = await accountOf(account);
      if (!(await store.writer.chooseModel(of.id, version)))
        throw version === null
          ? new AppError('NOT_ENOUGH_DATA', `Nothing was learnt from ${of.name} yet.`)
          : new AppError('NOT_FOUND', `Version ${version} of ${of.name}.`);
      events.emit({ type: 'learnt' });
      return { version: (await modelOf(of)).version };
    },

    async 'learn.outcomes'({ ads }) {
      const outcomes = new Map<string, Awaited<ReturnType<Predictions['learn.outcomes']>>['outcomes'][0]>();
      // An ad that runs in several accounts is told by the one with the most linked ads: currencies do not add up.
      for (const account of await reader.learnAccounts()) {
        for (const [ad, rows] of byAd(await reader.resultRows(account.id, ads))) {
          if (outcomes.has(ad)) continue;
          const { impressions, ctr, hookRate, holdRate, roas, orders, ordersOfUnknownWorth } =
            resultsOf(rows);
          outcomes.set(ad, {
            ad,
            currency: account.currency,
            impressions,
            ctr: ctr === null ? null : Math.min(1, ctr),
            hook_rate: hookRate === null ? null : Math.min(1, hookRate),
            hold_rate: holdRate,
            roas,
            orders,
            orders_of_unknown_worth: ordersOfUnknownWorth,
            sales: account.sales,
          });
        }
      }
      return { outcomes: [...outcomes.values()], forecasts: await forecastsOf(ads) };
    },
  };
}

const agreed = (found: Agreement | null | undefined) =>
  found ? { ...found, interval80: [...found.interval80] as [number, number] } : null;

function byAd(rows: readonly ResultRow[]): Map<string, ResultRow[]> {
  const found = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const known = found.get(row.ad);
    if (known) known.push(row);
    else found.set(row.ad, [row]);
  }
  return found;
}
