import type { GraphProblem } from './faults.ts';
import type { Found } from './nodes.ts';

export interface BudgetLog {
  readonly target: string;
  readonly what: 'budget' | 'status';
  readonly value: string;
  readonly atMs: number;
}

const hourMs = 3_600_000;
const changesAnHour = 4;
const leastBudget = 1;
/** A larger step than this has an ad set learn anew (`meta.md` 4). */
const largeStep = 0.2;

export interface Changes {
  readonly changes: BudgetLog[];
  /** When changes of a budget were refused for their number. */
  readonly refusedMs: Map<string, number[]>;
}

/** A change that was one too many closes its object for an hour, whatever becomes of the others meanwhile. */
const isClosed = (target: string, { changes, refusedMs }: Changes, nowMs: number): boolean => {
  const changedBefore = (atMs: number): number =>
    changes.filter(
      (one) => one.target === target && one.what === 'budget' && one.atMs <= atMs && one.atMs > atMs - hourMs,
    ).length;
  return [nowMs, ...(refusedMs.get(target) ?? [])].some(
    (atMs) => atMs > nowMs - hourMs && changedBefore(atMs) >= changesAnHour,
  );
};

/** Whether a request only wants to know if it would be taken (`meta.md` 9.25). */
export const onlyChecked = (sent: URLSearchParams): boolean =>
  (sent.get('execution_options') ?? '').includes('validate_only');

/**
 * Merges what was sent and known, where all of it is right and it is not only to be checked. Whatever else stands in the
 * body is taken with success, as Meta does (`meta.md` 9.23).
 */
export function writeNode(
  found: Found,
  sent: URLSearchParams,
  made: Changes,
  nowMs: number,
): GraphProblem | null {
  const { changes, refusedMs } = made;
  const target = found.of.id;
  const budget = sent.get('daily_budget');
  const status = sent.get('status');
  if (budget !== null) {
    if (!/^\d+$/.test(budget) || Number(budget) < leastBudget)
      return {
        code: 100,
        message: '(#100) Param daily_budget must be an integer',
        userMessage: 'The budget is too low.',
      };
    if (found.kind === 'ad' || found.of.dailyBudget === null)
      return {
        code: 100,
        subcode: 1885621,
        message: 'Invalid parameter',
        userMessage: 'The budget is kept on another level.',
      };
    if (isClosed(target, made, nowMs)) {
      refusedMs.set(target, [...(refusedMs.get(target) ?? []), nowMs]);
      return { code: 613, subcode: 1487632, message: 'Too many budget changes' };
    }
  }
  if (status !== null && !['ACTIVE', 'PAUSED'].includes(status))
    return { code: 100, message: '(#100) Invalid status' };
  if (onlyChecked(sent)) return null;
  if (budget !== null && found.kind !== 'ad') {
    const was = found.of.dailyBudget ?? 0;
    if (found.kind === 'ad set' && Math.abs(Number(budget) - was) > largeStep * was)
      found.of.editedMs = nowMs;
    found.of.dailyBudget = Number(budget);
    changes.push({ target, what: 'budget', value: budget, atMs: nowMs });
  }
  if (status !== null) {
    found.of.status = status;
    changes.push({ target, what: 'status', value: status, atMs: nowMs });
  }
  return null;
}
