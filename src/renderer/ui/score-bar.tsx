import type { Score } from '../../contract/index.ts';
import { scoreColor, scoreNumber } from '../format/score.ts';
import css from './score-bar.module.css';

interface BarProps {
  readonly score: number | null;
  readonly interval80: Score['interval80'];
  /** 6 px in rows, 8 in the detail pane, 4 in tiles. */
  readonly thick?: number;
}

/**
 * The bar is never alone: whoever uses it prints number and word beside it. Without a score there is no bar. One element,
 * since a grid draws hundreds.
 */
export const ScoreBar = ({ score, interval80, thick = 6 }: BarProps) => {
  if (score === null) return null;
  const [low, high] = interval80 ?? [];
  const style = {
    '--bar': `${thick}px`,
    '--score': `${score}%`,
    '--score-color': scoreColor(score),
    ...(low !== undefined && high !== undefined && { '--low': `${low}%`, '--wide': `${high - low}%` }),
  };
  return (
    <div
      className={interval80 ? `${css.bar} ${css.known}` : css.bar}
      style={style as React.CSSProperties}
      aria-hidden="true"
    />
  );
};

/**
 * One sub-score as a column with its number; its name is the header of its column. What could not be measured is
 * dashed, never zero. Few elements: the grid draws five of these per row.
 */
export const SubColumn = ({ value }: { value: number | null }) =>
  value === null ? (
    <div className={css.sub} role="img" aria-label="not measured">
      <i className={`${css.column} ${css.missing}`} />–
    </div>
  ) : (
    <div className={css.sub}>
      <i className={css.column}>
        <i style={{ height: `${value}%`, background: scoreColor(value) }} />
      </i>
      {scoreNumber(value)}
    </div>
  );
