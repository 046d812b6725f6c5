import { describe, expect, it } from 'vitest';
import { median, quantile } from '../../../../src/main/core/math/quantile.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';
import { type SharedAd, whatTheyShare } from '../../../../src/main/core/score/share.ts';

const length = { id: 'M01', name: 'Duration', unit: 's' };
const kind = { id: 'kind', name: 'Kind', unit: '' };
const rng = stream(1, 'share test');

const ad = (concept: string, chosen: boolean, seconds: number | null, word = 'video'): SharedAd => ({
  concept,
  chosen,
  numbers: new Map(seconds === null ? [] : [['M01', seconds]]),
  words: new Map([['kind', word]]),
});
const many = (n: number, name: string, chosen: boolean, seconds: () => number): SharedAd[] =>
  Array.from({ length: n }, (_, at) => ad(`${name}${at}`, chosen, seconds()));
const share = (ads: readonly SharedAd[]) => whatTheyShare(ads, [length], [kind], 1);
const about = (ads: readonly SharedAd[], id: string) =>
  share(ads).findings.find(({ feature }) => feature === id);

describe('what chosen ads share', () => {
  it('tells a planted difference with both sides, its interval and how sure it is', () => {
    const ads = [
      ...many(20, 'c', true, () => 10 + rng.normal()),
      ...many(60, 'r', false, () => 20 + rng.normal()),
    ];
    expect(about(ads, 'M01')).toMatchObject({ verdict: 'differs', n_chosen: 20, n_rest: 60, word: null });
    const { effect, interval90 } = about(ads, 'M01') as { effect: number; interval90: [number, number] };
    expect(effect).toBeCloseTo(-10, 0);
    expect(interval90[0]).toBeLessThan(effect);
    expect(interval90[1]).toBeGreaterThan(effect);
    expect(share(ads)).toEqual(share(ads));
  });

  it('gives no number under eight concepts on a side, however many ads they are', () => {
    const copies = Array.from({ length: 30 }, (_, n) => ad(`c${n % 7}`, true, 10));
    const ads = [...copies, ...many(60, 'r', false, () => 20)];
    expect(about(ads, 'M01')).toMatchObject({
      verdict: 'too_few',
      n_chosen: 7,
      chosen: null,
      effect: null,
      interval90: null,
      q: null,
    });
    expect(share(ads)).toMatchObject({ concepts_chosen: 7, looked_at: 0 });
  });

  it('counts a concept once, on the side of its chosen ads', () => {
    const ads = [
      ad('both', true, 10),
      ad('both', false, 99),
      ...many(8, 'c', true, () => 10),
      ...many(8, 'r', false, () => 10),
    ];
    expect(share(ads)).toMatchObject({ concepts_chosen: 9, concepts_rest: 8 });
    expect(about(ads, 'M01')).toMatchObject({
      chosen: 10,
      rest: 10,
      effect: 0,
      verdict: 'no_difference_shown',
    });
  });

  it('draws medians again as drawing every value again would', () => {
    const draw = stream(2, 'by hand');
    const values = Array.from({ length: 12 }, () => draw.uniform());
    const rest = Array.from({ length: 9 }, () => draw.uniform());
    const ads = [
      ...values.map((value, n) => ad(`c${n}`, true, value)),
      ...rest.map((value, n) => ad(`r${n}`, false, value)),
    ];
    const again = (from: readonly number[]) =>
      median(from.map(() => from[Math.floor(draw.uniform() * from.length)] as number));
    const differences = Array.from({ length: 4000 }, () => again(values) - again(rest));
    const { interval90 } = about(ads, 'M01') as { interval90: [number, number] };
    const [low, high] = interval90;
    expect(Math.abs(low - quantile(differences, 0.05))).toBeLessThan(0.06);
    expect(Math.abs(high - quantile(differences, 0.95))).toBeLessThan(0.06);
  });

  it('compares words by their shares', () => {
    const ads = [
      ...Array.from({ length: 12 }, (_, n) => ad(`c${n}`, true, null, n < 11 ? 'image' : 'video')),
      ...Array.from({ length: 40 }, (_, n) => ad(`r${n}`, false, null, n < 4 ? 'image' : 'video')),
    ];
    const image = share(ads).findings.find(({ word }) => word === 'image');
    expect(image).toMatchObject({ verdict: 'differs', chosen: 11 / 12, rest: 0.1 });
    expect(share(ads).findings.find(({ feature }) => feature === 'M01')?.verdict).toBe('too_few');
  });

  it('finds nothing in choices made by chance: in at most one of ten is any difference told', () => {
    const questions = Array.from({ length: 20 }, (_, n) => ({ id: `F${n}`, name: `F${n}`, unit: '' }));
    let told = 0;
    for (let run = 0; run < 60; run += 1) {
      const ads = Array.from({ length: 60 }, (_, n) => ({
        concept: `${n}`,
        chosen: n < 15,
        numbers: new Map(questions.map(({ id }) => [id, Math.round(3 * rng.normal())])),
        words: new Map<string, string>(),
      }));
      if (whatTheyShare(ads, questions, [], run).findings.some(({ verdict }) => verdict === 'differs'))
        told += 1;
    }
    // Exactly 6 of 60 are expected at the most; 13 has a chance of 1 in 200.
    expect(told).toBeLessThan(13);
  });
});
