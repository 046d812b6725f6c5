import { expect, test } from 'vitest';
import { reasonToStay } from '../../../../../src/main/core/learn/deepctr/promote.ts';
import { type Model, trainAndTry } from '../../../../../src/main/core/learn/deepctr/train.ts';
import { makeWorld } from '../../../../support/deepctr/world.ts';

/** 140 films of three ads, one a day. */
const { train: ads } = makeWorld({ ads: 420, unseen: 0, interactions: 1, signal: 1.6 }, 4);
const { model, said } = trainAndTry(ads, 1);
const fitted = model.fitted as NonNullable<Model['fitted']>;
const against = (one: Model, untilDay: number, newer = model) =>
  reasonToStay({ model: one, untilDay }, newer, ads, said, 1);

test('a newer model takes the place of one that it beats on ads that neither had seen', () => {
  const { weights } = fitted;
  const wrong = { ...model, fitted: { ...fitted, weights: { ...weights, ridge: -weights.ridge } } };
  expect(against(wrong, 80)).toBeNull();
});

test('one that is as good stays, and says by how much', () => {
  expect(against(model, 80)).toMatch(
    /^on 177 ads that neither had seen a newer one gained -?\d+\.\d\d % over it \(-\d+\.\d\d to .+\), which may be nothing$/,
  );
});

test('one stays while too few new concepts have run to tell; variants of one that it knew are none', () => {
  expect(against(model, 120)).toBe('19 of 20 new concepts that a newer one could be held against it on');
});

test('where nothing beats the average the average takes its place, and any model that of the average', () => {
  const mean = { ...model, active: 'mean', fitted: null } as const;
  expect(against(model, 80, mean)).toBeNull();
  expect(against(mean, 80)).toBeNull();
});
