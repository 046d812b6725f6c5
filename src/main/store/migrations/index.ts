import type { Migration } from 'kysely/migration';
import * as init from './0001-init.ts';
import * as marks from './0002-marks.ts';
import * as collections from './0003-collections.ts';
import * as words from './0004-words.ts';
import * as brand from './0005-brand.ts';
import * as watch from './0006-watch.ts';
import * as accounts from './0007-accounts.ts';
import * as council from './0008-council.ts';
import * as meta from './0009-meta.ts';
import * as ledger from './0010-ledger.ts';
import * as approvals from './0011-approvals.ts';
import * as learn from './0012-learn.ts';
import * as removed from './0013-removed.ts';
import * as councilLists from './0014-council-lists.ts';
import * as director from './0015-director.ts';
import * as modelVersions from './0016-model-versions.ts';
import * as experiments from './0017-experiments.ts';
import * as jobEnds from './0018-job-ends.ts';
import * as serviceCalls from './0019-service-calls.ts';
import * as ledgerTold from './0020-ledger-told.ts';
import * as adsByMeasured from './0021-ads-by-measured.ts';
import * as programCalls from './0022-program-calls.ts';
import * as metaOpinions from './0023-meta-opinions.ts';
import * as programTokens from './0024-program-tokens.ts';
import * as lifetimeImpressions from './0025-lifetime-impressions.ts';
import * as ledgerShops from './0026-ledger-shops.ts';
import * as budgetLimits from './0027-budget-limits.ts';
import * as delayAlarms from './0028-delay-alarms.ts';
import * as sentWithoutNumber from './0029-sent-without-number.ts';
import * as ledgerWhoseAndWhen from './0030-ledger-whose-and-when.ts';
import * as saleChoices from './0031-sale-choices.ts';
import * as logos from './0033-logos.ts';
import * as keptLogos from './0034-kept-logos.ts';
import * as answeredBy from './0035-answered-by.ts';
import * as keptFailures from './0036-kept-failures.ts';
import * as ledgerTakenBack from './0037-ledger-taken-back.ts';
import * as leftBehind from './0038-left-behind.ts';
import * as accessEnds from './0039-access-ends.ts';
import * as adSetsEnd from './0040-ad-sets-end.ts';
import * as silences from './0041-silences.ts';
import * as runsFromTo from './0042-runs-from-to.ts';
import * as spokenHooks from './0043-spoken-hooks.ts';
import * as noMedia from './0045-no-media.ts';
import * as ledgerTellings from './0046-ledger-tellings.ts';
import * as toldDays from './0047-told-days.ts';

/** Forward only, in order, one transaction each. A released migration is never edited: add the next number. */
export const migrations: Record<string, Migration> = {
  '0001-init': init,
  '0002-marks': marks,
  '0003-collections': collections,
  '0004-words': words,
  '0005-brand': brand,
  '0006-watch': watch,
  '0007-accounts': accounts,
  '0008-council': council,
  '0009-meta': meta,
  '0010-ledger': ledger,
  '0011-approvals': approvals,
  '0012-learn': learn,
  '0013-removed': removed,
  '0014-council-lists': councilLists,
  '0015-director': director,
  '0016-model-versions': modelVersions,
  '0017-experiments': experiments,
  '0018-job-ends': jobEnds,
  '0019-service-calls': serviceCalls,
  '0020-ledger-told': ledgerTold,
  '0021-ads-by-measured': adsByMeasured,
  '0022-program-calls': programCalls,
  '0023-meta-opinions': metaOpinions,
  '0024-program-tokens': programTokens,
  '0025-lifetime-impressions': lifetimeImpressions,
  '0026-ledger-shops': ledgerShops,
  '0027-budget-limits': budgetLimits,
  '0028-delay-alarms': delayAlarms,
  '0029-sent-without-number': sentWithoutNumber,
  '0030-ledger-whose-and-when': ledgerWhoseAndWhen,
  '0031-sale-choices': saleChoices,
  '0033-logos': logos,
  '0034-kept-logos': keptLogos,
  '0035-answered-by': answeredBy,
  '0036-kept-failures': keptFailures,
  '0037-ledger-taken-back': ledgerTakenBack,
  '0038-left-behind': leftBehind,
  '0039-access-ends': accessEnds,
  '0040-ad-sets-end': adSetsEnd,
  '0041-silences': silences,
  '0042-runs-from-to': runsFromTo,
  '0043-spoken-hooks': spokenHooks,
  '0045-no-media': noMedia,
  '0046-ledger-tellings': ledgerTellings,
  '0047-told-days': toldDays,
};
