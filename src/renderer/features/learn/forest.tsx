import type { Pattern } from '../../../contract/index.ts';
import { effectTold } from '../../../contract/words.ts';
import css from './insights.module.css';

/** All effects share one axis; what lies beyond is cut off and says so with an arrow. */
const most = 0.4;
const width = 200;
const height = 28;
/** Below it an effect is too small to matter (the least that a pattern must clear). */
const small = 0.03;
/** Of a normal law, the half of the middle 50 % over that of the whole interval. */
const halfOf90 = 0.6745 / 1.6449;
const halfOf95 = 0.6745 / 1.96;

const at = (share: number): number => ((Math.max(-most, Math.min(most, share)) + most) / (2 * most)) * width;

type Drawn = Pick<Pattern, 'effect' | 'interval90' | 'test' | 'wording'>;

export const ForestLine = ({ wording, ...of }: Drawn) => {
  const { effect, interval, tested } = effectTold(of);
  const halfOf = tested ? halfOf95 : halfOf90;
  const sure = wording === 'pattern' || wording === 'tested';
  return (
    <svg className={css.forest} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <rect x={at(-small)} y="0" width={at(small) - at(-small)} height={height} className={css.smallBand} />
      <line x1={at(0)} x2={at(0)} y1="0" y2={height} className={css.zero} />
      {effect !== null && interval && (
        <g className={wording === 'no evidence' ? css.dull : css.drawn}>
          <line x1={at(interval[0])} x2={at(interval[1])} y1="14" y2="14" className={css.thin} />
          <line
            x1={at(effect - halfOf * (effect - interval[0]))}
            x2={at(effect + halfOf * (interval[1] - effect))}
            y1="14"
            y2="14"
            className={css.thick}
          />
          <circle cx={at(effect)} cy="14" r="4" className={sure ? css.dot : css.ring} />
          {interval[1] > most && <path d={`M${width - 5} 10l5 4-5 4`} className={css.beyond} />}
          {interval[0] < -most && <path d="M5 10l-5 4 5 4" className={css.beyond} />}
        </g>
      )}
    </svg>
  );
};

export const ForestAxis = () => (
  <span className={css.axis} aria-hidden="true">
    <span>−40 %</span>
    <span>0 %</span>
    <span>+40 %</span>
  </span>
);
