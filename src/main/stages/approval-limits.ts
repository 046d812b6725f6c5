import type { ApprovalLimits, LimitsPreview } from '../../contract/index.ts';
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

export async function setLimits(parts: ApproveParts, change: LimitsChange): Promise<ApprovalLimits> {
  const before = await parts.reader.approvalPolicy();
  const limits = changed(before.limits, change);
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
