import { type Cell, cellsOf } from './cells.ts';
import { type Contrast, contrast } from './contrast.ts';
import type { Hypothesis } from './hypotheses.ts';

/** Judged across a campaign, for want of ads that share an ad set (`evidenceOf`). */
export const notInside = ({ isInside }: Hypothesis): string[] =>
  isInside ? [] : ['not seen inside one ad set'];

/** Share of the refits without one campaign that must have the same sign (`scoring.md` 7.2). */
const stableShare = 2 / 3;

/** The same sign in two thirds of the refits without one campaign, and in the later half of the weeks. */
export function unstable({
  metric,
  cells,
  isInside,
  x,
  others,
  components,
  found,
  value,
  feature,
}: Hypothesis): string[] {
  const sign = Math.sign((found as Contrast).effect);
  const agrees = (keep: (cell: Cell) => boolean) => {
    const kept = cells.map(keep);
    const again = contrast(
      cells.filter((_, index) => kept[index]),
      x.filter((_, index) => kept[index]),
      others,
      components,
    );
    return again !== undefined && Math.sign(again.effect) === sign;
  };
  const campaigns = [...new Set(cells.map(({ campaign }) => campaign))];
  const same = campaigns.filter((campaign) => agrees((cell) => cell.campaign !== campaign)).length;
  const weeks = [...new Set(metric.observations.map(({ week }) => week))].sort((a, b) => a - b);
  const middle = weeks[Math.floor(weeks.length / 2)] as number;
  const has = new Map(cells.map(({ ad }, index) => [ad, x[index] as number]));
  const later = cellsOf(
    metric.observations.filter(({ week, ad }) => week >= middle && has.has(ad)),
    metric.scatter,
  ).filter(({ isAdSet }) => isAdSet || !isInside);
  const afterwards = contrast(
    later,
    later.map(({ ad }) => has.get(ad) as number),
    others,
    components,
  );
  return [
    ...(same / campaigns.length < stableShare
      ? [`${feature} ${value} turns round without single campaigns`]
      : []),
    ...(afterwards === undefined || Math.sign(afterwards.effect) !== sign
      ? ['the later half does not show it']
      : []),
  ];
}
