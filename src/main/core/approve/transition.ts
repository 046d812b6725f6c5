import {
  type Actor,
  type Approval,
  type Event,
  notLeft,
  type Outcome,
  type Policy,
  type State,
} from './approval.ts';
import { amountOf, type Content, contentHash, wrongWith } from './content.ts';
import {
  barOf,
  expiryFrom,
  isAgreed,
  isApprover,
  isBefore,
  isExpired,
  isProposer,
  mayPropose,
  ms,
  needsTwo,
  noApprover,
  overCap,
  roleOf,
} from './rules.ts';

type Hash = (text: string) => string;
type EventOf<T extends Event['type']> = Extract<Event, { readonly type: T }>;

const moved = (approval: Approval, change: Partial<Approval>): Outcome => ({
  kind: 'moved',
  approval: { ...approval, ...change },
});
const refused = (code: (Outcome & { kind: 'refused' })['code'], reason: string): Outcome => ({
  kind: 'refused',
  code,
  reason,
});

const setBack = 'The clock of this machine was set back.';
const isOpen = (state: State): boolean => state === 'proposed' || state === 'approved';

export function propose(
  request: { readonly id: string; readonly content: Content; readonly by: Actor; readonly at: string },
  policy: Policy,
  hash: Hash,
): Outcome {
  const { id, content, by, at } = request;
  const wrong = wrongWith(content);
  if (wrong !== undefined) return refused('INVALID_INPUT', wrong);
  if (by.kind === 'person' && !mayPropose(roleOf(by, content, policy)))
    return refused('PERMISSION', `${by.id} may not propose for ${content.client}.`);
  return {
    kind: 'moved',
    approval: {
      id,
      state: 'proposed',
      content,
      contentHash: contentHash(id, content, hash),
      proposedBy: by,
      proposedAt: at,
      expiresAt: expiryFrom(at, policy),
      laterUntil: null,
      given: [],
      reason: null,
      tag: null,
      sentAt: null,
      answerId: null,
    },
  };
}

/**
 * One step of an approval (`reliability.md` 5). What it answers is to be stored only if the row is still as it was read
 * (compare and set): then two presses at once make one approval and one execution. An event that the state does not know
 * is refused and changes nothing.
 */
export function transition(approval: Approval, event: Event, policy: Policy, hash: Hash): Outcome {
  const { state } = approval;
  switch (event.type) {
    case 'edit':
      return isOpen(state) ? edit(approval, event, policy, hash) : done(approval);
    case 'approve':
      return state === 'proposed' ? approve(approval, event, policy, hash) : done(approval);
    case 'reject':
      if (!notLeft.includes(state)) return done(approval);
      if (!isApprover(event.by, approval, policy)) return notTheirs(event.by, approval);
      return moved(approval, { state: 'rejected', reason: event.reason, given: [] });
    case 'later':
      if (state !== 'proposed') return done(approval);
      if (!isApprover(event.by, approval, policy)) return notTheirs(event.by, approval);
      return moved(approval, { laterUntil: event.until });
    case 'tick':
      return notLeft.includes(state) && isExpired(approval, event.at)
        ? expire(approval)
        : moved(approval, {});
    case 'restart':
      return (state === 'approved' || state === 'intent') &&
        amountOf(approval.content) >= policy.typeBackFromMinor &&
        !isAltered(approval, hash)
        ? moved(approval, { state: 'proposed', given: [] })
        : moved(approval, {});
    case 'kill':
      // What was sent was sent: it must still be looked up.
      return notLeft.includes(state)
        ? moved(approval, { state: 'cancelled', reason: 'Everything was stopped.' })
        : moved(approval, {});
    case 'drift':
      return state === 'approved' || state === 'intent'
        ? moved(approval, { state: 'voided', given: [], reason: event.reason })
        : done(approval);
    case 'claim':
      return state === 'approved' ? claim(approval, event, policy, hash) : done(approval);
    case 'send':
      return state === 'intent' || state === 'sent' ? send(approval, event, policy, hash) : done(approval);
    case 'put back':
      if (state !== 'sent') return done(approval);
      // What had been sent when everything was stopped ends as that.
      return moved(approval, policy.killed ? {} : { state: 'intent', sentAt: null });
    case 'confirm':
      return state === 'sent'
        ? moved(approval, { state: 'confirmed', answerId: event.answerId })
        : done(approval);
    case 'fail':
      return state === 'sent' ? moved(approval, { state: 'failed', reason: event.reason }) : done(approval);
    case 'lose':
      return state === 'sent' ? moved(approval, { state: 'unknown' }) : done(approval);
    case 'look up':
      return state === 'unknown' ? lookUp(approval, event, policy) : done(approval);
    case 'go on':
      // Under a stop as well, which then ends it there.
      return state === 'unknown' ? moved(approval, { state: 'sent' }) : done(approval);
    case 'settle':
      if (state !== 'unknown') return done(approval);
      if (!isApprover(event.by, approval, policy)) return notTheirs(event.by, approval);
      return event.happened
        ? moved(approval, { state: event.left ? 'sent' : 'confirmed' })
        : moved(approval, { state: 'failed', reason: 'It did not take effect.' });
  }
}

const done = ({ state }: Approval): Outcome => refused('CONFLICT', `It is already ${state}.`);
const expire = (approval: Approval): Outcome => moved(approval, { state: 'expired', given: [] });
const notTheirs = (by: Actor, approval: Approval): Outcome => refused('PERMISSION', noApprover(by, approval));

/** Any edit is a new request: nobody has agreed to it yet, and its time starts again. */
function edit(approval: Approval, event: EventOf<'edit'>, policy: Policy, hash: Hash): Outcome {
  const again = propose({ ...event, id: approval.id }, policy, hash);
  if (again.kind === 'refused') return again;
  // Whoever edits has seen it; whoever proposed it must not become its second pair of eyes by an edit.
  return moved(again.approval, { proposedBy: event.by });
}

function approve(approval: Approval, event: EventOf<'approve'>, policy: Policy, hash: Hash): Outcome {
  const { content } = approval;
  if (!isApprover(event.by, approval, policy)) return notTheirs(event.by, approval);
  if (isExpired(approval, event.at)) return refused('NEEDS_APPROVAL', 'It has expired; propose it again.');
  if (isBefore(approval, event.at)) return refused('CONFLICT', setBack);
  const actual = contentHash(approval.id, content, hash);
  if (actual !== approval.contentHash || actual !== event.hash)
    return refused('CONFLICT', 'It is not what was shown; look at it again.');
  const amount = amountOf(content);
  if (amount >= policy.typeBackFromMinor && event.typedMinor !== amount)
    return refused('NEEDS_APPROVAL', 'The amount that was typed is not the amount of this request.');
  const bar = barOf(approval, event.by, event.spent, policy);
  if (bar) return refused(bar.code, bar.reason);
  const twoPeople = needsTwo(amount, policy);
  const others = approval.given.filter(({ person }) => person !== event.by.id);
  const given = [...others, { person: event.by.id, at: event.at, hash: actual }];
  return moved(approval, { state: isAgreed(approval, given, twoPeople) ? 'approved' : 'proposed', given });
}

/** The last look before anything leaves: everything is checked again, whatever the window showed. */
function claim(approval: Approval, event: EventOf<'claim'>, policy: Policy, hash: Hash): Outcome {
  if (policy.killed) return refused('STOPPED', '');
  if (isExpired(approval, event.at)) return expire(approval);
  if (isBefore(approval, event.at)) return refused('NEEDS_APPROVAL', setBack);
  const broken = brokenBy(approval, policy, hash);
  if (broken !== undefined) return moved(approval, { state: 'voided', given: [], reason: broken });
  const over = overCap(approval.content, event.spent, policy);
  if (over !== undefined) return refused('BUDGET_REACHED', over);
  return moved(approval, { state: 'intent', tag: event.tag });
}

/** Between the claim and a call, or between two calls, hours may lie: the yes must hold for each. */
function send(approval: Approval, event: EventOf<'send'>, policy: Policy, hash: Hash): Outcome {
  if (policy.killed) return refused('STOPPED', '');
  if (isExpired(approval, event.at)) return refused('CONFLICT', timeIsOver);
  if (isBefore(approval, event.at)) return refused('NEEDS_APPROVAL', setBack);
  const broken = brokenBy(approval, policy, hash);
  if (broken !== undefined) return refused('CONFLICT', broken);
  return moved(approval, { state: 'sent', sentAt: event.at });
}

export const timeIsOver = 'Its time was over before all of it was sent; have the rest proposed anew.';
const notApproved = 'It is not what was approved, or who approved it no longer may.';

/** Whether its content, as it is stored, is not what every yes was given to. */
export const isAltered = ({ id, content, contentHash: kept, given }: Approval, hash: Hash): boolean => {
  const actual = contentHash(id, content, hash);
  return actual !== kept || given.some((one) => one.hash !== actual);
};

/** Why nothing of it may leave, in words: it is not what people agreed to who may. Undefined while it is. */
export function brokenBy(approval: Approval, policy: Policy, hash: Hash): string | undefined {
  const wrong = wrongWith(approval.content);
  if (wrong !== undefined) return wrong;
  if (isAltered(approval, hash)) return notApproved;
  const twoPeople = needsTwo(amountOf(approval.content), policy);
  const valid = approval.given.filter(
    ({ person }) =>
      isApprover({ kind: 'person', id: person }, approval, policy) &&
      !(twoPeople && isProposer(person, approval)),
  );
  return isAgreed(approval, valid, twoPeople) ? undefined : notApproved;
}

/**
 * A reply that was lost. Found: it happened. Not found: only once the platform has had time to settle may the same
 * call be made again; before that, absence says nothing.
 */
function lookUp(approval: Approval, event: EventOf<'look up'>, policy: Policy): Outcome {
  if (event.answerId !== null) return moved(approval, { state: 'confirmed', answerId: event.answerId });
  const since = ms(event.at) - ms(approval.sentAt ?? event.at);
  return since >= policy.settlingSeconds * 1000 && !policy.killed
    ? moved(approval, { state: 'sent' })
    : moved(approval, {});
}
