import { AppError, type ApprovalLimits, type LimitsPreview } from '../../contract/index.ts';
import { titleOf } from '../core/approve/describe.ts';
import { standingOf } from '../core/approve/rules.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import type { ProgramSpendReader, TodayReader } from '../ports.ts';
import { type ApproveParts, dayOf, nameOf, personOf, policyOf, spentBesideRow } from './approve.ts';
import { microUsdOfCent } from './spend-on-models.ts';

/** What may move at most, and who may decide: how it is set, and what that would mean. */

type LimitsChange = { readonly [K in keyof ApprovalLimits]?: ApprovalLimits[K] | undefined };

const changed = (limits: ApprovalLimits, change: LimitsChange): ApprovalLimits => ({
  ...limits,
  ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
});

/** Who decides: kept by those who may, once one of them is named. */
const whoDecides = ['roles', 'role_of_others', 'two_people_from_minor'] as const;

/** Of any client: a library of several has those who decide for one of them alone. */
function mayDecide({ roles, role_of_others }: ApprovalLimits, person: string): boolean {
  const own = roles.filter((one) => one.person === person);
  return own.length === 0 ? role_of_others === 'approver' : own.some(({ role }) => role === 'approver');
}

/** They stay one of those, so that a name that nobody bears locks nobody out. */
function refuseUnlessTheirs(before: ApprovalLimits, after: ApprovalLimits, person: string): void {
  const isSame = whoDecides.every((field) => canonicalJson(before[field]) === canonicalJson(after[field]));
  const isNamed = ({ roles }: ApprovalLimits): boolean => roles.some(({ role }) => role === 'approver');
  if (isSame) return;
  if (isNamed(before) && !mayDecide(before, person))
    throw new AppError(
      'PERMISSION',
      `Who may approve and from where two people must agree is set by those who are named to approve, and ${person} is not.`,
    );
  if (isNamed(after) && !mayDecide(after, person))
    throw new AppError(
      'INVALID_INPUT',
      `${person} could not set this back: name yourself to approve as well, and have another of those take you out.`,
    );
}

/** @throws AppError PERMISSION or INVALID_INPUT where this person may not change who decides. */
export async function setLimits(parts: ApproveParts, change: LimitsChange): Promise<ApprovalLimits> {
  const before = await parts.reader.approvalPolicy();
  const limits = changed(before.limits, change);
  refuseUnlessTheirs(before.limits, limits, parts.person);
  const said = {
    at: parts.clock.now(),
    actor: nameOf(personOf(parts)),
    what: 'set limits',
    subject: 'everything',
    before: { ...before.limits },
    after: { ...limits },
    answerId: null,
  };
  await parts.anchor.keep(await parts.writer.setApprovalPolicy({ limits }, said));
  parts.events.emit({ type: 'approvals' });
  return limits;
}

/** What other limits would ask for the requests that nobody has carried out yet. */
export async function previewLimits(
  parts: ApproveParts & { readonly reader: Pick<TodayReader, 'readAccounts'> & ProgramSpendReader },
  change: LimitsChange,
): Promise<LimitsPreview> {
  const { limits, stopped } = await parts.reader.approvalPolicy();
  const before = policyOf(limits, stopped);
  const after = policyOf(changed(limits, change), stopped);
  const rows = await parts.reader.approvalRows(['proposed', 'approved'], 10_000);
  const today = dayOf(parts.clock.now());
  const by = personOf(parts);
  const found: LimitsPreview['changed'] = [];
  const allowed = await parts.reader.allowedSince(today);
  for (const row of rows) {
    const { approval } = row;
    const spent = spentBesideRow(allowed, row, today);
    const standings = {
      before: standingOf(approval, by, spent, before),
      after: standingOf(approval, by, spent, after),
    };
    if (canonicalJson(standings.before) !== canonicalJson(standings.after))
      found.push({ id: approval.id, title: titleOf(approval.content), ...standings });
  }
  const known = (await parts.reader.readAccounts()).map(({ id, name, currency }) => ({ id, name, currency }));
  const others = rows.map(({ approval: { content } }) => ({
    id: content.client,
    name: content.client,
    currency: content.currency,
  }));
  const clients = new Map([...others, ...known].map((client) => [client.id, client]));
  return {
    person: parts.person,
    clients: [...clients.values()],
    waiting: rows.length,
    programs_taken_usd_minor: Math.ceil((await parts.reader.takenByPrograms(today)) / microUsdOfCent),
    changed: found,
  };
}
