import { normalQuantile } from '../math/special.ts';
import { type Cell, cellsOf } from './cells.ts';
import { type Components, type Contrast, contrast } from './contrast.ts';
import type { Hypothesis } from './hypotheses.ts';

/** Judged across a campaign, for want of ads that share an ad set (`evidenceOf`). */
export const notInside = ({ isInside }: Hypothesis): string[] =>
  isInside ? [] : ['not seen inside one ad set'];

/** Share of the refits without one campaign that must have the same sign (`scoring.md` 7.2). */
const stableShare = 2 / 3;

/**
 * The same sign in two thirds of the refits without one campaign, and in the later half of the weeks; and without the ideas
 * that pull most it is no chance still: one hit among them or a few, which run in several campaigns, make whatever they have
 * look good, since the law of their spread is normal and knows no such hits.
 */
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
  /** How many standard errors it lies on its side without a part of the cells. */
  const sureness = (keep: (cell: Cell) => boolean): number => {
    const kept = cells.map(keep);
    const again = contrast(
      cells.filter((_, index) => kept[index]),
      x.filter((_, index) => kept[index]),
      others,
      components,
    );
    return again === undefined ? 0 : (sign * again.effect) / again.error;
  };
  const campaigns = [...new Set(cells.map(({ campaign }) => campaign))];
  const same = campaigns.filter((campaign) => sureness((cell) => cell.campaign !== campaign) > 0).length;
  const leads = leadsOf(cells, components);
  const restsOn = (ideas: readonly string[]) =>
    sureness(({ concept }) => !ideas.includes(concept)) < leastSureness;
  const all = leads.map((_, at) => leads.slice(0, at + 1)).find(restsOn) ?? [];
  // One that pulls the other way, or that it does without, is none that it rests on.
  const resting = all.reduce<readonly string[]>((kept, idea) => {
    const others = kept.filter((one) => one !== idea);
    return others.length > 0 && restsOn(others) ? others : kept;
  }, all);
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
    ...(resting.length === 0
      ? []
      : [
          `${feature} ${value} rests on ${['a single idea', 'two ideas', 'three ideas'][resting.length - 1]}`,
        ]),
    ...(afterwards === undefined || Math.sign(afterwards.effect) !== sign
      ? ['the later half does not show it']
      : []),
  ];
}

/** One side of an interval of 90 %. */
const leastSureness = normalQuantile(0.95);

/** So many ideas may be hits among all. */
const mostLeads = 3;

/** The concepts whose own means pull most at what is found, the first the most: far from 1, and known well. */
function leadsOf(cells: readonly Cell[], { concept, ad }: Components): string[] {
  const pulls = [...Map.groupBy(cells, (cell) => cell.concept)].map(([name, own]) => {
    const weight = own.reduce((total, { variance }) => total + 1 / (ad + variance), 0);
    const mean = own.reduce((total, { y, variance }) => total + y / (ad + variance), 0) / weight;
    return { name, pull: Math.abs(mean) / (concept + 1 / weight) };
  });
  const strongest = pulls.sort((one, other) => other.pull - one.pull).slice(0, mostLeads);
  return strongest.map(({ name }) => name);
}
