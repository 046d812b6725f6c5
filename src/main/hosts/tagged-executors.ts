import type { Clock, Outside, Reach } from '../ports.ts';
import { consentExecutor } from '../stages/let-data-leave.ts';
import { publishExecutor } from '../stages/publish.ts';
import { conversionsExecutor } from '../stages/send-conversions.ts';
import { modelSpendExecutor, type SpendParts } from '../stages/spend-on-models.ts';
import { eitherSpend, type QuestionParts, questionExecutor } from '../stages/spend-on-question.ts';
import type { Store } from '../store/index.ts';
import { mediaFile } from './media-file.ts';
import type { MetaPart } from './meta.ts';
import { sha256 } from './sha256.ts';

/** What carries out each kind of approved request that leaves a mark of ours where it went. */
export function taggedExecutors(parts: {
  readonly store: Store;
  readonly meta: Pick<MetaPart, 'conversions' | 'drafts'>;
  readonly clock: Clock;
  readonly reach: Reach;
  readonly begin: SpendParts['begin'];
  readonly goOn: QuestionParts['goOn'];
}): Outside['tagged'] {
  const { store, meta, clock, reach, begin, goOn } = parts;
  const { reader, writer } = store;
  const agreeTo = (key: string, account: string) => writer.agreeTo(key, account, clock.now());
  return {
    'send conversions': conversionsExecutor({ reader, writer, clock, sha256, port: meta.conversions }),
    publish: publishExecutor({ drafts: meta.drafts, mediaOf: mediaFile(store) }),
    'model spend': eitherSpend(
      modelSpendExecutor({ reach, agreeTo, job: reader.job, begin }),
      questionExecutor({ goOn, hasTurn: reader.hasTurn }),
    ),
    'data leaves': consentExecutor({ reach, agreeTo, agreedTo: reader.agreedTo }),
  };
}
