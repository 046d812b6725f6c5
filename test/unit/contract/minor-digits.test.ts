import { expect, it } from 'vitest';
import { majorText } from '../../../src/contract/minor-digits.ts';

it('writes what lies between two minor units to the nearest of them', () => {
  expect(majorText(1234, 'EUR')).toBe('12.34');
  expect(majorText(1234.5, 'EUR')).toBe('12.35');
  expect(majorText(-1234.4, 'EUR')).toBe('-12.34');
  expect(majorText(-0.4, 'EUR')).toBe('0.00');
  expect(majorText(99.7, 'JPY')).toBe('100');
  expect(majorText(999.6, 'KWD')).toBe('1.000');
});
