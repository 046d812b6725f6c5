import type { ErrorCode, Role, Standing } from '../../../contract/index.ts';
import { majorText } from '../../../contract/minor-digits.ts';
import type { Actor, Allowed, Approval, Policy, SpentToday } from './approval.ts';
import { amountOf, type Content } from './content.ts';

/** The questions that a transition asks before it lets anything pass: who, when, how much, how many. */

/** Clocks of one machine go back a little; more than this and no time stamp can be trusted. */
const clockSlackMs = 5 * 60_000;

export const ms = (instant: string): number => Date.parse(instant);

export const isExpired = ({ expiresAt }: Approval, at: string): boolean => !(ms(at) < ms(expiresAt));
/** Before it was proposed: the clock was set back, and an expiry would come late. */
export const isBefore = ({ proposedAt }: Approval, at: string): boolean =>
  !(ms(at) >= ms(proposedAt) - clockSlackMs);

export const expiryFrom = (at: string, { expiryHours }: Policy): string =>
  new Date(ms(at) + expiryHours * 3_600_000).toISOString();

export const roleOf = ({ id }: Actor, { client }: Content, { roles, roleOfOthers }: Policy): Role =>
  roles.findLast((one) => one.person === id && one.client === client)?.role ?? roleOfOthers;
export const mayPropose = (role: Role): boolean => role === 'proposer' || role === 'approver';
export const isApprover = (by: Actor, { content }: Approval, policy: Policy): boolean =>
  by.kind === 'person' && roleOf(by, content, policy) === 'approver';

export const needsTwo = (amount: number, { twoPeopleFromMinor }: Policy): boolean =>
  twoPeopleFromMinor !== null && amount >= twoPeopleFromMinor;
export const isProposer = (person: string, { proposedBy }: Approval): boolean =>
  proposedBy.kind === 'person' && proposedBy.id === person;

/** Two people: the one who proposed and another, or two others when an agent proposed. */
export const yesesNeeded = ({ proposedBy }: Approval, twoPeople: boolean): number =>
  twoPeople && proposedBy.kind === 'agent' ? 2 : 1;
export const isAgreed = (approval: Approval, given: Approval['given'], twoPeople: boolean): boolean =>
  given.length >= yesesNeeded(approval, twoPeople);

/** What other requests of its currency were allowed to move, where its own share in that is this much. */
export function spentBeside(
  allowed: readonly Allowed[],
  { account, currency }: Content,
  own: number,
): SpentToday {
  const alike = allowed.filter((one) => one.currency === currency);
  const sum = (of: readonly Allowed[]): number => of.reduce((total, { minor }) => total + minor, 0) - own;
  return { allMinor: sum(alike), accountMinor: sum(alike.filter((one) => one.account === account)) };
}

/** Written so that NaN is over every cap. */
export function overCap(content: Content, spent: SpentToday, { caps }: Policy): string | undefined {
  const amount = amountOf(content);
  const held = (what: string, minor: number, cap: number): string | undefined => {
    if (minor <= cap) return undefined;
    return Number.isNaN(minor)
      ? 'Nobody knows how much it would move.'
      : `${what} ${majorText(minor, content.currency)} ${content.currency}, and ${majorText(cap, content.currency)} are the most (Settings, Approvals).`;
  };
  return (
    held('One request would move', amount, caps.perAction) ??
    held('With what was allowed today a day would move', amount + spent.allMinor, caps.perDay) ??
    held(
      'With what was allowed today a day of this account would move',
      amount + spent.accountMinor,
      caps.perAccountDay,
    )
  );
}

/** Why what is asked for is more than this person may allow, whatever they saw of it; undefined where it is not. */
export function barOf(
  approval: Approval,
  by: Actor,
  spent: SpentToday,
  policy: Policy,
): { readonly code: ErrorCode; readonly reason: string } | undefined {
  const amount = amountOf(approval.content);
  const over = overCap(approval.content, spent, policy);
  if (over !== undefined) return { code: 'BUDGET_REACHED', reason: over };
  return needsTwo(amount, policy) && isProposer(by.id, approval)
    ? { code: 'PERMISSION', reason: 'A second person must approve what you proposed.' }
    : undefined;
}

export const noApprover = (by: Actor, { content }: Approval): string =>
  by.kind === 'agent' ? 'Only a person can decide this.' : `${by.id} may not decide for ${content.client}.`;

/** What a policy asks of a person before this request is allowed, to be shown before the policy is chosen. */
export function standingOf(approval: Approval, by: Actor, spent: SpentToday, policy: Policy): Standing {
  const amount = amountOf(approval.content);
  const refusal = isApprover(by, approval, policy)
    ? barOf(approval, by, spent, policy)?.reason
    : noApprover(by, approval);
  return {
    refusal: refusal ?? null,
    type_back: amount >= policy.typeBackFromMinor,
    people: needsTwo(amount, policy) ? 2 : 1,
  };
}
