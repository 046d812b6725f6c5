import { expect, test } from 'vitest';
import { patchOf } from '../../../../src/main/hosts/cli/limits.ts';

test('limits are set by name, in the money of the account', () => {
  const args = [
    'ceiling=500.00',
    'margin=40',
    'split=12.5',
    'step=10',
    'spacing=5',
    'aim=winner',
    '23:floor=10',
    '23:margin=35',
    '24:ceiling=none',
  ];
  expect(patchOf(args, 'EUR')).toEqual({
    total_ceiling_minor: 50_000,
    margin: 0.4,
    loss_share: 0.125,
    step_share: 0.1,
    spacing_days: 5,
    aim: 'find winner',
    budgets: [
      { id: '23', floor_minor: 1000, margin: 0.35 },
      { id: '24', ceiling_minor: null },
    ],
  });
  expect(patchOf(['floor=500', 'split=off', 'ceiling=none', '7:margin=none'], 'JPY')).toEqual({
    total_floor_minor: 500,
    loss_share: null,
    total_ceiling_minor: null,
    budgets: [{ id: '7', margin: null }],
  });
});

test.each(['floor', 'floor=-1', 'floor=a', 'aim=lose', 'x=1', '23:aim=earn', 'margin=much'])(
  'what it does not understand is refused: %s',
  (arg) => {
    expect(() => patchOf([arg], 'EUR')).toThrow();
  },
);
