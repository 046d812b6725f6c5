import type { z } from 'zod';
import type { Features, Media, MediaKind, Reason, Score, SubName } from '../../../contract/index.ts';
import { SubName as subNames } from '../../../contract/index.ts';
import { checklist } from '../weights/engine-1.ts';
import type { Item } from '../weights/item.ts';
import { type ClosedGate, closedGates } from './gates.ts';
import { interval80 } from './interval.ts';
import { type Reading, readItem } from './read-item.ts';
import { gateReason, missingText, reasonOf } from './reason-text.ts';
import { roundTenth, tenthsThatSum } from './tenths.ts';
import { knotUncertainty } from './utility.ts';

/** Said wherever the score is shown: nobody's results went into it yet (`scoring.md` 5.3). */
export const BASIS = 'uncalibrated prior';

/** With more of the weight missing there is no score rather than a guess (`scoring.md` 5.1). */
const maxMissingShare = 0.4;

type Sub = z.infer<typeof SubName>;
type Counted = Item & { readonly reading: Extract<Reading, { state: 'counted' }>; readonly share: number };

/**
 * The engine's own score, from the features alone (`scoring.md` 5.1):
 *
 *   sub      = 100 * sum(w u) / sum(w)  over the items of that sub-score that were measured; CRAFT at most its gates' cap
 *   overall  = sum(W_sub * sub) / sum(W_sub)  with W_sub the measured weight of each sub-score
 *   points   = 100 * w (u - neutral) / sum(w) per item; a closed gate: what its cap takes from the overall score
 *   identity   sum(points) = overall - neutral overall, exactly, in tenths (neutral overall: every u at its neutral)
 *
 * What is not applicable drops out; what is unavailable drops out and widens the interval; when more than 40 % of a
 * sub-score's or of all weight is unavailable, that number is null.
 */
export function scoreAd(ad: {
  readonly kind: z.infer<typeof MediaKind>;
  readonly media: Media;
  readonly features: Features;
}): Score {
  const readings = checklist.items
    .filter((item) => item.weight[ad.kind] > 0)
    .map((item) => ({ item, reading: readItem(item, ad.features[item.feature], ad.media) }));
  const weights = (state: Reading['state'], sub?: Sub) =>
    readings
      .filter(({ item, reading }) => reading.state === state && (sub === undefined || item.sub === sub))
      .reduce((sum, { item }) => sum + item.weight[ad.kind], 0);
  const total = weights('counted');
  const missingShare = weights('missing') / (total + weights('missing'));
  const counted: Counted[] = readings.flatMap(({ item, reading }) =>
    reading.state === 'counted' ? [{ ...item, reading, share: item.weight[ad.kind] / total }] : [],
  );

  const gates = closedGates(ad.features);
  const cap = Math.min(100, ...gates.map((gate) => gate.cap));
  const rawSub = (sub: Sub): number => {
    const items = counted.filter((item) => item.sub === sub);
    const weight = items.reduce((sum, item) => sum + item.share, 0);
    return (100 * items.reduce((sum, item) => sum + item.share * item.reading.utility, 0)) / weight;
  };
  const craftShare = weights('counted', 'craft') / total;
  const gateLoss = craftShare > 0 ? craftShare * Math.max(0, rawSub('craft') - cap) : 0;

  const scored = total > 0 && missingShare <= maxMissingShare;
  const uncapped = 100 * counted.reduce((sum, item) => sum + item.share * item.reading.utility, 0);
  const overall = scored ? roundTenth(uncapped - gateLoss) : null;
  const subScore = (sub: Sub): number | null => {
    const have = weights('counted', sub);
    if (have === 0 || weights('missing', sub) / (have + weights('missing', sub)) > maxMissingShare)
      return null;
    return roundTenth(sub === 'craft' ? Math.min(cap, rawSub(sub)) : rawSub(sub));
  };
  const sub = Object.fromEntries(subNames.options.map((name) => [name, subScore(name)])) as Score['sub'];

  return {
    overall,
    interval80:
      overall === null
        ? null
        : (interval80(
            overall,
            counted.map((item) => ({
              sub: item.sub,
              weight: item.share,
              utility: item.reading.utility,
              knot: knotUncertainty(item.curve, item.reading.x),
              grade: item.grade,
            })),
            missingShare,
          ).map(roundTenth) as [number, number]),
    basis: BASIS,
    sub,
    reasons: [
      ...pointReasons(ad.features, counted, gates, gateLoss, overall),
      ...readings.flatMap(({ item, reading }) =>
        reading.state === 'missing' ? [missing(item, ad.features, reading.why)] : [],
      ),
      ...subNames.options.flatMap((name) => emptySub(name, ad.kind)),
    ],
  };
}

/** Items and gates with their points, the largest first; of equal ones by feature. */
function pointReasons(
  features: Features,
  counted: readonly Counted[],
  gates: readonly ClosedGate[],
  gateLoss: number,
  overall: number | null,
): Reason[] {
  const neutral = 100 * counted.reduce((sum, item) => sum + item.share * item.neutral, 0);
  const exact = [
    ...counted.map((item) => 100 * item.share * (item.reading.utility - item.neutral)),
    // Of several closed gates the lowest cap counts, and it is the first.
    ...gates.map((_, index) => (index === 0 ? -gateLoss : 0)),
  ];
  const points = overall === null ? exact.map(() => 0) : tenthsThatSum(exact, overall - roundTenth(neutral));
  return [...counted, ...gates]
    .map(
      (from, index): Reason => ({
        ...('reading' in from
          ? reasonOf(from.curve, from.reading.x, features[from.feature])
          : gateReason(from, features[from.feature])),
        points: points[index] as number,
        feature: from.feature,
        grade: from.grade,
        sub: 'reading' in from ? from.sub : 'craft',
      }),
    )
    .map((reason, index) => ({ reason, index }))
    .sort(
      (a, b) =>
        Math.abs(b.reason.points) - Math.abs(a.reason.points) ||
        (a.reason.feature < b.reason.feature
          ? -1
          : a.reason.feature > b.reason.feature
            ? 1
            : a.index - b.index),
    )
    .map(({ reason }) => reason);
}

const missing = (item: Item, features: Features, why: string): Reason => ({
  text: missingText(features[item.feature]?.name ?? item.feature, why),
  points: 0,
  t0: null,
  t1: null,
  feature: item.feature,
  grade: item.grade,
  sub: item.sub,
});

/** A sub-score that no item of this version feeds says so instead of showing an empty bar without a word. */
function emptySub(sub: Sub, kind: z.infer<typeof MediaKind>): Reason[] {
  const why = checklist.empty[`${kind} ${sub}`];
  if (why === undefined) return [];
  return [{ text: why, points: 0, t0: null, t1: null, feature: sub, grade: 'Q', sub }];
}
