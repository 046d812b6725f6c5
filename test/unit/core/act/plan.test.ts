import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planMutations, type Remote, type RemoteTarget, undoOf } from '../../../../src/main/core/act/plan.ts';
import type { Content } from '../../../../src/main/core/approve/content.ts';

type BudgetContent = Extract<Content, { kind: 'budget change' }>;
const content = (changes: BudgetContent['changes']): BudgetContent => ({
  kind: 'budget change',
  account: 'act_1',
  client: 'shop',
  currency: 'EUR',
  changes,
});
const there = (budgetMinor: number, more: Partial<RemoteTarget> = {}): RemoteTarget => ({
  budgetMinor,
  payingMinor: budgetMinor,
  status: 'active',
  changesSecondsAgo: [],
  ...more,
});
const remote = (targets: Remote['targets'], more: Partial<Remote> = {}): Remote => ({
  account: 'act_1',
  currency: 'EUR',
  targets,
  ...more,
});
const three = content([
  { target: 'a', beforeMinor: 100, afterMinor: 150 },
  { target: 'b', beforeMinor: 100, afterMinor: 70 },
  { target: 'c', beforeMinor: 100, afterMinor: 80 },
]);
const fresh = { a: there(100), b: there(100), c: there(100) };

test('cuts come before increases, each with a tag of its own', () => {
  const plan = planMutations('ap_1', three, remote(fresh));
  expect(plan).toMatchObject({ kind: 'ready', already: [] });
  if (plan.kind !== 'ready') throw new Error(plan.kind);
  expect(plan.mutations.map(({ tag }) => tag)).toEqual(['ap_1/b', 'ap_1/c', 'ap_1/a']);
  expect(plan.mutations[2]).toMatchObject({ do: 'set budget', fromMinor: 100, toMinor: 150 });
});

test('on the way nothing is ever spent beyond the larger of before and after', () => {
  const changes = fc.uniqueArray(
    fc.record({
      target: fc.string({ minLength: 1, maxLength: 3 }),
      beforeMinor: fc.nat(10_000),
      afterMinor: fc.nat(10_000),
    }),
    { selector: ({ target }) => target, minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(changes, (list) => {
      const now = new Map(list.map(({ target, beforeMinor }) => [target, beforeMinor]));
      const targets = Object.fromEntries(list.map(({ target, beforeMinor }) => [target, there(beforeMinor)]));
      const plan = planMutations('x', content(list), remote(targets));
      if (plan.kind !== 'ready') throw new Error(plan.kind);
      const sum = () => [...now.values()].reduce((all, value) => all + value, 0);
      const most = Math.max(
        sum(),
        list.reduce((all, { afterMinor }) => all + afterMinor, 0),
      );
      for (const mutation of plan.mutations) {
        if (mutation.do === 'set budget') now.set(mutation.target, mutation.toMinor);
        expect(sum()).toBeLessThanOrEqual(most);
      }
      for (const { target, afterMinor } of list) expect(now.get(target)).toBe(afterMinor);
    }),
    { numRuns: 500, seed: 1 },
  );
});

test.each([
  ['a budget that somebody moved', remote({ ...fresh, b: there(101) }), 'budget'],
  ['a target that somebody paused', remote({ ...fresh, a: there(100, { status: 'paused' }) }), 'status'],
  ['a target that is gone', remote({ ...fresh, c: there(100, { status: 'gone' }) }), 'missing'],
  ['a target that the platform does not know', remote({ a: there(100), b: there(100) }), 'missing'],
  ['another account', remote(fresh, { account: 'act_2' }), 'account'],
  ['another currency', remote(fresh, { currency: 'USD' }), 'currency'],
] as const)('%s makes the plan stale, and nothing of it is written', (_, state, what) => {
  const plan = planMutations('ap_1', three, state);
  expect(plan.kind).toBe('stale');
  if (plan.kind === 'stale') expect(plan.drifts.map((drift) => drift.what)).toEqual([what]);
});

test('a batch that died half way goes on with what is left', () => {
  const plan = planMutations('ap_1', three, remote({ ...fresh, b: there(70) }));
  expect(plan).toMatchObject({
    kind: 'ready',
    already: ['b'],
    mutations: [{ target: 'c' }, { target: 'a' }],
  });
});

test('a fifth change within an hour waits until the first of the four is an hour old', () => {
  const busy = (ago: readonly number[]) =>
    planMutations('ap_1', three, remote({ ...fresh, a: there(100, { changesSecondsAgo: ago }) }));
  expect(busy([10, 20, 30]).kind).toBe('ready');
  expect(busy([3000, 10, 20, 3500])).toEqual({ kind: 'wait', target: 'a', seconds: 100 });
  expect(busy([3601, 10, 20, 30]).kind).toBe('ready');
});

const switching = (kind: 'pause' | 'resume'): Extract<Content, { kind: 'pause' | 'resume' }> => ({
  kind,
  account: 'act_1',
  client: 'shop',
  currency: 'EUR',
  switches: [
    { target: 'a', budgetMinor: 100 },
    { target: 'b', budgetMinor: 100 },
  ],
});

test('pausing what is paused already is done, whatever its budget is now', () => {
  const plan = planMutations(
    'ap_1',
    switching('pause'),
    remote({ a: there(1, { status: 'paused' }), b: there(99) }),
  );
  expect(plan).toEqual({
    kind: 'ready',
    already: ['a'],
    mutations: [{ tag: 'ap_1/b', target: 'b', do: 'pause' }],
  });
});

test('resuming spends the budget that was approved, or nothing', () => {
  const paused = (budgetMinor: number) => there(budgetMinor, { status: 'paused' });
  expect(planMutations('ap_1', switching('resume'), remote({ a: there(5), b: paused(100) }))).toEqual({
    kind: 'ready',
    already: ['a'],
    mutations: [{ tag: 'ap_1/b', target: 'b', do: 'resume' }],
  });
  expect(planMutations('ap_1', switching('resume'), remote({ a: there(5), b: paused(101) })).kind).toBe(
    'stale',
  );
});

test('an undo takes back what was confirmed, and nothing else', () => {
  expect(undoOf('ap_1', three, new Set(['a', 'c']))).toEqual({
    ...content([
      { target: 'a', beforeMinor: 150, afterMinor: 100 },
      { target: 'c', beforeMinor: 80, afterMinor: 100 },
    ]),
    takesBack: 'ap_1',
  });
  expect(undoOf('ap_1', three, new Set())).toBeUndefined();
  expect(undoOf('ap_1', switching('pause'), new Set(['b']))).toEqual({
    ...switching('resume'),
    takesBack: 'ap_1',
    switches: [{ target: 'b', budgetMinor: 100 }],
  });
  expect(undoOf('ap_1', switching('resume'), new Set(['z']))).toBeUndefined();
});
