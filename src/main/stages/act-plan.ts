import { AppError, majorText } from '../../contract/index.ts';
import { type Drift, type Plan, planMutations } from '../core/act/plan.ts';
import type { Content } from '../core/approve/content.ts';
import { nameOf } from '../core/approve/shown-name.ts';
import type { oneByOneEach } from '../core/one-by-one.ts';
import type { ApprovalReader, ApprovalRow, DecideReader, Outside, Part, TaggedPort } from '../ports.ts';
import type { ApproveParts } from './approve.ts';

/** What an approved request asks of the platform, and what that shows of it. */

export interface ActParts extends ApproveParts {
  readonly reader: ApprovalReader & Pick<DecideReader, 'decision'>;
  readonly outside: Outside;
  /**
   * One call at a time for each ad account: nothing of ours comes between the look before a call and the one behind it, and
   * nothing but a pause on its target while it is not known whether it arrived.
   */
  readonly inTurnOf: ReturnType<typeof oneByOneEach>;
  /** Between two looks at what cannot be reached or has not settled. */
  readonly lookAgainMs: number;
  /** Fires, with the error to tell, when a person stops everything. */
  readonly stop: () => AbortSignal;
}

/** After how many milliseconds a request is to be looked at again; null when it rests. */
export type Pass = number | null | 'go on';

type AccountContent = Extract<Content, { readonly kind: 'budget change' | 'pause' | 'resume' }>;
export const isOfAccount = (content: Content): content is AccountContent => !('details' in content);
export const targetsOf = (content: AccountContent): string[] =>
  ('changes' in content ? content.changes : content.switches).map(({ target }) => target);

/** What the request calls one of its targets, in a sentence of ours. */
function calledIn(content: AccountContent, target: string): string {
  const parts: readonly { readonly target: string; readonly name?: string | undefined }[] =
    'changes' in content ? content.changes : content.switches;
  return nameOf(parts.find((part) => part.target === target) ?? { target });
}

/** In the words and the money of the request. */
export function saysDrifts(drifts: readonly Drift[], content: AccountContent): string {
  const budget = (minor: number | null): string =>
    minor === null ? 'none' : `${majorText(minor, content.currency)} ${content.currency}`;
  const said = drifts.map((drift) => {
    const { target, what } = drift;
    const [found, approved] =
      drift.what === 'budget' ? [budget(drift.found), budget(drift.approved)] : [drift.found, drift.approved];
    return `${what} of ${calledIn(content, target)} is ${found}, not ${approved}`;
  });
  return `Changed outside: ${said.join('; ')}.`;
}

interface Unread {
  readonly kind: 'unread';
  readonly problem: string;
}

/** The platform could not be asked; it is looked at again. Throws the signal's reason, and what is no trouble of its own. */
export function unread(error: unknown, signal: AbortSignal): Unread {
  signal.throwIfAborted();
  if (!(error instanceof AppError)) throw error;
  return { kind: 'unread', problem: error.message };
}

/** Why the calls that are stored are not those of what was approved; undefined where they are. */
export function areOfOther(
  { id, content }: ApprovalRow['approval'],
  all: readonly Part[],
): string | undefined {
  const own = isOfAccount(content)
    ? targetsOf(content).map((target) => [`${id}/${target}`, target])
    : [[id, content.account]];
  const known = own.every(([tag, target]) => all.some((part) => part.tag === tag && part.target === target));
  return known && own.length === all.length ? undefined : 'Its calls are not those of what was approved.';
}

/** Of one target or of all, against the platform as it is at this moment. */
export async function planned(
  parts: ActParts,
  { approval }: ApprovalRow,
  content: AccountContent,
  signal: AbortSignal,
): Promise<Plan | Unread> {
  try {
    return await planOf(parts, approval.id, content, signal);
  } catch (error) {
    return unread(error, signal);
  }
}

async function planOf(
  { outside }: ActParts,
  id: string,
  content: AccountContent,
  signal: AbortSignal,
): Promise<Plan> {
  const remote = await outside.adAccount.read(content.account, targetsOf(content), signal);
  return planMutations(id, content, remote);
}

export const onlyOf = (content: AccountContent, target: string): AccountContent =>
  'changes' in content
    ? { ...content, changes: content.changes.filter((change) => change.target === target) }
    : { ...content, switches: content.switches.filter((one) => one.target === target) };

/** What the platform says against the request as it stands now; nothing where it is as the approver saw it. */
export async function driftsOf(
  parts: ActParts,
  { id, content }: ApprovalRow['approval'],
  signal: AbortSignal,
) {
  if (!isOfAccount(content)) return [];
  const plan = await planOf(parts, id, content, signal);
  return plan.kind === 'stale' ? plan.drifts : [];
}

/**
 * What may yet arrive of another request would undo what is sent now, or be taken for what stands there; null where nothing
 * may. What a pause stops is no matter of the budget, and a second one undoes nothing: it waits for a lost resume alone.
 */
export async function behindLost(
  { reader }: ActParts,
  content: AccountContent,
  { target }: Part,
  id: string,
): Promise<string | null> {
  const lost = await reader.callsLost(target, id);
  if (!lost.some(({ mutation }) => content.kind !== 'pause' || mutation?.do === 'resume')) return null;
  return `Whether an earlier change of ${calledIn(content, target)} arrived is not known yet; it waits for that.`;
}

/**
 * Which of those left has its turn; undefined where none is. A pause passes by what reads paused and may yet be started by what
 * was lost: what runs by now is stopped first.
 */
export async function nextOf(
  parts: ActParts,
  row: ApprovalRow,
  left: readonly Part[],
  signal: AbortSignal,
): Promise<Part | undefined> {
  const { id, content } = row.approval;
  if (content.kind !== 'pause' || left.length === 1) return left[0];
  for (const part of left) {
    if ((await behindLost(parts, content, part, id)) === null) return part;
    const plan = await planned(parts, row, onlyOf(content, part.target), signal);
    if (plan.kind === 'ready' && plan.mutations.length > 0) return part;
  }
  return left[0];
}

/** Why a target is not to be started after all: a person allowed a pause of it, or of what it stands in, later. Null where none did. */
export async function pausedSince(
  { reader }: ActParts,
  { id, content }: ApprovalRow['approval'],
  { target }: Part,
): Promise<string | null> {
  if (content.kind !== 'resume') return null;
  const yes = await reader.lastSaid(id, 'approve');
  const above = await reader.above(target);
  for (const one of [target, ...above])
    for (const pause of await reader.pausesAllowed(content.account, one))
      if ((await reader.lastSaid(pause, 'approve')) > yes) {
        const what = `${one === target ? '' : 'what holds '}${calledIn(content, target)}`;
        return `A pause of ${what} was approved after it: it is not started.`;
      }
  return null;
}

/** Read back: a yes alone is not believed where the change can be looked at. */
export async function isSo(
  parts: ActParts,
  row: ApprovalRow,
  part: Part,
  signal: AbortSignal,
): Promise<boolean> {
  const { content } = row.approval;
  if (!part.mutation || !isOfAccount(content)) return true;
  const plan = await planned(parts, row, onlyOf(content, part.target), signal);
  return plan.kind === 'ready' && plan.mutations.length === 0;
}

export type TaggedContent = Parameters<TaggedPort['send']>[0];
export function tagged({ tagged: ports }: Outside, { kind }: Content): TaggedPort {
  const port = ports[kind];
  if (!port) throw new AppError('NOT_CONNECTED', `Nothing is connected that could ${kind}.`);
  return port;
}
