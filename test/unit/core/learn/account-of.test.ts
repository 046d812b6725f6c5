import { expect, it } from 'vitest';
import { accountChooser } from '../../../../src/main/core/learn/account-of.ts';

const linked = (account: string, client: string | null, ads: readonly string[]) =>
  ads.map((ad) => ({ ad, account, client }));

it('lets the account speak that an ad is linked with, whatever others know more', () => {
  const choose = accountChooser([
    ...linked('big', 'A', ['1', '2', '3']),
    ...linked('small', 'B', ['4', '3']),
  ]);
  expect(choose({ id: '4', client: 'A' })).toBe('small');
  expect(choose({ id: '3', client: 'B' })).toBe('big');
});

it("else its client's with the most ads, and none where it is not known whose it is", () => {
  const choose = accountChooser([
    ...linked('big', 'A', ['1', '2', '3']),
    ...linked('small', 'B', ['4']),
    ...linked('second', 'A', ['5']),
    ...linked('own', null, ['6']),
  ]);
  expect(choose({ id: 'new', client: 'A' })).toBe('big');
  expect(choose({ id: 'new', client: 'B' })).toBe('small');
  expect(choose({ id: 'new', client: 'C' })).toBeNull();
  expect(choose({ id: 'new', client: null })).toBe('own');
  const two = accountChooser([...linked('one', null, ['1', '2']), ...linked('other', null, ['3'])]);
  expect(two({ id: 'new', client: null })).toBeNull();
  expect(two({ id: '3', client: null })).toBe('other');
  expect(accountChooser([])({ id: 'new', client: null })).toBeNull();
});
