import type { Features, Reason } from '../../../contract/index.ts';
import { moment } from '../../format/time.ts';
import css from './detail.module.css';
import { cutTimes, HOOK_S } from './timeline-facts.ts';

interface ScrubBarProps {
  readonly length: number;
  readonly time: number;
  readonly features: Features;
  readonly reasons: readonly Reason[];
  readonly onSeek: (seconds: number) => void;
}

/** Where the playhead is, with hook window, cuts and the moments of the reasons on the same scale. */
export const ScrubBar = ({ length, time, features, reasons, onSeek }: ScrubBarProps) => {
  if (length <= 0) return null;
  const at = (seconds: number) => `${Math.min(100, (seconds / length) * 100)}%`;
  return (
    <div className={css.scrub}>
      <div className={css.lane} aria-hidden="true">
        <div className={css.hook} style={{ width: at(HOOK_S) }} />
        {cutTimes(features).map((cut) => (
          <i key={cut} className={css.cut} style={{ left: at(cut) }} />
        ))}
        {reasons.map((reason) =>
          reason.t0 === null ? null : (
            <i
              key={`${reason.feature} ${reason.text}`}
              className={`${css.moment} ${reason.points < 0 ? css.momentMinus : css.momentPlus}`}
              style={{ left: at(reason.t0) }}
            />
          ),
        )}
        <b className={css.head0} style={{ left: at(time) }} />
      </div>
      <input
        type="range"
        className={css.range}
        min={0}
        max={length}
        step={0.1}
        value={Math.min(time, length)}
        aria-label="Position"
        aria-valuetext={moment(time)}
        onChange={(event) => onSeek(event.target.valueAsNumber)}
      />
    </div>
  );
};
