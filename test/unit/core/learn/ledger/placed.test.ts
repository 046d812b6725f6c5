import { describe, expect, it } from 'vitest';
import { type Called, placed } from '../../../../../src/main/core/learn/ledger/placed.ts';

const campaign = (id: string, name: string, account: string): Called => ({
  kind: 'campaign',
  id,
  name,
  account,
  campaign: null,
});
const called: Called[] = [
  campaign('11', 'Prospecting', '1'),
  campaign('22', 'Prospecting', '2'),
  campaign('12', 'Autumn', '1'),
  campaign('13', 'Twice', '1'),
  campaign('14', 'Twice', '1'),
  { kind: 'ad', id: '101', name: 'Hook A', account: '1', campaign: '12' },
];
const of = (shop: string | null, name: string, ad: string | null = null) =>
  placed([{ shop, ad, campaign: name }], called, new Set(['1', '2']))[0];

describe('what a row names', () => {
  it('is of the ad account that the row is of: clients call their campaigns alike', () => {
    expect(of('1', 'Prospecting')).toMatchObject({ campaign: '11', account: '1' });
    expect(of('2', 'Prospecting')).toMatchObject({ campaign: '22', account: '2' });
    expect(of('2', 'Autumn')).toMatchObject({ campaign: 'Autumn', account: '2' });
  });

  it('is nobody’s where several bear it and nobody said whose the row is', () => {
    for (const shop of [null, 'fjord'])
      expect(of(shop, 'Prospecting')).toMatchObject({ campaign: 'Prospecting', account: null });
    expect(of(null, 'Autumn')).toMatchObject({ campaign: '12', account: '1' });
    expect(of('1', 'Twice')).toMatchObject({ campaign: 'Twice', account: '1' });
  });

  it('is the campaign that its ad runs in, not the one that its link names', () => {
    for (const ad of ['101', 'Hook A'])
      expect(of(null, '22', ad)).toMatchObject({ ad: '101', campaign: '12', account: '1' });
    expect(of(null, 'Autumn', 'unheard of')).toMatchObject({ ad: 'unheard of', campaign: '12' });
  });

  it('by its id is what it is, whatever else was said', () => {
    expect(of('2', '11')).toMatchObject({ campaign: '11', account: '1' });
  });
});
