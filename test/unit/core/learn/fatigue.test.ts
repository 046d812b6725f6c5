import { expect, test } from 'vitest';
import { type FatigueDay, fatigueOf } from '../../../../src/main/core/learn/fatigue.ts';
import {
  falls,
  marginalReach,
  priceRatio,
  shiftAlarm,
} from '../../../../src/main/core/learn/fatigue-signals.ts';
import { restOfAccount } from '../../../../src/main/core/learn/rest-of-account.ts';
import { binomialDraw, poissonDraw } from '../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';

interface Story {
  readonly days?: number;
  readonly impressions?: number;
  /** Of the ad and of the rest of the account, by day. */
  readonly rate?: (day: number, frequency: number) => number;
  readonly othersRate?: (day: number) => number;
  /** Plays of three seconds of its impressions; none of an image. */
  readonly hook?: (frequency: number, day: number) => number;
  /** Results per click, by day. */
  readonly converts?: (day: number) => number;
  /** People who could be reached. */
  readonly audience?: number;
}

/** Impressions fall on people at random: of A people 1 - exp(-impressions / A) were reached. */
function live(story: Story, seed = 1): FatigueDay[] {
  const rng = stream(seed, 'ad');
  const daily = story.impressions ?? 4000;
  const audience = story.audience ?? 1e7;
  let shown = 0;
  const days = story.days ?? 30;
  return Array.from({ length: days }, (_, day) => {
    const impressions = poissonDraw(rng, daily);
    shown += impressions;
    const reach = audience * (1 - Math.exp(-shown / audience));
    const clicks = binomialDraw(rng, impressions, (story.rate ?? (() => 0.015))(day, shown / reach));
    return {
      impressions,
      clicks,
      views3s: story.hook ? binomialDraw(rng, impressions, story.hook(shown / reach, day)) : null,
      results: binomialDraw(rng, clicks, (story.converts ?? (() => 0.1))(day)),
      isRipe: day < days - 7,
      knownShare: 1,
      spendMinor: impressions,
      lifetime: { people: Math.round(reach), impressions: shown },
      others: {
        impressions: 200_000,
        spendMinor: 200_000,
        clicks: binomialDraw(rng, 200_000, (story.othersRate ?? (() => 0.012))(day)),
        dueClicks: 2400,
        videoImpressions: 100_000,
        views3s: 30_000,
        dueViews3s: 30_000,
      },
    };
  });
}
const stateOf = (story: Story, seed = 1) => fatigueOf(live(story, seed)).state;
const tired = (_: number, frequency: number) => 0.02 * Math.exp(-1.2 * Math.log(frequency));

test('too few days, impressions or clicks are not judged, and it says what is missing', () => {
  expect(fatigueOf([])).toMatchObject({ state: 'insufficient', frequency: null, newPeople: null });
  expect(fatigueOf(live({ days: 6 })).reasons).toEqual(['6 of 7 days']);
  expect(fatigueOf(live({ days: 10, impressions: 300 })).state).toBe('insufficient');
});

test('an ad whose click rate falls as the same people see it again, at growing cost, is fatigued', () => {
  const verdict = fatigueOf(live({ rate: tired, audience: 30_000 }));
  expect(verdict.state).toBe('fatigued');
  expect(verdict.pFalling).toBeGreaterThan(0.9);
  expect(verdict.frequency).toBeGreaterThan(3);
  expect(verdict.newPeople).toBeLessThan(0.3);
  expect(verdict.costRatio).toBeGreaterThan(1.3);
});

test('the same people but a click rate that holds: the audience is saturated', () => {
  expect(stateOf({ audience: 20_000 })).toBe('audience saturated');
});

test('a fall of the whole account is the market, not the ad', () => {
  const season = (day: number) => Math.exp(-day / 20);
  const story = {
    rate: (day: number) => 0.02 * season(day),
    othersRate: (day: number) => 0.015 * season(day),
    audience: 120_000,
  };
  expect(stateOf(story)).toBe('market-wide');
});

test('clicks without results are a break in the tracking, whatever else falls', () => {
  const story = { rate: tired, audience: 30_000, days: 20, converts: (day: number) => (day < 17 ? 0.3 : 0) };
  expect(stateOf(story)).toBe('tracking break');
  expect(stateOf({ days: 20, converts: () => 0 })).not.toBe('tracking break');
});

test('a click rate that drops at once for all people is to be watched', () => {
  const verdict = fatigueOf(live({ rate: (day) => (day < 15 ? 0.02 : 0.012) }));
  expect(verdict.state).toBe('watch');
  expect(verdict.reasons).toContain('the click rate has shifted down');
});

test('the alarm of a dip ends once the click rate is what it was, and stays where it is not', () => {
  const dip = (after: number) => (day: number) => (day < 15 ? 0.02 : day < 20 ? 0.012 : after);
  expect(shiftAlarm(live({ days: 20, rate: dip(0.02) }), true)).toBe(true);
  expect(shiftAlarm(live({ days: 60, rate: dip(0.02) }), true)).toBe(false);
  expect(stateOf({ days: 60, rate: dip(0.024) })).toBe('healthy');
  expect(stateOf({ days: 60, rate: dip(0.013) })).toBe('watch');
});

/** 300 ads in which nothing changes but the day's luck, with days that scatter more than a binomial law says. */
test('steady ads are seldom called tired', () => {
  let falling = 0;
  let shifted = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const rng = stream(seed, 'luck');
    const days = live({ rate: () => 0.015 * Math.exp(0.08 * rng.normal()), audience: 60_000 }, seed);
    if ((falls(days, true) ?? 0) > 0.9) falling += 1;
    if (shiftAlarm(days.slice(0, 22), true)) shifted += 1;
  }
  // P(slope below -0.15) above 0.9 needs more luck than one in ten.
  expect(falling / 300).toBeLessThan(0.1);
  // 15 days are watched: at most one alarm in 90 ad-days is one in six ads.
  expect(shifted / 300).toBeLessThan(15 / 90 + 2 * Math.sqrt((0.17 * 0.83) / 300));
});

test('tired ads are found', () => {
  let found = 0;
  for (let seed = 1; seed <= 60; seed += 1)
    if (stateOf({ rate: tired, audience: 30_000 }, seed) === 'fatigued') found += 1;
  expect(found).toBeGreaterThan(54);
});

test('without reach the signals that need it stay unknown', () => {
  const days = live({ rate: tired, audience: 30_000 }).map((day) => ({ ...day, lifetime: null }));
  expect(marginalReach(days)).toBeNull();
  expect(fatigueOf(days)).toMatchObject({ frequency: null, newPeople: null, pFalling: null });
});

/** Reach of the days on which somebody refreshed alone. */
const readOn = (days: readonly FatigueDay[], isRead: (day: number) => boolean) =>
  days.map((day, at) => (isRead(at) ? day : { ...day, lifetime: null }));

test('an ad is not called healthy where reach was read on too few days to see it', () => {
  const days = live({ audience: 20_000 });
  const first = fatigueOf(readOn(days, (day) => day === 29));
  expect(first).toMatchObject({ state: 'insufficient', pFalling: null });
  expect(first.frequency).toBeGreaterThan(3);
  expect(first.reasons).toEqual([
    'reach read on 1 of 3 days that are needed to see whether frequency tires it',
  ]);
  // Two days tell of new people and nothing of the click rate.
  expect(fatigueOf(readOn(days, (day) => day === 29 || day === 22)).state).toBe('insufficient');
  expect(fatigueOf(readOn(days, (day) => day > 26)).reasons).toEqual([
    'reach not read both on its last day and three days of delivery before',
  ]);
});

test('who refreshes once a week learns of tired ads and audiences too', () => {
  const weekly = (story: Story) => fatigueOf(readOn(live(story), (day) => day % 7 === 1));
  expect(weekly({ audience: 20_000 }).state).toBe('audience saturated');
  expect(weekly({ rate: tired, audience: 30_000 }).state).toBe('fatigued');
});

test('a hook that wears off is told beside what the clicks say, and of an image nothing', () => {
  const worn = fatigueOf(live({ hook: (frequency) => 0.4 / frequency, audience: 120_000 }));
  expect(worn.pHookFalling).toBeGreaterThan(0.9);
  expect(worn.pFalling).toBeLessThan(0.9);
  expect(worn.reasons).toContain('fewer stay for three seconds as frequency grows');
  const holds = fatigueOf(live({ hook: () => 0.3, audience: 120_000 }));
  expect(holds.pHookFalling).toBeLessThan(0.9);
  expect(holds.reasons).toEqual([]);
  expect(fatigueOf(live({})).pHookFalling).toBeNull();
});

/** Days beside other ads, each with its impressions, its click rate and its hook rate by day; no row of a day without any. */
function beside(
  days: readonly FatigueDay[],
  others: readonly ((day: number) => [impressions: number, rate: number, hook?: number])[],
  seed = 1,
) {
  const rng = stream(seed, 'others');
  const rows = days.flatMap((own, day) => [
    { ...own, id: 'own', day: `${day}` },
    ...others.flatMap((of, at) => {
      const [impressions, rate, hook] = of(day);
      const clicks = binomialDraw(rng, impressions, rate);
      const views3s = hook === undefined ? null : binomialDraw(rng, impressions, hook);
      return impressions === 0
        ? []
        : [{ id: `other ${at}`, day: `${day}`, impressions, clicks, views3s, spendMinor: 0 }];
    }),
  ]);
  const rest = restOfAccount(rows, () => true);
  return days.map((own, day) => ({
    ...own,
    others: rest[rows.findIndex((row) => row.id === 'own' && row.day === `${day}`)] as FatigueDay['others'],
  }));
}

test('other ads that begin or end make no ad that is as it was worse, whatever they win', () => {
  const runs = (from: number, to: number, rate: number) => (day: number) =>
    [day >= from && day < to ? 20_000 : 0, rate] as [number, number];
  const days = live({});
  const whole = runs(0, 30, 0.012);
  expect(fatigueOf(beside(days, [whole])).state).toBe('healthy');
  // A campaign of people who know the shop begins, and one of strangers ends.
  for (const other of [runs(15, 30, 0.03), runs(0, 15, 0.004)]) {
    expect(fatigueOf(beside(days, [whole, other])).state).toBe('healthy');
    expect(fatigueOf(beside(days, [other])).state).toBe('healthy');
  }
  expect(fatigueOf(beside(days, [runs(0, 20, 0.012)])).state).toBe('healthy');
  expect(fatigueOf(beside(days, [])).state).toBe('healthy');
});

test('what falls with all others is the market still, though none of them runs for long', () => {
  const season = (day: number) => Math.exp(-day / 20);
  const others = [0, 3, 6, 9, 12].flatMap((late) =>
    [0, 10, 20].map(
      (from) => (day: number) =>
        [day >= from - late && day < from - late + 10 ? 20_000 : 0, 0.015 * season(day)] as [number, number],
    ),
  );
  const days = live({ rate: (day) => 0.02 * season(day), audience: 120_000 });
  expect(fatigueOf(beside(days, others)).state).toBe('market-wide');
});

/** In how many of twelve accounts it is told as tired. */
const alarms = (told: (seed: number) => FatigueDay[]) =>
  Array.from({ length: 12 }, (_, at) => fatigueOf(told(at + 1)).state).filter(
    (state) => state === 'watch' || state === 'fatigued',
  ).length;

test('an ad with much of the account is told as tired too, and seldom where it is as it was', () => {
  const half = (day: number) => 0.5 ** (Math.min(day, 14) / 14);
  const told = (falls: (day: number) => number, shown: number, others: number) =>
    alarms((seed) =>
      beside(
        live({ rate: (day) => 0.015 * falls(day), impressions: 12_000, audience: 120_000 }, seed),
        // Each runs for ten days, one after the other.
        Array.from({ length: others }, (_, at) => (day: number) => {
          const from = Math.floor((at * 30) / others) - 4;
          return [day >= from && day < from + 10 ? shown : 0, 0.008 + (0.012 * ((5 * at) % 7)) / 7];
        }),
        seed,
      ),
    );
  for (const others of [19, 4]) {
    expect(told(half, 1500, others), `${others}`).toBeGreaterThanOrEqual(10);
    expect(
      told(() => 1, 1500, others),
      `${others}`,
    ).toBeLessThanOrEqual(3);
  }
});

test('nor where one that wins more clicks follows another, which it alone joins', () => {
  const told = alarms((seed) =>
    beside(
      live({ impressions: 3000, audience: 30_000 }, seed),
      [0.012, 0.0156].map((rate, at) => (day: number) => [day < 15 === (at === 0) ? 6000 : 0, rate]),
      seed,
    ),
  );
  expect(told).toBeLessThanOrEqual(2);
});

test('a weak market is told by one small ad beside it', () => {
  const sale = (day: number) => (day < 12 ? 1 : 0.65);
  const told = alarms((seed) =>
    beside(
      live({ rate: (day) => 0.015 * sale(day), impressions: 3000, audience: 30_000 }, seed),
      [(day) => [500, 0.012 * sale(day)]],
      seed,
    ),
  );
  expect(told).toBeLessThanOrEqual(3);
});

test('beside next to no clicks of others a fall is not told from a weak market, and it says so', () => {
  const sale = (day: number) => (day < 12 ? 1 : 0.65);
  const half = (day: number) => 0.5 ** (Math.min(day, 14) / 14);
  const told = (market: (day: number) => number, falls: (day: number) => number, shown: number) =>
    Array.from({ length: 24 }, (_, seed) => {
      const rate = (day: number) => 0.015 * market(day) * falls(day);
      const days = live({ rate, impressions: 3000, audience: 30_000 }, seed + 1);
      return fatigueOf(beside(days, [(day) => [shown, 0.012 * market(day)]], seed + 1));
    });
  const are = (all: readonly { state: string }[], ...states: string[]) =>
    all.filter(({ state }) => states.includes(state)).length;
  // A click in three days, one a day, and three.
  for (const shown of [25, 80, 250]) {
    const weak = told(sale, () => 1, shown);
    expect(are(weak, 'watch', 'fatigued'), `${shown}`).toBeLessThanOrEqual(2);
    if (shown < 100)
      expect(weak[0]?.reasons[0]).toMatch(
        /^the click rate falls \(\d+.% sure\); \d+ of 100 clicks of other ads that tell whether the market does$/,
      );
  }
  const tires = (shown: number) => told(() => 1, half, shown);
  expect(are(tires(80), 'insufficient', 'watch', 'fatigued')).toBeGreaterThanOrEqual(22);
  expect(are(tires(800), 'watch', 'fatigued')).toBeGreaterThanOrEqual(18);
});

test('a fall on days beside which nothing was shown is not the market’s', () => {
  const drops = (from: number) => (day: number) => (day < from ? 0.02 : 0.008);
  const shown = (impressions: number): [number, number] => [impressions, 0.012];
  const other = (runs: (day: number) => boolean) => [(day: number) => shown(runs(day) ? 20_000 : 0)];
  // Others end, or as good as end, when it begins to fall.
  const falls = live({ rate: drops(18), audience: 60_000 });
  for (const others of [other((day) => day < 18), [(day: number) => shown(day < 18 ? 20_000 : 25)]]) {
    const ended = fatigueOf(beside(falls, others));
    expect(ended.state).toBe('insufficient');
    expect(ended.reasons[0]).toMatch(
      /^the click rate falls \(\d+.% sure\), but not by the 18 of 30 days on which other ads tell whether the market does$/,
    );
  }
  // Reach was read since others ended alone.
  const days = beside(
    live({ days: 60, rate: drops(53), audience: 60_000 }),
    other((day) => day < 46),
  );
  const late = fatigueOf(readOn(days, (day) => day >= 46));
  expect(late.state).toBe('watch');
  expect(late.reasons.at(-1)).toMatch(/^no other ad that is clicked ran/);
});

test('beside an ad that nobody clicks on it is judged as if it ran alone', () => {
  const unclicked = (days: readonly FatigueDay[]) => fatigueOf(beside(days, [() => [40, 0]]));
  expect(unclicked(live({ audience: 120_000 })).state).toBe('healthy');
  expect(unclicked(live({ rate: tired, audience: 30_000 })).state).toBe('watch');
});

test('a click of others in several days shifts no steady ad', () => {
  for (let seed = 1; seed <= 40; seed += 1)
    expect(fatigueOf(beside(live({}, seed), [() => [25, 0.012]], seed)).reasons, `${seed}`).not.toContain(
      'the click rate has shifted down',
    );
});

test('nor do others that begin, or are clicked, a week after it', () => {
  const told = (before: number, after: number) =>
    Array.from({ length: 40 }, (_, at) => {
      const shown = (day: number) => [day < 7 ? before : after, 0.012] as [number, number];
      return shiftAlarm(beside(live({}, at + 1), [shown], at + 1).slice(0, 22), true);
    }).filter(Boolean).length;
  for (const [before, after] of [
    [0, 1000],
    [0, 20_000],
    [25, 20_000],
  ] as const)
    expect(told(before, after) / 40, `${before}`).toBeLessThan(15 / 90 + 2 * Math.sqrt((0.17 * 0.83) / 40));
});

test('an ad whose click rate drops where too few clicks of others tell of it is not called healthy', () => {
  const drops = live({ rate: (day) => (day < 15 ? 0.02 : 0.012), impressions: 20_000, audience: 1e9 });
  const few = [(day: number) => [day < 6 ? 20_000 : 25, day < 6 ? 0.012 : 0] as [number, number]];
  const verdict = fatigueOf(beside(drops, few));
  expect(verdict.state).toBe('insufficient');
  expect(verdict.reasons).toEqual([
    'it and others were clicked on 6 of 7 days that are needed to see whether the click rate shifts',
  ]);
  expect(fatigueOf(beside(live({ impressions: 20_000 }), few)).state).toBe('healthy');
});

test('nor where others that got too few clicks before the drop, or after it, seem to fall alike', () => {
  const drops = (day: number) => (at: number) => (at < day ? 0.02 : 0.01);
  const told = (rate: (day: number) => number, shown: (day: number) => number) =>
    Array.from({ length: 30 }, (_, at) => {
      const days = live({ days: 40, rate, impressions: 20_000, audience: 1e9 }, at + 1);
      return fatigueOf(beside(days, [(day) => [shown(day), 0.012]], at + 1));
    });
  const dropped = [
    told(drops(15), () => 25),
    told(drops(10), () => 50),
    told(drops(6), () => 100),
    told(drops(12), (day) => (day < 7 ? 20_000 : 25)),
    told(drops(10), (day) => (day < 15 ? 25 : 20_000)),
  ];
  for (const [at, all] of dropped.entries())
    expect(new Set(all.map(({ state }) => state)), `${at}`).toEqual(new Set(['watch', 'insufficient']));
  const reasons = dropped.map((all) => all.flatMap(({ reasons }) => reasons));
  expect(reasons[3]).toContainEqual(
    expect.stringMatching(
      /^the click rate has shifted down; since the first 7 days on which it and others were clicked, \d+ of 100 clicks of other ads that tell whether the market has$/,
    ),
  );
  expect(reasons[4]).toContain(
    'the click rate had shifted down before it and others were clicked on 7 days: nothing tells whether the market had too',
  );
  // What is as it was needs no others, and many of them tell of any luck.
  const lacking = (shown: number) =>
    told(
      () => 0.02,
      () => shown,
    ).filter(({ state }) => state === 'insufficient').length;
  expect(lacking(25)).toBeLessThanOrEqual(6);
  for (const shown of [500, 20_000]) expect(lacking(shown), `${shown}`).toBe(0);
});

test('an ad that was clicked on few days is not called healthy', () => {
  const days = live({ impressions: 300 }).map((day, at) => ({ ...day, clicks: at < 5 ? 12 : 0 }));
  expect(fatigueOf(days).reasons).toEqual([
    'it and others were clicked on 5 of 7 days that are needed to see whether the click rate shifts',
  ]);
});

test('nor do few clicks of others make the click rate of a steady ad shift', () => {
  const shifted = Array.from({ length: 60 }, (_, seed) =>
    shiftAlarm(beside(live({}, seed + 1), [() => [300, 0.012]], seed + 1).slice(0, 22), true),
  ).filter(Boolean).length;
  // As beside many others: at most one alarm in 90 ad-days, of 15 days each.
  expect(shifted / 60).toBeLessThan(15 / 90 + 2 * Math.sqrt((0.17 * 0.83) / 60));
});

test('where nothing runs beside it, an ad is to be watched at most, and it says that the market may be weak', () => {
  const days = live({ rate: tired, audience: 30_000 });
  const other = (from: number) => (day: number) => [day >= from ? 20_000 : 0, 0.012] as [number, number];
  expect(fatigueOf(beside(days, [other(0)])).state).toBe('fatigued');
  for (const others of [[], [other(20)]]) {
    const { state, reasons } = fatigueOf(beside(days, others));
    expect(state).toBe('watch');
    expect(reasons).toContain(
      'no other ad that is clicked ran beside it on half of its days: a weak market looks alike',
    );
  }
});

test('where all hooks fall alike none wears off', () => {
  const season = (day: number) => 0.65 ** (day / 29);
  const days = live({ hook: (_, day) => 0.5 * season(day), audience: 120_000 });
  const others = [0.4, 0.5, 0.55].map(
    (hook) => (day: number) => [20_000, 0.012, hook * season(day)] as [number, number, number],
  );
  expect(fatigueOf(beside(days, others)).pHookFalling).toBeLessThan(0.5);
});

test('the price of impressions is told against the account of the same days, and makes no state', () => {
  const dear = live({ days: 20 }).map((day) => ({ ...day, spendMinor: 2 * day.spendMinor }));
  expect(priceRatio(dear, 7)).toBeCloseTo(2);
  expect(fatigueOf(dear).state).toBe('healthy');
  // Twice as dear for everybody is nobody's.
  const season = dear.map((day) => ({ ...day, others: { ...day.others, spendMinor: 400_000 } }));
  expect(priceRatio(season, 7)).toBeCloseTo(1);
  const alone = dear.map((day) => ({ ...day, others: { ...day.others, impressions: 0, spendMinor: 0 } }));
  expect(priceRatio(alone, 7)).toBeNull();
});

test('an ad that is older than the days that were read is as tired as it is', () => {
  const whole = live({ rate: tired, audience: 60_000, days: 60 });
  const [all, read] = [fatigueOf(whole), fatigueOf(whole.slice(-31))];
  expect(all.frequency).toBeGreaterThan(3);
  expect(read.frequency).toBe(all.frequency);
  expect(read.newPeople).toBe(all.newPeople);
});

test('a dearer week is called so only where it is no chance', () => {
  const story = (converts: number): Story => ({ rate: tired, audience: 30_000, converts: () => converts });
  const share = (converts: number) => {
    const seeds = Array.from({ length: 40 }, (_, seed) => fatigueOf(live(story(converts), seed + 1)));
    return seeds.filter(({ state }) => state === 'fatigued').length / seeds.length;
  };
  // The clicks fall alike; with few results their cost says nothing.
  expect(share(0.1)).toBeGreaterThan(0.9);
  expect(share(0.006)).toBeLessThan(0.2);
});

test('results of the last days may still come in, so what a result costs is told of the days before', () => {
  // As steady as can be, but of the last week half of the results are not in yet.
  const days = live({ days: 28 });
  const late = days.map((day) => (day.isRipe ? day : { ...day, results: Math.floor(day.results / 2) }));
  expect(fatigueOf(late).costRatio).toBe(fatigueOf(days).costRatio);
  expect(fatigueOf(late).costRatio).toBeLessThan(1.3);
  // Of a fortnight a single week is ripe, which has none to be held against.
  expect(fatigueOf(live({ days: 14 })).costRatio).toBeNull();
  expect(fatigueOf(live({ rate: tired, audience: 30_000 })).reasons.join()).toMatch(
    /results cost \d\.\d times as much as in its best week \(\d+ of them against \d+\), \d\.\d at least/,
  );
});
