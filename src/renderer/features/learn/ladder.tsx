import type { Wording } from '../../../contract/index.ts';
import { wordings } from './insight-words.ts';
import css from './insights.module.css';

/** Four rising bars, as many filled as the wording is strong. */
export const Ladder = ({ wording }: { wording: Wording }) => {
  const filled = 4 - wordings.indexOf(wording);
  return (
    <span className={`${css.ladder} ${wording === 'no evidence' ? css.faint : ''}`}>
      <svg width="20" height="14" viewBox="0 0 20 14" aria-hidden="true" focusable="false">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={0.5 + 5 * bar}
            y={9.5 - 3 * bar}
            width="3"
            height={4 + 3 * bar}
            className={bar < filled ? css.full : css.hollow}
          />
        ))}
      </svg>
      {wording}
    </span>
  );
};
