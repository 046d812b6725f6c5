import type { BudgetArm } from '../../../contract/index.ts';
import { twoDecimals } from '../../format/number.ts';
import css from './budget.module.css';

const width = 232;
const height = 44;
const points = 64;
/** Between the middle and the 5 % or the 95 % point of a normal law. */
const sds = 1.645;

/**
 * What one unit of money may bring back, drawn through its 5, 50 and 95 % points: log-normal to each side of the middle.
 * The axis is the same for all arms, so that they can be compared down the column.
 */
export const Density = ({
  roas,
  most,
  account,
}: {
  roas: BudgetArm['roas'];
  most: number;
  account: number;
}) => {
  const { p5, p50, p95 } = roas;
  if (!(p5 > 0)) return null;
  const x = (value: number): number => (Math.min(value, most) / most) * width;
  const at = (value: number): number => {
    const sd = Math.max(0.01, Math.log(value < p50 ? p50 / p5 : p95 / p50) / sds);
    return Math.exp(-0.5 * (Math.log(value / p50) / sd) ** 2);
  };
  const y = (value: number): number => height - 2 - at(value) * (height - 8);
  const [from, to] = [p5 * (p5 / p50) ** 0.4, Math.min(most, p95 * (p95 / p50) ** 0.4)];
  const between = (low: number, high: number) =>
    Array.from({ length: points + 1 }, (_, n) => low + ((high - low) * n) / points);
  const line = (low: number, high: number): string =>
    between(low, high)
      .map((value) => `${x(value).toFixed(1)},${y(value).toFixed(1)}`)
      .join(' ');
  const area = (low: number, high: number): string =>
    `${x(low).toFixed(1)},${height - 2} ${line(low, high)} ${x(high).toFixed(1)},${height - 2}`;
  const half = Math.exp(Math.log(p50 / p5) * 0.41);
  const upper = Math.exp(Math.log(p95 / p50) * 0.41);
  return (
    <svg
      className={css.density}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Return ${twoDecimals(p50)}, 90 % interval ${twoDecimals(p5)} to ${twoDecimals(p95)}`}
    >
      <line x1={0} x2={width} y1={height - 2} y2={height - 2} className={css.axis} />
      <polygon points={area(p5, Math.min(p95, most))} className={css.ninety} />
      <polygon points={area(p50 / half, Math.min(p50 * upper, most))} className={css.fifty} />
      <polyline points={line(from, to)} className={css.curve} />
      <line x1={x(account)} x2={x(account)} y1={0} y2={height} className={css.account} />
      <line x1={x(p50)} x2={x(p50)} y1={height - 7} y2={height} className={css.middle} />
    </svg>
  );
};
