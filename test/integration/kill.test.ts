import { expect, it } from 'vitest';
import { bench } from '../bench/kill.ts';

/** The short form; `npm run bench -- kill` is the long one. */
it('a job over 50 files loses and doubles nothing under kill -9 of its owner and of its media hosts', async () => {
  const { raw, ratios, pass } = await bench(
    new Map([
      ['n', '8'],
      ['hosts', '4'],
    ]),
  );
  expect(raw).toMatchObject({ kills: 8 });
  expect(Object.values(ratios).length).toBeGreaterThan(8);
  for (const [what, ratio] of Object.entries(ratios))
    expect({ [what]: ratio }).toEqual({ [what]: { value: 0, bar: 0 } });
  expect(pass).toBe(true);
}, 900_000);
