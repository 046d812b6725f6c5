import {
  AppError,
  type ApprovalDetail,
  type ApprovalItem,
  type ApprovalLimits,
  type ApprovalPart,
  type ApprovalState,
  type LimitsPreview,
  majorText,
  type Standing,
} from '../../../src/contract/index.ts';
import { amountOf, type Content } from '../../../src/main/core/approve/content.ts';
import { factsOf, partsOf, titleOf } from '../../../src/main/core/approve/describe.ts';
import { warningsOf } from '../../../src/main/core/approve/warnings.ts';
import type { FakeHost } from './fake-host.ts';

export const someLimits: ApprovalLimits = {
  per_action_minor: 100_000,
  per_day_minor: 300_000,
  per_account_day_minor: 200_000,
  type_back_from_minor: 20_000,
  programs_day_usd_minor: 2000,
  two_people_from_minor: null,
  role_of_others: 'approver',
  roles: [],
  expiry_hours: 24,
  settling_s: 120,
};

const hashOf = (id: string, parts: readonly ApprovalPart[]): string =>
  [...JSON.stringify({ id, parts })]
    .reduce((sum, letter) => (sum * 33n + BigInt(letter.charCodeAt(0))) % (1n << 256n), 7n)
    .toString(16)
    .padStart(64, '0');

/** Budgets of ad sets that wait to be changed: name, before and after in cents. */
export function aRequest(
  n: number,
  changes: readonly (readonly [name: string, before: number, after: number])[],
  own: Partial<ApprovalDetail['item']> = {},
): ApprovalDetail {
  const id = `ap_${String(n).padStart(8, '0')}`;
  const content: Content = {
    account: '1203844',
    client: '1203844',
    currency: 'EUR',
    kind: 'budget change',
    changes: changes.map(([name, beforeMinor, afterMinor], at) => ({
      target: `2385${n}${at}`,
      name,
      beforeMinor,
      afterMinor,
    })),
  };
  const parts = partsOf(content, []);
  const sum = (side: 'before' | 'after') => parts.reduce((total, part) => total + Number(part[side]), 0);
  const amount = amountOf(content);
  return {
    item: {
      id,
      ad_id: null,
      kind: 'budget change',
      state: 'proposed',
      target: parts.length === 1 ? (parts[0]?.target ?? '') : `${parts.length} targets`,
      before: sum('before'),
      after: sum('after'),
      amount_minor: amount,
      currency: 'EUR',
      content_hash: hashOf(id, parts),
      expires_at: '2026-11-28T09:00:00.000Z',
      title: parts.length === 1 ? `Change ${parts[0]?.name}` : `Change ${parts.length} budgets`,
      account: '1203844',
      proposed_by: { kind: 'agent', id: 'mcp' },
      proposed_at: '2026-11-27T09:00:00.000Z',
      later_until: null,
      problem: null,
      ...own,
    },
    parts,
    facts: [],
    evidence: null,
    warnings: warningsOf(content, []),
    type_back: amount >= someLimits.type_back_from_minor,
    approvals_needed: 1,
    approvals_given: [],
    decision_id: null,
    undo: false,
  };
}

/** Anything that may be asked for, in the words that the program itself finds for it. */
export function aRequestFor(
  n: number,
  content: Content,
  own: Partial<ApprovalDetail['item']> = {},
): ApprovalDetail {
  const { kind, account, currency } = content;
  const amount = amountOf(content);
  const plain = { kind, account, currency, target: account, before: null, after: null };
  const expires_at = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const title = titleOf(content);
  const request = aRequest(n, [], { ...plain, amount_minor: amount, title, expires_at, ...own });
  return {
    ...request,
    parts: partsOf(content, []),
    facts: factsOf(content),
    warnings: warningsOf(content, []),
    type_back: amount >= someLimits.type_back_from_minor,
  };
}

export function requestOf(host: FakeHost, id: string): ApprovalDetail {
  const found = host.requests.find(({ item }) => item.id === id);
  if (!found) throw new AppError('NOT_FOUND', `No request is called ${id}.`);
  return found;
}

export function setRequest(host: FakeHost, next: ApprovalDetail): ApprovalDetail {
  const before = host.requests.find(({ item }) => item.id === next.item.id)?.item.state ?? '';
  host.requests = host.requests.map((one) => (one.item.id === next.item.id ? next : one));
  host.audit.unshift({
    seq: host.audit.length + 1,
    at: '2026-11-27T10:00:00.000Z',
    actor: 'person mara',
    what: next.item.state,
    subject: next.item.id,
    before: null,
    after: null,
    answer_id: null,
    hash: next.item.content_hash,
    title: next.item.title,
    was: before,
    became: next.item.state,
  });
  host.emit({ type: 'approvals' });
  return next;
}

export function moveRequest(
  host: FakeHost,
  id: string,
  state: ApprovalState,
  problem: string | null = null,
): ApprovalDetail {
  const found = requestOf(host, id);
  const isCalledBack = state === 'rejected' && found.item.state === 'approved';
  if (found.item.state !== 'proposed' && !isCalledBack)
    throw new AppError('CONFLICT', `It is already ${found.item.state}.`);
  return setRequest(host, { ...found, item: { ...found.item, state, problem } });
}

export function confirmRequest(
  host: FakeHost,
  id: string,
  hash: string,
  typed: number | null,
): ApprovalDetail {
  const found = requestOf(host, id);
  if (hash !== found.item.content_hash) throw new AppError('CONFLICT', 'It is not what was shown.');
  if (found.type_back && typed !== found.item.amount_minor)
    throw new AppError('NEEDS_APPROVAL', 'The amount that was typed is not the amount of this request.');
  const moved = moveRequest(host, id, 'confirmed');
  const parts = moved.parts.map((part) => ({ ...part, state: 'done' as const, answer_id: part.target }));
  return setRequest(host, { ...moved, parts, undo: true });
}

export function editRequest(
  host: FakeHost,
  id: string,
  changes: readonly { target: string; after_minor: number }[],
  by: ApprovalDetail['item']['proposed_by'] = { kind: 'person', id: 'mara' },
) {
  const found = requestOf(host, id);
  const after = new Map(changes.map((change) => [change.target, change.after_minor]));
  const parts = found.parts.map((part) => ({ ...part, after: after.get(part.target) ?? part.after }));
  const amount = parts.reduce((sum, part) => sum + Math.abs(Number(part.after) - Number(part.before)), 0);
  const item = {
    ...found.item,
    proposed_by: by,
    after: parts.reduce((sum, part) => sum + Number(part.after), 0),
    amount_minor: amount,
    content_hash: hashOf(id, parts),
  };
  return setRequest(host, { ...found, item, parts, type_back: amount >= host.limits.type_back_from_minor });
}

/** What takes it back waits in the queue in its turn. */
export function undoRequest(host: FakeHost, id: string): ApprovalDetail {
  const found = requestOf(host, id);
  const changes = found.parts.map(
    (part) => [part.name ?? '', Number(part.after), Number(part.before)] as const,
  );
  const undo = aRequest(90 + host.requests.length, changes, { proposed_by: { kind: 'person', id: 'mara' } });
  host.requests = [undo, ...host.requests];
  return setRequest(host, undo);
}

/** What waits with the most money first and what was set aside last, or all of it, newest first. */
export function listRequests(host: FakeHost, which: 'waiting' | 'all', limit: number) {
  const isAside = ({ later_until }: ApprovalItem) => later_until !== null && later_until > host.now();
  const items = host.requests.map(({ item }) => item);
  const waiting = items
    .filter(({ state }) => ['proposed', 'approved', 'intent', 'sent', 'unknown'].includes(state))
    .toSorted((a, b) => Number(isAside(a)) - Number(isAside(b)) || b.amount_minor - a.amount_minor);
  return {
    items: (which === 'all' ? items : waiting).slice(0, limit),
    to_decide: waiting.filter((item) => item.state === 'proposed' && !isAside(item)).length,
    waiting: waiting.length,
  };
}

/** The caps of one request alone: what was spent today is not kept here. */
export function previewOf(host: FakeHost, change: Partial<ApprovalLimits>): LimitsPreview {
  const standing = ({ item }: ApprovalDetail, limits: ApprovalLimits): Standing => ({
    refusal:
      item.amount_minor > limits.per_action_minor
        ? `One request would move ${majorText(item.amount_minor, 'EUR')} EUR, and ${majorText(limits.per_action_minor, 'EUR')} are the most (Settings, Approvals).`
        : null,
    type_back: item.amount_minor >= limits.type_back_from_minor,
    people:
      limits.two_people_from_minor !== null && item.amount_minor >= limits.two_people_from_minor ? 2 : 1,
  });
  const open = host.requests.filter(({ item }) => item.state === 'proposed');
  const changed = open.map((one) => ({
    id: one.item.id,
    title: one.item.title,
    before: standing(one, host.limits),
    after: standing(one, { ...host.limits, ...change }),
  }));
  return {
    person: 'mara',
    clients: [
      { id: '1203844', name: 'Fjordline DE', currency: 'EUR' },
      { id: '1203845', name: 'Fjordline JP', currency: 'JPY' },
    ],
    waiting: open.length,
    programs_taken_usd_minor: 312,
    changed: changed.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after)),
  };
}
