import { expect, it } from 'vitest';
import { traitsOf } from '../../../../src/main/core/learn/traits.ts';
import { anAd } from '../../../support/fake-api/an-ad.ts';
import { aRow } from '../../../support/fake-api/rows.ts';

it('a tag tells whom an ad speaks to and who speaks; two of a kind tell nothing', () => {
  const of = (...tags: string[]) => traitsOf({ ...anAd(aRow(1)), tags });
  expect(of('Persona: New Parents', 'creator:Kim', 'summer')).toMatchObject({
    persona: 'new parents',
    creator: 'kim',
  });
  expect(of('creator: Kim', 'creator: Lou', 'persona:')).not.toMatchObject({ creator: expect.anything() });
  expect(of('persona:')).not.toHaveProperty('persona');
});
