import { AppError, type Caller } from '../../../contract/index.ts';
import type { Actor } from '../../core/approve/approval.ts';
import type { Content } from '../../core/approve/content.ts';
import { nameOf } from '../../core/approve/shown-name.ts';
import { draftContent, draftDetails } from '../../stages/publish.ts';
import { foretold } from '../../stages/what-if.ts';
import { auditRowOf } from '../audit-shown.ts';
import type { Handlers } from '../bind.ts';
import { inTime } from '../in-time.ts';
import type { Owner } from '../owner.ts';
import { keepDecision } from './keep-decision.ts';

type ApproveHandlers = Pick<Handlers, Extract<keyof Handlers, `approve.${string}` | `act.${string}`>>;

const patienceMs = 30_000;

/** A program or a model is an agent under the name of the way it came. */
export const actorOf = ({ person, host }: Caller, sitting: Actor): Actor =>
  person ? sitting : { kind: 'agent', id: host };

/** Puts what a caller wants into the queue; what it carries out is for a person. */
export const proposer =
  (approvals: Owner['approvals']) =>
  (content: Content, caller: Caller, adId?: string, decisionId: string | null = null) =>
    approvals.request({ content, by: actorOf(caller, approvals.person), adId: adId ?? null, decisionId });

type Parts = Pick<Owner, 'approvals' | 'store' | 'clock' | 'decider'> & {
  readonly library: Pick<Owner['library'], 'factsOf'>;
};

export function approveHandlers({ approvals, store, library, clock, decider }: Parts): ApproveHandlers {
  /** Names, currency and present budgets are the platform's; of a proposal, only what it wants is taken. */
  async function present(targets: readonly string[], named?: string) {
    const { adAccount } = approvals.parts.outside;
    const stored = named ? [named] : await store.reader.accountsOf(targets);
    if (stored.length > 1)
      throw new AppError('INVALID_INPUT', 'They are of several ad accounts: propose for each by itself.');
    const account = stored[0] ?? (await adAccount.account());
    const remote = await inTime('Meta', patienceMs, (signal) => adAccount.read(account, targets, signal));
    const found = targets.map((target) => {
      const known = remote.targets[target];
      if (!known || known.status === 'gone') throw new AppError('NOT_FOUND', `${account} has no ${target}.`);
      const { budgetMinor, payingMinor, status } = known;
      return { target, name: remote.names[target], budgetMinor, payingMinor, isPaused: status === 'paused' };
    });
    return { place: { account, client: account, currency: remote.currency }, found };
  }

  const proposed = proposer(approvals);

  return {
    'approve.list': async ({ which, limit }, { person, scopes }) => ({
      ...(await approvals.list(which, limit)),
      may_approve: person && scopes.includes('approve'),
      now: clock.now(),
    }),
    'approve.show': ({ id }) => approvals.show(id),
    async 'approve.proposeBudgets'({ changes: wanted, ad_id }, caller) {
      await approvals.roomFor(actorOf(caller, approvals.person));
      const { place, found } = await present(wanted.map(({ target }) => target));
      const changes = found.map(({ target, name, budgetMinor, isPaused }, at) => {
        if (budgetMinor === null)
          throw new AppError('INVALID_INPUT', `${nameOf({ target, name })} has no daily budget of its own.`);
        const { after_minor: afterMinor } = wanted[at] as (typeof wanted)[number];
        const change = { target, name, beforeMinor: budgetMinor, afterMinor };
        return isPaused ? { ...change, paused: true as const } : change;
      });
      const content = { ...place, kind: 'budget change' as const, changes };
      const decision = await foretold({ reader: store.reader, clock, decider }, content);
      return proposed(content, caller, ad_id, decision && (await keepDecision(store, clock, decision)));
    },
    async 'approve.proposeSwitch'({ to, targets, ad_id }, caller) {
      const { place, found } = await present(targets);
      const switches = found.map(({ target, name, payingMinor: budgetMinor }) => ({
        target,
        name,
        budgetMinor,
      }));
      return proposed({ ...place, kind: to, switches }, caller, ad_id);
    },
    'approve.draftPlaces': async () => {
      const [accounts, last] = await Promise.all([store.reader.draftPlaces(), store.reader.lastDraft()]);
      return { accounts, last };
    },
    async 'approve.proposeDraft'({ ad_id, account, ad_set, ...words }, caller) {
      const [ad] = await store.reader.ads([ad_id], library.factsOf);
      if (!ad) throw new AppError('NOT_FOUND', `The library has no ad ${ad_id}.`);
      const { place, found } = await present([ad_set], account);
      const [target] = found;
      const details = draftDetails(ad, { id: ad_set, name: target?.name ?? ad_set }, words);
      return proposed(draftContent(place, details), caller, ad_id);
    },
    'approve.edit': ({ id, content_hash, changes }, caller) =>
      approvals.edit(
        id,
        content_hash,
        new Map(changes.map(({ target, after_minor }) => [target, after_minor])),
        actorOf(caller, approvals.person),
      ),
    'approve.later': ({ id, until }) => approvals.later(id, until),
    'approve.reject': ({ id, reason }) => approvals.reject(id, reason),
    async 'approve.confirm'({ id, content_hash, typed_minor }, { host }) {
      const { item } = await approvals.show(id);
      // On a terminal the amount is typed back, however small: there is no other second look there.
      if (host === 'cli' && typed_minor !== item.amount_minor)
        throw new AppError('NEEDS_APPROVAL', 'The amount that was typed is not the amount of this request.');
      return approvals.confirm(id, content_hash, typed_minor);
    },
    'approve.settle': ({ id, happened }) => approvals.settle(id, happened),
    'approve.undo': ({ id }, caller) => approvals.undo(id, actorOf(caller, approvals.person)),
    'approve.kill': ({ stop }) => approvals.kill(stop),
    'approve.limits': () => approvals.limits(),
    'approve.setLimits': (change) => approvals.setLimits(change),
    'approve.previewLimits': (change) => approvals.previewLimits(change),
    'act.log': async ({ subject, limit }) => ({
      entries: (await approvals.log(subject ?? null, limit)).map(auditRowOf),
      person: approvals.person.id,
    }),
    // A person looks again and again; whoever else asks is told of all of it.
    'act.verify': ({ since_last }, { person }) => approvals.verify(since_last && person),
  };
}
