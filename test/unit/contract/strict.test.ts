import { expect, it } from 'vitest';
import { z } from 'zod';
import { strict } from '../../../src/contract/strict.ts';

it('makes its fields when they are first asked for, once, and takes no other', () => {
  let made = 0;
  const Point = strict(() => {
    made += 1;
    return { x: z.number(), y: z.number().optional() };
  });
  const Line = z.array(strict(() => ({ from: Point, to: Point.nullable() }))).nullable();
  expect(made).toBe(0);

  expect(Line.parse([{ from: { x: 1 }, to: null }])).toEqual([{ from: { x: 1 }, to: null }]);
  expect(Line.safeParse([{ from: { x: 1, z: 2 }, to: null }]).error?.issues).toMatchObject([
    { code: 'unrecognized_keys', keys: ['z'] },
  ]);
  expect(Object.keys(Point.shape)).toEqual(['x', 'y']);
  expect(made).toBe(1);
});
