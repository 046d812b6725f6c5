import { bind, type Handlers } from '../bind.ts';
import type { AppLog } from '../log.ts';
import type { Owner } from '../owner.ts';
import { accessHandlers } from './access.ts';
import { accountHandlers } from './accounts.ts';
import { approveHandlers } from './approve.ts';
import { brandHandlers } from './brand.ts';
import { budgetLimitsHandlers } from './budget-limits.ts';
import { collectionHandlers } from './collections.ts';
import { compareHandlers } from './compare.ts';
import { conversionHandlers } from './conversions.ts';
import { councilHandlers } from './council.ts';
import { decideHandlers } from './decide.ts';
import { directorHandlers } from './director.ts';
import { experimentHandlers } from './experiments.ts';
import { exportHandlers } from './export.ts';
import { healthHandlers, type RestoreStore } from './health.ts';
import { hookHandlers } from './hooks.ts';
import { hubspotHandlers } from './hubspot.ts';
import { ingestHandlers } from './ingest.ts';
import { jobHandlers } from './jobs.ts';
import { learnHandlers } from './learn.ts';
import { learntHandlers } from './learnt.ts';
import { libraryHandlers } from './library.ts';
import { measureHandlers } from './measure.ts';
import { predictionHandlers } from './predictions.ts';
import { revenueHandlers } from './revenue.ts';
import { reviewHandlers } from './review.ts';
import { sandboxHandlers } from './sandbox.ts';
import { scoreHandlers } from './score.ts';
import { shareHandlers } from './share.ts';
import { todayHandlers } from './today.ts';
import { watchHandlers } from './watch.ts';

export function createHandlers(owner: Owner, log: AppLog, restore: RestoreStore): Handlers {
  const handlers: Handlers = {
    ...ingestHandlers(owner),
    ...measureHandlers(owner),
    ...libraryHandlers(owner),
    ...brandHandlers(owner),
    ...jobHandlers(owner),
    ...scoreHandlers(owner),
    ...compareHandlers(owner),
    ...shareHandlers(owner),
    ...collectionHandlers(owner),
    ...councilHandlers(owner),
    ...approveHandlers(owner),
    ...revenueHandlers(owner),
    ...decideHandlers(owner),
    ...budgetLimitsHandlers(owner),
    // The Director's tools are calls like those of any other model, with the same checks before them.
    ...directorHandlers(owner, (...call) => answer(...call)),
    ...conversionHandlers(owner),
    ...hookHandlers(owner),
    ...hubspotHandlers(owner),
    ...reviewHandlers(owner),
    ...accountHandlers(owner),
    ...accessHandlers(owner),
    ...exportHandlers(owner),
    ...learnHandlers(owner),
    ...learntHandlers(owner),
    ...predictionHandlers(owner),
    ...experimentHandlers(owner),
    ...todayHandlers(owner),
    ...watchHandlers(owner),
    ...healthHandlers(owner, log, restore),
    ...sandboxHandlers(owner),
  };
  const answer = bind(handlers, log);
  return handlers;
}
