import css from './backtest.module.css';

const width = 232;
const height = 24;

/** Where nine in ten should lie, with the middle as a ring, and what came as a filled dot; one axis for a whole column. */
export const WhiskerLine = ({
  p5,
  p50,
  p95,
  came,
  most,
}: {
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly came: number;
  readonly most: number;
}) => {
  const x = (value: number): number => 6 + (Math.max(0, Math.min(value, most)) / most) * (width - 12);
  return (
    <svg className={css.line} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <line x1={6} x2={width - 6} y1={height / 2} y2={height / 2} className={css.axis} />
      <line x1={x(p5)} x2={x(p95)} y1={height / 2} y2={height / 2} className={css.ninety} />
      <circle cx={x(p50)} cy={height / 2} r={4} className={css.ring} />
      <circle cx={x(came)} cy={height / 2} r={3} className={css.came} />
    </svg>
  );
};
