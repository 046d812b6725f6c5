import { expect, test } from 'vitest';
import { evaluate } from '../../../../../src/main/core/learn/deepctr/evaluate.ts';
import { fitModel, logits } from '../../../../../src/main/core/learn/deepctr/fit.ts';
import { reasonToStay } from '../../../../../src/main/core/learn/deepctr/promote.ts';
import { type Model, train } from '../../../../../src/main/core/learn/deepctr/train.ts';
import { makeWorld } from '../../../../support/deepctr/world.ts';

/** 140 films of three ads, one a day. */
const { train: ads } = makeWorld({ ads: 420, unseen: 0, interactions: 1, signal: 1.6 }, 4);
const model = train(ads, 1);
const fitted = model.fitted as NonNullable<Model['fitted']>;
const against = (one: Model, untilDay: number, newer = model, fits: boolean | null = null) =>
  reasonToStay({ model: one, untilDay, fits }, newer, ads, 1);

test('a newer model takes the place of one that it beats on ads that neither had seen', () => {
  const { weights } = fitted;
  const wrong = { ...model, fitted: { ...fitted, weights: { ...weights, ridge: -weights.ridge } } };
  expect(against(wrong, 80)).toBeNull();
});

test('one that is as good stays, and says by how much', () => {
  expect(against(model, 80)).toMatch(
    /^on 177 new ads, learning anew before each third of them gained -?\d+\.\d\d % over it \(-\d+\.\d\d to .+\), which may be nothing$/,
  );
});

test('what knows more ads takes its place: nothing that it is held against knew fewer than the one in use', () => {
  const { train: examples, test: unseen } = makeWorld(
    { ads: 290, unseen: 600, interactions: 1, signal: 1.6 },
    3,
  );
  const of = (known: typeof examples): Model => ({
    ...model,
    ads: known.length,
    fitted: { ...fitted, ...fitModel(known, 'ridge') },
  });
  const [earlier, newer] = [of(examples.filter(({ startDay }) => startDay <= 65)), of(examples)];
  expect(reasonToStay({ model: earlier, untilDay: 65, fits: null }, newer, examples, 1)).toBeNull();
  // It does know more, by 600 ads that only the world had seen.
  const traits = unseen.map((ad) => ad.traits);
  const [before, now] = [earlier, newer].map(({ fitted: one }) => logits(one as typeof fitted, traits));
  const judged = unseen.map((ad, at) => ({
    ...{ ...ad, eta: now?.[at] as number, baseEta: before?.[at] as number, phi: 100 },
  }));
  expect(evaluate(judged).gain).toBeGreaterThan(1);
});

test('one whose ads have been removed since does not stay: nothing fair is left to hold a newer one by', () => {
  const [old, young] = [
    ads.filter(({ startDay }) => startDay <= 80),
    ads.filter(({ startDay }) => startDay > 80),
  ];
  const left = (kept: typeof ads, of: Model = { ...model, ads: old.length }) =>
    reasonToStay({ model: of, untilDay: 80, fits: null }, model, [...kept, ...young], 1);
  expect(left(old.slice(0, 122))).not.toBeNull();
  expect(left(old.slice(0, 121))).toBeNull();
  expect(left([])).toBeNull();
  const ofOneConcept = old.slice(0, 12).map((ad) => ({ ...ad, group: 'one' }));
  expect(left(ofOneConcept, { ...model, ads: 12 })).toBeNull();
});

test('one that no longer fits what came does not stay, whatever the two are worth beside each other', () => {
  expect(against(model, 80, model, true)).not.toBeNull();
  expect(against(model, 80, model, false)).toBeNull();
});

test('one stays while too few new concepts have run to tell; variants of one that it knew are none', () => {
  expect(against(model, 120)).toBe('19 of 20 new concepts that a newer one could be held against it on');
});

test('where nothing beats the average the average takes its place, and any model that of the average', () => {
  const mean = { ...model, active: 'mean', fitted: null } as const;
  expect(against(model, 80, mean)).toBeNull();
  expect(against(mean, 80)).toBeNull();
});
