import type { Features, Reason } from '../../../contract/index.ts';
import { gradeMeanings } from '../../../contract/words.ts';
import { count, inWords, plural, points } from '../../format/number.ts';
import { moment } from '../../format/time.ts';
import css from './detail.module.css';

interface ReasonsProps {
  readonly scored: boolean;
  /** A still has no seconds to go to. */
  readonly still?: boolean;
  readonly reasons: readonly Reason[];
  readonly features: Features;
  readonly onSeek: (seconds: number) => void;
  /** Reasons that are chosen or pointed at here or on the time line. */
  readonly lit?: readonly Reason[];
  /** In place of only moving the playhead. */
  readonly onChoose?: (reason: Reason) => void;
  readonly onPoint?: (reason: Reason | null) => void;
}

/** Smaller would be shown as 0.0. */
const LEAST_SHOWN = 0.05;

const tone = (size: number): string | undefined =>
  Math.abs(size) < LEAST_SHOWN ? css.neutral : size < 0 ? css.minus : css.plus;

type ReasonListProps = Pick<ReasonsProps, 'still' | 'reasons' | 'onSeek' | 'lit' | 'onChoose' | 'onPoint'>;

const ReasonList = ({ still = false, reasons, onSeek, lit = [], onChoose, onPoint }: ReasonListProps) => (
  <ul>
    {reasons.map((reason) => {
      const stands = lit.includes(reason);
      return (
        <li
          key={`${reason.feature} ${reason.text}`}
          className={`${css.reason} ${stands ? css.reasonLit : ''}`}
        >
          <span className={`${css.points} ${tone(reason.points)}`}>{points(reason.points)}</span>
          <span className={css.reasonText}>
            {inWords(reason.text)}
            <span className={css.grade} title={`Evidence ${reason.grade}: ${gradeMeanings[reason.grade]}`}>
              {reason.grade}
              <span className="spoken">{` evidence: ${gradeMeanings[reason.grade]}`}</span>
            </span>
          </span>
          {reason.t0 !== null && !still && (
            <button
              type="button"
              className={`link ${css.reasonTime}`}
              aria-current={stands ? 'true' : undefined}
              onClick={() => (onChoose ? onChoose(reason) : onSeek(reason.t0 ?? 0))}
              onPointerEnter={() => onPoint?.(reason)}
              onPointerLeave={() => onPoint?.(null)}
              onFocus={() => onPoint?.(reason)}
              onBlur={() => onPoint?.(null)}
            >
              {moment(reason.t0)}
            </button>
          )}
        </li>
      );
    })}
  </ul>
);

/** What moved the score, the largest first, gains and losses in one list. */
export const Reasons = ({ scored, reasons, features, ...list }: ReasonsProps) => {
  const sorted = [...reasons].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const moved = sorted.filter((reason) => Math.abs(reason.points) >= LEAST_SHOWN);
  const unmoved = sorted.filter((reason) => Math.abs(reason.points) < LEAST_SHOWN);
  const states = Object.values(features).map(({ status }) => status);
  const counted = (status: string) => count(states.filter((state) => state === status).length);
  return (
    <section className={css.block} aria-label="Why">
      <div className={css.blockHead}>
        <h3>Why</h3>
        <span className="meta">{list.still ? 'points' : 'points · click a time to jump'}</span>
      </div>
      {moved.length === 0 && (
        <p className="meta">
          {scored
            ? 'Nothing moved the score away from neutral.'
            : 'Too little could be measured to give reasons.'}
        </p>
      )}
      <ReasonList reasons={moved} {...list} />
      {unmoved.length > 0 && (
        <details>
          <summary
            className={`meta ${css.summary}`}
          >{`${plural(unmoved.length, 'check')} that moved nothing`}</summary>
          <ReasonList reasons={unmoved} {...list} />
        </details>
      )}
      <p className={`meta ${css.after}`}>
        {`${counted('ok')} checks counted · ${counted('not_applicable')} do not apply · ${counted('unavailable')} not measured`}
      </p>
    </section>
  );
};
