import type { ApprovalDetail } from '../../contract/index.ts';
import { amountOf } from '../core/approve/content.ts';
import { factsOf, itemOf, partsOf } from '../core/approve/describe.ts';
import { limitWarningsOf } from '../core/approve/limit-warnings.ts';
import { addedOf, besideOf } from '../core/approve/moves.ts';
import { needsTwo, yesesNeeded } from '../core/approve/rules.ts';
import { warningsOf } from '../core/approve/warnings.ts';
import { evidenceOf } from '../core/decide/evidence.ts';
import type { ApprovalRow } from '../ports.ts';
import { type ActParts, isOfAccount, targetsOf } from '../stages/act-plan.ts';
import { openBeside, policyNow } from '../stages/approve.ts';
import { wayBack } from '../stages/take-back.ts';
import type { Store } from '../store/index.ts';

/** A request as a person is shown it, with what it follows from and what speaks against it now. */
export function createShown(parts: ActParts & { readonly reader: Store['reader'] }) {
  const { reader, clock } = parts;

  async function warningsNow({ approval: { id, content }, decisionId }: ApprovalRow): Promise<string[]> {
    if (!isOfAccount(content)) return [];
    const learning = await reader.stillLearning(targetsOf(content));
    const now = clock.now();
    const account = await reader.budgetAccount(content.account, now.slice(0, 10));
    const learns = warningsOf(content, learning);
    if (!account) return learns;
    const open = await openBeside(parts, content.account, id);
    const adds = addedOf(content, account.arms);
    const beside = besideOf({ decisionId, adds }, open, account.arms);
    const { limits } = await reader.budgetLimits(account.id);
    return [...limitWarningsOf(content, { ...account, limits, now, beside }), ...learns];
  }

  return async (row: ApprovalRow): Promise<ApprovalDetail> => {
    const { approval } = row;
    // A claim that a restart took back says nothing of the next.
    const own = approval.state === 'proposed' ? [] : await reader.approvalParts(approval.id);
    const policy = await policyNow(parts);
    const amount = amountOf(approval.content);
    const decision = row.decisionId === null ? null : await reader.decision(row.decisionId);
    const evidence = decision && evidenceOf(decision, approval.content);
    return {
      item: itemOf(row, clock.now()),
      parts: partsOf(approval.content, own),
      facts: factsOf(approval.content),
      evidence,
      warnings: approval.state === 'proposed' ? await warningsNow(row) : [],
      type_back: amount >= policy.typeBackFromMinor,
      approvals_needed: yesesNeeded(approval, needsTwo(amount, policy)),
      approvals_given: approval.given.map((given) => ({ person: given.person, at: given.at })),
      decision_id: row.decisionId,
      undo: (await wayBack(parts, row)).kind === 'open',
    };
  };
}
