import { type AdId, AppError } from '../../contract/index.ts';
import type { Clock, Events, Learner, LearnVersion } from '../ports.ts';
import { refreshLearning } from '../stages/learn.ts';
import type { Store } from '../store/index.ts';
import type { JoinAgain } from './joining.ts';
import type { Library } from './library.ts';

export interface Learning {
  /** One more version of what is known of an account; asked for twice at once, it is made once. */
  build(accountId: string): Promise<LearnVersion>;
  /** Every account that has ads of the library; one without enough is left as it is. */
  buildAll(): Promise<void>;
  /** Ends what is being learnt; nothing of it is kept. */
  close(): Promise<void>;
}

export function createLearning({
  store,
  library,
  learner,
  joinAgain,
  clock,
  events,
  onError,
}: {
  readonly store: Store;
  readonly learner: Learner;
  readonly joinAgain: JoinAgain;
  readonly events: Events;
  readonly library: Library;
  readonly clock: Clock;
  onError(error: unknown): void;
}): Learning {
  const { reader, writer } = store;
  const going = new Map<string, Promise<LearnVersion>>();
  const ended = new AbortController();
  const ports = {
    reader,
    writer,
    adsOf: (ids: readonly string[]) => reader.ads(ids, library.factsOf),
    learner,
    clock,
  };
  /** All that were begun: whoever still waits in the line leaves it when it is closed, while the one before reads on. */
  let joining: Promise<void> = Promise.resolve();
  const learn = (accountId: string): Promise<LearnVersion> => {
    const known = going.get(accountId);
    if (known) return known;
    const made = refreshLearning(ports, accountId, ended.signal)
      .then((version) => {
        events.emit({ type: 'learnt' });
        return version;
      })
      .finally(() => going.delete(accountId));
    going.set(accountId, made);
    return made;
  };
  /** What each judge's votes weigh follows from results. */
  const rejoin = (): Promise<void> => {
    const onMoved = (ids: readonly AdId[]): void => events.emit({ type: 'ads', job_id: null, ids: [...ids] });
    const mine = joinAgain(onMoved, ended.signal).catch(onError);
    joining = Promise.all([joining, mine]).then(() => undefined);
    return mine;
  };
  return {
    async build(accountId: string) {
      const version = await learn(accountId);
      await rejoin();
      return version;
    },
    async buildAll() {
      const accounts = (await reader.learnAccounts()).filter(({ linkedAds }) => linkedAds > 0);
      for (const { id } of accounts) await learn(id).catch(onError);
      if (accounts.length > 0) await rejoin();
    },
    async close() {
      ended.abort(new AppError('CANCELLED', 'The library is being closed.'));
      await Promise.allSettled([...going.values(), joining]);
    },
  };
}
