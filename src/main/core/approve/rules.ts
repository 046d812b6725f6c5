import type { Actor, Approval, Policy, Role, SpentToday } from './approval.ts';
import type { Content } from './content.ts';

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

export const roleOf = ({ id }: Actor, { client }: Content, { roles }: Policy): Role | undefined =>
  Object.hasOwn(roles, id) && Object.hasOwn(roles[id] ?? {}, client) ? roles[id]?.[client] : undefined;
export const mayPropose = (role: Role | undefined): boolean => role === 'proposer' || role === 'approver';
export const isApprover = (by: Actor, { content }: Approval, policy: Policy): boolean =>
  by.kind === 'person' && roleOf(by, content, policy) === 'approver';

export const needsTwo = (amount: number, { twoPeopleFromMinor }: Policy): boolean =>
  twoPeopleFromMinor !== null && amount >= twoPeopleFromMinor;
export const isProposer = (person: string, { proposedBy }: Approval): boolean =>
  proposedBy.kind === 'person' && proposedBy.id === person;

/** Two people: the one who proposed and another, or two others when an agent proposed. */
export const isAgreed = ({ proposedBy }: Approval, given: Approval['given'], twoPeople: boolean): boolean =>
  given.length >= (twoPeople && proposedBy.kind === 'agent' ? 2 : 1);

/** Written so that NaN is over every cap. */
export function overCap(amount: number, spent: SpentToday, { caps }: Policy): string | undefined {
  if (!(amount <= caps.perAction)) return 'It is more than one action may move.';
  if (!(amount + spent.allMinor <= caps.perDay)) return 'It is more than may move in a day.';
  if (!(amount + spent.accountMinor <= caps.perAccountDay))
    return 'It is more than may move in this account in a day.';
  return undefined;
}
