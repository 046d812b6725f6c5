import { expect, it } from 'vitest';
import type { Patterns } from '../../../../src/contract/index.ts';
import { sharedText } from '../../../../src/main/hosts/cli/learnt.ts';
import { someLearnt } from '../../../support/fake-api/learnt.ts';
import { rows } from '../../../support/fake-api/rows.ts';

const { patterns } = someLearnt(rows(12));
const only = (wanted: (one: Patterns['patterns'][0]) => boolean): Patterns => ({
  ...patterns,
  patterns: patterns.patterns.filter(wanted),
});

it('names what speaks for an ad with its word, and nothing that speaks against it or may be chance', () => {
  expect(sharedText(patterns)).toEqual([
    'What your top performers share in Fjordline DE: first cut: before 1.5 s (+16 % hook rate, 95 % in the test +5 % to +28 %, ' +
      '22 concepts with, 57 without, tested); hook: demo (+18 % ctr, 90 % +5 % to +33 %, 23 concepts with, ' +
      '56 without, pattern); offer: shown (+14 % ctr, 90 % +4 % to +26 %, 24 concepts with, 55 without, pattern). ' +
      'See titan patterns.',
  ]);
  expect(sharedText(only(({ effect }) => effect === null || effect < 0))).toEqual([]);
  expect(sharedText(only(({ wording }) => wording === 'no evidence' || wording === 'hint'))).toEqual([]);
});
