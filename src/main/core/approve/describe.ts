import type { ApprovalItem, ApprovalPart } from '../../../contract/index.ts';
import { majorText } from '../../../contract/minor-digits.ts';
import type { Approval } from './approval.ts';
import { addedADay, amountOf, type Content, type Plain } from './content.ts';
import { quoted, shownName, shownText } from './shown-name.ts';

/**
 * Everything an approver is shown is made here, from the fields that the hash covers. Of prose there is only what would be
 * published as it stands: the words of a draft. In a title a word of ours stands between a name and an amount: digits
 * that follow a name in right-to-left letters would be drawn before it.
 */

const amountText = (minor: number, currency: string): string => `${majorText(minor, currency)} ${currency}`;

type Side = ApprovalItem['before'];
interface Line {
  readonly target: string;
  readonly name: string | null;
  readonly before: Side;
  readonly after: Side;
}

/** Each part with what it is now and what it would be. */
export function linesOf(content: Content): Line[] {
  switch (content.kind) {
    case 'budget change':
      return content.changes.map(({ target, name, beforeMinor, afterMinor }) => ({
        target,
        name: shownName(name),
        before: beforeMinor,
        after: afterMinor,
      }));
    case 'pause':
    case 'resume': {
      const [before, after] = content.kind === 'pause' ? ['active', 'paused'] : ['paused', 'active'];
      return content.switches.map(({ target, name }) => ({ target, name: shownName(name), before, after }));
    }
    default:
      return [{ target: content.account, name: null, before: null, after: null }];
  }
}

const sum = (sides: readonly Side[]): Side =>
  sides.every((side) => typeof side === 'number')
    ? sides.reduce((total: number, side) => total + side, 0)
    : (sides[0] ?? null);

export function titleOf(content: Content): string {
  const lines = linesOf(content);
  const [first] = lines;
  const what =
    lines.length > 1 ? `${lines.length} budgets` : first?.name ? quoted(first.name) : first?.target;
  const takesBack = 'takesBack' in content && content.takesBack !== undefined;
  const again = takesBack ? ' again' : '';
  switch (content.kind) {
    case 'budget change': {
      if (lines.length > 1) {
        const cost = addedADay(content);
        const by = `${cost < 0 ? '−' : '+'}${amountText(Math.abs(cost), content.currency)} a day`;
        return `${takesBack ? 'Take back' : 'Change'} ${what}: ${cost === 0 ? 'the total stays' : by}`;
      }
      const [change] = content.changes;
      const [from, to] = [change?.beforeMinor ?? 0, change?.afterMinor ?? 0];
      const verb = takesBack ? 'Take back' : to < from ? 'Lower' : 'Raise';
      return `${verb} ${what} from ${amountText(from, content.currency)} to ${amountText(to, content.currency)} a day`;
    }
    case 'pause':
      return `Pause ${lines.length === 1 ? what : `${lines.length} targets`}${again}`;
    case 'resume':
      return `Resume ${lines.length === 1 ? what : `${lines.length} targets`}${again} at ${amountText(amountOf(content), content.currency)} a day`;
    case 'publish':
      return `Make a paused draft of ${quoted(detailOf(content, 'file'))} in ${quoted(detailOf(content, 'ad_set_name'))}`;
    case 'send conversions':
      return `Send conversions to ${content.account}`;
    case 'model spend':
      if ('question' in fieldsOf(content))
        return `Answer a question for at most ${amountText(content.amountMinor, content.currency)}`;
      return `Have ${adsOf(content)} judged for at most ${amountText(content.amountMinor, content.currency)}`;
    case 'data leaves':
      return `Let ${detailOf(content, 'host')} get data to ${detailOf(content, 'use')}`;
  }
}

/** What a request says beside its lines, by name; nothing where it says none. */
function fieldsOf(content: Content): { readonly [name: string]: Plain } {
  if (!('details' in content)) return { takes_back: content.takesBack ?? null };
  const { details } = content;
  if (details === null || typeof details !== 'object' || Array.isArray(details)) return {};
  return details as { readonly [name: string]: Plain };
}

const adsOf = (content: Content): string => {
  const n = Object.keys(fieldsOf(content).ads ?? {}).length;
  return n === 1 ? '1 ad' : `${n} ads`;
};

const detailOf = (content: Content, name: string): string =>
  factText(fieldsOf(content)[name] ?? content.account);

/** What the hash covers beside the lines above: every such field, by its name. */
export const factsOf = (content: Content): { name: string; value: string }[] =>
  Object.entries(fieldsOf(content)).flatMap(([name, value]) =>
    value === null ? [] : [{ name: name.replaceAll('_', ' '), value: factText(value) }],
  );

/** A text stands as it is; of several things each has a line, which no name in it can end. */
const factText = (value: Plain): string => {
  if (typeof value === 'string') return shownText(value);
  if (value === null || typeof value !== 'object') return inLine(value);
  const isList = Array.isArray(value) && value.every((one) => typeof one !== 'object');
  return isList ? inLine(value) : partsIn(value).join('\n');
};

const partsIn = (value: object): string[] =>
  Array.isArray(value)
    ? value.map(inLine)
    : Object.entries(value).map(([name, of]) => `${name} ${inLine(of)}`);

const inLine = (value: Plain): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object' && value !== null) return partsIn(value).join(', ');
  return shownText(String(value).replace(/\s+/g, ' '));
};

interface Shown {
  readonly approval: Approval;
  readonly adId: string | null;
  readonly problem: string | null;
}

export function itemOf({ approval, adId, problem }: Shown, now: string): ApprovalItem {
  const { content } = approval;
  const lines = linesOf(content);
  const late = ['proposed', 'approved'].includes(approval.state) && approval.expiresAt <= now;
  return {
    id: approval.id,
    ad_id: adId,
    kind: content.kind,
    state: late ? 'expired' : approval.state,
    target: lines.length === 1 ? (lines[0]?.target ?? '') : `${lines.length} targets`,
    before: sum(lines.map(({ before }) => before)),
    after: sum(lines.map(({ after }) => after)),
    amount_minor: amountOf(content),
    currency: content.currency,
    content_hash: approval.contentHash,
    expires_at: approval.expiresAt,
    title: titleOf(content),
    account: content.account,
    proposed_by: { kind: approval.proposedBy.kind, id: approval.proposedBy.id },
    proposed_at: approval.proposedAt,
    later_until: approval.laterUntil,
    problem: problem ?? approval.reason,
  };
}

type Progress = Pick<ApprovalPart, 'target' | 'state' | 'code' | 'detail'> & {
  readonly answerId: string | null;
};

/** Each line with how far its call came; what was begun as a whole has one. */
export const partsOf = (content: Content, begun: readonly Progress[]): ApprovalPart[] =>
  linesOf(content).map((line) => {
    const own = begun.find(({ target }) => target === line.target);
    return {
      ...line,
      state: own?.state ?? null,
      code: own?.code ?? null,
      detail: own?.detail ?? null,
      answer_id: own?.answerId ?? null,
    };
  });
