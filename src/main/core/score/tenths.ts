/** To one decimal; -0 would print differently from 0. */
export const roundTenth = (value: number): number => Math.round(value * 10) / 10 + 0;

/**
 * Rounds numbers to tenths so that they add up to `total`, itself in tenths: each is cut down, and what is then missing
 * goes in tenths to those that lost most (largest remainder), the earlier first when equal.
 */
export function tenthsThatSum(values: readonly number[], total: number): number[] {
  const cut = values.map((value) => Math.floor(value * 10));
  const missing = Math.round(total * 10) - cut.reduce((sum, value) => sum + value, 0);
  const byLoss = values
    .map((value, index) => ({ index, loss: value * 10 - Math.floor(value * 10) }))
    .sort((a, b) => b.loss - a.loss || a.index - b.index);
  for (const { index } of byLoss.slice(0, missing)) cut[index] = (cut[index] as number) + 1;
  return cut.map((value) => value / 10 + 0);
}
