import { expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../src/contract/index.ts';
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

it('notes no object that it meets: one that comes twice is gone through twice', () => {
  const Point = strict(() => ({ x: z.number() }));
  const Line = strict(() => ({ from: Point, to: Point }));
  const point = { x: 1 };
  // Zod begins to note at the second value.
  for (const _ of 'abc') {
    const { from, to } = Line.parse({ from: point, to: point });
    expect(from).toEqual(point);
    expect(from).not.toBe(to);
  }
});

it('has no schema in the contract that holds itself: a value that did would be gone through for ever', () => {
  const passed = new Set<unknown>();
  const walk = (schema: z.core.$ZodType, above: readonly z.core.$ZodType[]): void => {
    expect(above).not.toContain(schema);
    if (passed.has(schema)) return;
    passed.add(schema);
    const def = schema._zod.def as { shape?: object };
    for (const part of Object.values({ ...def, ...def.shape }).flat())
      if (part instanceof z.core.$ZodType) walk(part, [...above, schema]);
  };
  for (const { input, output } of Object.values(contract)) for (const one of [input, output]) walk(one, []);
  expect(passed.size).toBeGreaterThan(2000);
});
