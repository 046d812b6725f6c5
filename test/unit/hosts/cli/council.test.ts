import { expect, it } from 'vitest';
import { councilFlags } from '../../../../src/main/hosts/cli/council.ts';

it('reads who judges, how and for how much', () => {
  expect(councilFlags({})).toBeNull();
  expect(councilFlags({ council: 'off' })).toBeNull();
  expect(councilFlags({ council: 'all', batch: true, budget: '2.50' })).toEqual({
    council: 'all',
    cheaper: true,
    ceiling_usd: 2.5,
  });
});

it.each([
  { council: 'everyone' },
  { council: 'all', budget: 'lots' },
  { council: 'all', budget: '-1' },
  { batch: true },
  { estimate: true },
])('refuses %o before anything is done', (flags) => {
  expect(() => councilFlags(flags)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});
