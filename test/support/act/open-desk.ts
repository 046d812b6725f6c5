import { join } from 'node:path';
import type { AppEvent, Caller, Input, Output, ProcedureId } from '../../../src/contract/index.ts';
import { createApprovals } from '../../../src/main/hosts/approvals.ts';
import { createAuditAnchor } from '../../../src/main/hosts/audit-anchor.ts';
import { createBacktests } from '../../../src/main/hosts/backtests.ts';
import { bind, type Handlers } from '../../../src/main/hosts/bind.ts';
import { systemClock } from '../../../src/main/hosts/clock.ts';
import { approveHandlers } from '../../../src/main/hosts/handlers/approve.ts';
import { budgetLimitsHandlers } from '../../../src/main/hosts/handlers/budget-limits.ts';
import { decideHandlers } from '../../../src/main/hosts/handlers/decide.ts';
import { makeHome } from '../../../src/main/hosts/make-home.ts';
import { typedCall } from '../../../src/main/hosts/typed-call.ts';
import { createBacktester } from '../../../src/main/jobs/backtester.ts';
import { createDecider } from '../../../src/main/jobs/decider.ts';
import type { AdAccountPort, Clock, Log, Secrets, TaggedPort } from '../../../src/main/ports.ts';
import { openStore } from '../../../src/main/store/index.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error: (fields, text) => console.error(text, fields) };
const noKeychain: Secrets = {
  unavailable: async () => 'There is none here.',
  get: async () => null,
  set: async () => undefined,
  remove: async () => false,
};

const unknown = { compared: false, distinctiveness: null, near_duplicate_of: null };

const notAsked = () => Promise.reject(new Error('The ad account is not asked.'));
const noAdAccount: AdAccountPort = {
  account: notAsked,
  read: notAsked,
  lastChanged: notAsked,
  apply: notAsked,
};

export interface DeskOptions {
  readonly home: string;
  /** One that may not be asked when absent. */
  readonly adAccount?: AdAccountPort;
  readonly tagged?: Readonly<Record<string, TaggedPort>>;
  readonly clock?: Clock;
  readonly secrets?: Secrets;
  /** Who sits there. */
  readonly person?: string;
}

export const window: Caller = { host: 'electron', scopes: ['read', 'propose', 'approve'], person: true };
export const program: Caller = { host: 'gateway', scopes: ['read', 'propose'], person: false };

/** A library with its queue and executor, called through `bind` as every host does. */
export async function openDesk({
  home,
  adAccount = noAdAccount,
  tagged = {},
  clock = systemClock,
  secrets = noKeychain,
  person = 'mara',
}: DeskOptions) {
  makeHome(home);
  const store = await openStore(home, clock.now, () => []);
  const events: AppEvent['type'][] = [];
  const told = { emit: ({ type }: { type: AppEvent['type'] }) => void events.push(type) };
  const approvals = createApprovals({
    store,
    anchor: createAuditAnchor(home, secrets, quiet),
    outside: { adAccount, tagged },
    events: told,
    clock,
    log: quiet,
    person,
    lookAgainMs: 20,
    haltOthers: async () => undefined,
  });
  await approvals.opened();
  const backtests = createBacktests({ reader: store.reader, clock, backtester: createBacktester() });
  const decider = createDecider();
  const call = bind(
    {
      ...approveHandlers({ approvals, store, clock, decider, library: { factsOf: () => unknown } }),
      ...decideHandlers({ store, approvals, clock, backtests, decider }),
      ...budgetLimitsHandlers({ store, clock, events: told }),
    } as Handlers,
    quiet,
  );
  return {
    store,
    approvals,
    events,
    call,
    file: join(home, 'titan.db'),
    ask: <Id extends ProcedureId>(id: Id, input: Input<Id>, caller: Caller = window): Promise<Output<Id>> =>
      typedCall({ call }, caller, id, input),
    async close() {
      decider.close();
      await backtests.close();
      await approvals.close();
      store.close();
    },
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Waits until nothing is under way any more. */
export async function atRest(desk: Desk): Promise<void> {
  for (;;) {
    const { items } = await desk.ask('approve.list', { limit: 1000 });
    if (items.every(({ state }) => state === 'proposed')) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
