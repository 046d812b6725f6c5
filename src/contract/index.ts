/** The contract: everything that two processes of Titan Ads can say to each other. Imports zod and nothing else. */

import type { InputOf, OutputOf, ParsedInputOf } from './define.ts';
import { access } from './procedures/access.ts';
import { accounts } from './procedures/accounts.ts';
import { act, approve } from './procedures/approve.ts';
import { brand } from './procedures/brand.ts';
import { collections } from './procedures/collections.ts';
import { conversions } from './procedures/conversions.ts';
import { council } from './procedures/council.ts';
import { decide } from './procedures/decide.ts';
import { director } from './procedures/director.ts';
import { exporting } from './procedures/export.ts';
import { health, settings, store } from './procedures/health.ts';
import { hooks } from './procedures/hooks.ts';
import { hubspot } from './procedures/hubspot.ts';
import { ingest } from './procedures/ingest.ts';
import { jobs } from './procedures/jobs.ts';
import { learn } from './procedures/learn.ts';
import { library } from './procedures/library.ts';
import { measure } from './procedures/measure.ts';
import { revenue } from './procedures/revenue.ts';
import { review } from './procedures/review.ts';
import { sandbox } from './procedures/sandbox.ts';
import { score } from './procedures/score.ts';
import { today } from './procedures/today.ts';
import { watch } from './procedures/watch.ts';

export const contract = {
  ...ingest,
  ...measure,
  ...score,
  ...library,
  ...collections,
  ...exporting,
  ...review,
  ...jobs,
  ...health,
  ...store,
  ...settings,
  ...brand,
  ...watch,
  ...accounts,
  ...access,
  ...council,
  ...approve,
  ...act,
  ...decide,
  ...director,
  ...learn,
  ...revenue,
  ...conversions,
  ...hooks,
  ...hubspot,
  ...today,
  ...sandbox,
};

export type ProcedureId = keyof typeof contract;
export type Input<Id extends ProcedureId> = InputOf<(typeof contract)[Id]>;
export type ParsedInput<Id extends ProcedureId> = ParsedInputOf<(typeof contract)[Id]>;
export type Output<Id extends ProcedureId> = OutputOf<(typeof contract)[Id]>;

export const procedureIds = Object.keys(contract) as ProcedureId[];

export * from './commands.ts';
export * from './define.ts';
export * from './errors.ts';
export * from './marks.ts';
export * from './minor-digits.ts';
export * from './money.ts';
export { SortField } from './procedures/score.ts';
export * from './schemas/account.ts';
export * from './schemas/ad.ts';
export * from './schemas/ad-text.ts';
export * from './schemas/approval.ts';
export * from './schemas/bound-by.ts';
export * from './schemas/brand.ts';
export * from './schemas/budget.ts';
export * from './schemas/budget-limits.ts';
export * from './schemas/collections.ts';
export * from './schemas/common.ts';
export * from './schemas/compare.ts';
export * from './schemas/completion.ts';
export * from './schemas/conversions.ts';
export * from './schemas/council.ts';
export * from './schemas/curves.ts';
export * from './schemas/director.ts';
export * from './schemas/draft.ts';
export * from './schemas/drive.ts';
export * from './schemas/event.ts';
export * from './schemas/export.ts';
export * from './schemas/feature.ts';
export * from './schemas/given.ts';
export * from './schemas/health.ts';
export * from './schemas/hooks.ts';
export * from './schemas/job.ts';
export * from './schemas/learnt.ts';
export * from './schemas/links.ts';
export * from './schemas/marks.ts';
export * from './schemas/meta-now.ts';
export * from './schemas/performance.ts';
export * from './schemas/results.ts';
export * from './schemas/revenue.ts';
export * from './schemas/settings.ts';
export * from './schemas/share.ts';
export * from './schemas/test-size.ts';
export * from './schemas/today.ts';
export * from './schemas/token.ts';
export * from './schemas/told.ts';
export * from './schemas/watch.ts';
export * from './words.ts';
