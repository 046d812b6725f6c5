/** Mean with half the width of its 95 % interval. */
export interface Mean {
  readonly mean: number;
  readonly half: number;
}

export function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, half: 1.96 * Math.sqrt(variance / values.length) };
}

/** Of differences world by world: the worlds themselves differ far more than the policies do. */
export const pairedDifference = (first: readonly number[], second: readonly number[]): Mean =>
  meanOf(first.map((value, index) => value - (second[index] as number)));

export const text = ({ mean, half }: Mean): string => `${mean.toFixed(2)} ± ${half.toFixed(2)}`;
