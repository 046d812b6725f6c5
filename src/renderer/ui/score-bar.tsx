import type { Score } from '../../contract/index.ts';
import { scoreColor, scoreNumber } from '../format/score.ts';
import css from './score-bar.module.css';

interface BarProps {
  readonly score: number | null;
  readonly interval80: Score['interval80'];
  /** 6 px in rows, 8 in the detail pane, 4 in tiles. */
  readonly thick?: number;
}

/** The bar is never alone: whoever uses it prints number and word beside it. Without a score there is no bar. */
export const ScoreBar = ({ score, interval80, thick = 6 }: BarProps) => {
  const style = { '--bar': `${thick}px` } as React.CSSProperties;
  if (score === null) return null;
  return (
    <div className={css.bar} style={style} aria-hidden="true">
      <div className={css.track}>
        <div className={css.fill} style={{ width: `${score}%`, background: scoreColor(score) }} />
      </div>
      {interval80 && (
        <div
          className={css.whisker}
          style={{ left: `${interval80[0]}%`, width: `${interval80[1] - interval80[0]}%` }}
        />
      )}
    </div>
  );
};

/** One sub-score as a column with its number. What could not be measured is dashed, never zero. */
export const SubColumn = ({ label, value }: { label: string; value: number | null }) => (
  <div className={css.sub}>
    <div className={`${css.column} ${value === null ? css.missing : ''}`} aria-hidden="true">
      {value !== null && (
        <div className={css.columnFill} style={{ height: `${value}%`, background: scoreColor(value) }} />
      )}
    </div>
    <span className="spoken">
      {value === null ? `${label} not measured` : `${label} ${scoreNumber(value)}`}
    </span>
    <span aria-hidden="true">{value === null ? '–' : scoreNumber(value)}</span>
  </div>
);
