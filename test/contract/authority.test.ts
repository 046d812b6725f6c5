import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  AppError,
  type Caller,
  contract,
  hosts,
  type Procedure,
  procedure,
  type Scope,
} from '../../src/contract/index.ts';
import { authorise } from '../../src/main/hosts/bind.ts';

/** One that says neither where it is offered nor that it is a person's: the rule has to hold for it all the same. */
const spending: Record<string, Procedure> = {
  'test.spend': procedure({
    kind: 'command',
    effect: 'spend',
    input: z.strictObject({}),
    output: z.strictObject({}),
    errors: [],
    summary: 'Spends',
  }),
};
beforeAll(() => Object.assign(contract, spending));
afterAll(() => {
  delete (contract as Record<string, Procedure>)['test.spend'];
});

const scopeSets: Scope[][] = [[], ['read'], ['propose'], ['read', 'propose'], ['read', 'propose', 'approve']];
const callers: Caller[] = hosts.flatMap((host) =>
  scopeSets.flatMap((scopes) =>
    [true, false].flatMap((person) => [true, false].map((token) => ({ host, scopes, person, token }))),
  ),
);

const answer = (id: string, caller: Caller): string => {
  try {
    authorise(id, caller);
    return 'allowed';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

/** Written out once more, independently of the code: which effect asks for which scope. */
const needed = { none: 'read', local: 'propose', propose: 'propose', spend: 'approve' } as const;

test('every procedure through every host with every set of scopes gets what it is due and no more', () => {
  const wrong: string[] = [];
  for (const [id, { effect, person, hosts: offered }] of Object.entries<Procedure>({
    ...contract,
    ...spending,
  })) {
    for (const caller of callers) {
      const expected =
        (offered && !offered.includes(caller.host)) ||
        !caller.scopes.includes(needed[effect]) ||
        (person && !caller.person) ||
        (person === 'present' && caller.token)
          ? 'PERMISSION'
          : effect === 'spend' && !caller.person
            ? 'NEEDS_APPROVAL'
            : 'allowed';
      const got = answer(id, caller);
      if (got !== expected) wrong.push(`${id} ${JSON.stringify(caller)}: ${got}, due ${expected}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('limits are set by a person who is there, and by no token of theirs', () => {
  const setters = Object.entries<Procedure>(contract).filter(([id]) => /\.set\w*Limits$/.test(id));
  expect(setters.map(([id, { person }]) => [id, person])).toEqual([
    ['approve.setLimits', 'present'],
    ['decide.setLimits', 'present'],
  ]);
});

test('nothing spends without a person, whatever the token may do', () => {
  const programs = callers.filter(({ person }) => !person);
  expect(programs.map((caller) => answer('test.spend', caller))).not.toContain('allowed');
});

test('of all procedures one reaches what spends: approve.confirm, for a person at a window or a terminal', () => {
  const spends = Object.entries<Procedure>(contract).filter(
    ([id, { effect }]) => effect === 'spend' && !(id in spending),
  );
  expect(spends.map(([id]) => id)).toEqual(['approve.confirm']);
  const may = callers.filter((caller) => answer('approve.confirm', caller) === 'allowed');
  expect([...new Set(may.map(({ host }) => host))]).toEqual(['electron', 'gateway', 'cli']);
  for (const { person, scopes } of may)
    expect({ person, approve: scopes.includes('approve') }).toEqual({ person: true, approve: true });
});

test('what may be approved, by whom and whether at all is set by a person alone: no token, no model', () => {
  for (const id of ['approve.setLimits', 'approve.kill']) {
    const may = callers.filter((caller) => answer(id, caller) === 'allowed');
    expect(may.length).toBeGreaterThan(0);
    for (const { person, token } of may)
      expect({ id, person, token }).toEqual({ id, person: true, token: false });
  }
});

test('an unknown id is no procedure, not even one that every object has', () => {
  const all: Caller = { host: 'electron', scopes: ['read', 'propose', 'approve'], person: true };
  for (const id of ['nothing.here', 'toString', '__proto__', '']) expect(answer(id, all)).toBe('NOT_FOUND');
});
