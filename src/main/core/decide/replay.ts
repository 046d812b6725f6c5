import { DECIDE_VERSION, type Proposal, type Refusal } from './proposal.ts';

/**
 * Why a kept proposal is not what its stored inputs and seed give today; null where it is, to the last digit. `engine` is
 * the one that made it, null of one from before they were numbered.
 */
export function whyOtherwise(
  kept: { readonly engine: number | null; readonly proposal: Proposal },
  again: Proposal | Refusal,
): string | null {
  if (again.kind === 'refused') return `${madeBy(kept.engine)}The engine refuses it today: ${again.reason}.`;
  if (again.inputsHash !== kept.proposal.inputsHash)
    return 'The stored inputs were changed since: their hash is not the one that it was made with.';
  const [first, ...more] = differences(kept.proposal, again, '');
  if (first === undefined) return null;
  return `${madeBy(kept.engine)}${first}${more.length > 0 ? `; so do ${more.length} more` : ''}.`;
}

const madeBy = (engine: number | null): string =>
  engine === DECIDE_VERSION
    ? ''
    : `Made by ${engine === null || engine < DECIDE_VERSION ? 'an older' : 'a newer'} engine (${engine ?? 'without a number'}; this is ${DECIDE_VERSION}). `;

/** Of two values as JSON keeps them, each by the way to it. */
function differences(was: unknown, is: unknown, path: string): string[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null)
    return [`${path} differs: ${JSON.stringify(was)} then, ${JSON.stringify(is)} now`];
  const [then, now] = [was, is] as Record<string, unknown>[];
  return [...new Set([...Object.keys({ ...then }), ...Object.keys({ ...now })])].flatMap((key) =>
    differences(then?.[key], now?.[key], path === '' ? key : `${path}.${key}`),
  );
}
