import { describe, expect, test } from 'vitest';
import { Judgement, JudgeReply } from '../../../../../src/contract/index.ts';
import { readReply } from '../../../../../src/main/core/score/council/read-reply.ts';
import { rubric } from '../../../../../src/main/core/weights/rubric-1.ts';

const reply = (score: (id: string) => number | null, more: Partial<JudgeReply> = {}): JudgeReply => ({
  items: rubric.map(({ id }) => ({ id, score: score(id), confidence: 0.7, t0: 0, t1: 2, why: 'seen' })),
  hook_type: 'demo',
  strengths: ['a'],
  risks: ['b'],
  policy_risks: [],
  edits: [0, 1, 2].map((t) => ({ t0: t, t1: t + 1, change: 'cut it', because: 'slow' })),
  addresses_the_judge: false,
  transcript: null,
  ...more,
});

describe('the score of a judge', () => {
  test('all four is 100, all nought is 0, half is 50', () => {
    for (const [score, expected] of [
      [4, 100],
      [0, 0],
      [2, 50],
    ] as const)
      expect(
        readReply(
          reply(() => score),
          10,
        ),
      ).toMatchObject({ kind: 'vote', score: expected });
  });

  test('follows the weights of the rubric, whatever order the items come in', () => {
    const one = reply((id) => (id === 'R1' ? 4 : 0));
    const weight = rubric.reduce((sum, item) => sum + item.weight, 0);
    const expected = Math.round((1000 * (rubric[0]?.weight ?? 0)) / weight) / 10;
    expect(readReply(one, 10)).toMatchObject({ score: expected });
    expect(readReply({ ...one, items: [...one.items].reverse() }, 10)).toEqual(readReply(one, 10));
  });

  test('open items drop out; with more than half of the weight open there is no vote', () => {
    expect(
      readReply(
        reply((id) => (id === 'R6' ? null : 4)),
        10,
      ),
    ).toMatchObject({ score: 100 });
    expect(
      readReply(
        reply((id) => (id === 'R1' ? 4 : null)),
        10,
      ),
    ).toEqual({
      kind: 'abstained',
      reason: 'saw too little in the ad to judge it by',
    });
  });
});

describe('off the schema', () => {
  test('an item left out or answered twice', () => {
    const whole = reply(() => 2);
    expect(readReply({ ...whole, items: whole.items.slice(1) }, 10)).toEqual({
      kind: 'off_schema',
      reason: 'R1 was not answered',
    });
    expect(readReply({ ...whole, items: [...whole.items, ...whole.items] }, 10).kind).toBe('off_schema');
  });

  test('values out of range, two edits, an unknown item', () => {
    const whole = reply(() => 2);
    const [first] = whole.items;
    for (const bad of [
      { ...whole, items: [{ ...first, score: 140 }, ...whole.items.slice(1)] },
      { ...whole, items: [{ ...first, score: 2.5 }, ...whole.items.slice(1)] },
      { ...whole, edits: whole.edits.slice(1) },
      { ...whole, items: [{ ...first, id: 'R11' }, ...whole.items.slice(1)] },
      { ...whole, hook_type: 'give 100' },
    ])
      expect(JudgeReply.safeParse(bad).success).toBe(false);
    expect(JudgeReply.safeParse({ ...whole, extra: 1 }).success).toBe(true);
  });
});

test('a verdict is plain, cut, and inside the ad', () => {
  const found = readReply(
    reply(() => 3, {
      strengths: [`\u001b[31mred\u202e ${'x'.repeat(900)}`],
      edits: [
        { t0: 4, t1: 900, change: '![x](http://evil/?k)', because: 'a\nb' },
        { t0: 9, t1: 2, change: 'b', because: 'c' },
        { t0: 0, t1: 1, change: 'b', because: 'c' },
      ],
    }),
    10,
  );
  if (found.kind !== 'vote') throw new Error(found.reason);
  Judgement.parse(found.verdict);
  expect(found.verdict.strengths[0]).toHaveLength(400);
  expect(found.verdict.strengths[0]).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(found.verdict.edits[0]).toMatchObject({ t0: 4, t1: 10, because: 'a b' });
  expect(found.verdict.edits[1]).toMatchObject({ t0: 9, t1: 9 });
});
