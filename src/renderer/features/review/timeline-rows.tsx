import { memo } from 'react';
import type { Reason } from '../../../contract/index.ts';
import { moment } from '../../format/time.ts';
import type { Lane, Mark } from './lane.ts';
import { belongs, rowsOf } from './lanes.ts';
import { rulerOf } from './ruler.ts';
import { StripFrame } from './strip-frame.tsx';
import css from './timeline.module.css';
import { frameAt, type Strip } from './use-strip.ts';

const FRAMES_PX = 44;
export const FRAMES_ROW_PX = FRAMES_PX + 8;
const ROW_PX = 22;
const CURVE_PX = 36;
/** Blocks closer than this lie in rows of their own, so that each can be hit. */
const GAP_PX = 4;
const LEAST_BLOCK_PX = 8;
/** About the width of a letter of the labels. */
const LETTER_PX = 6.2;

interface Row {
  readonly lane: Lane;
  readonly marks: readonly (readonly Mark[])[];
  readonly height: number;
}

/** The rows of marks that each lane needs, and how high it is with them. */
export const laneRows = (lanes: readonly Lane[], length: number, width: number): Row[] => {
  const second = Math.max(1, width) / length;
  return lanes.map((lane) => {
    if (lane.look === 'curve') return { lane, marks: [], height: CURVE_PX };
    if (lane.look === 'tick') return { lane, marks: [lane.marks], height: ROW_PX + 4 };
    const least = LEAST_BLOCK_PX / second;
    const wide = lane.marks.map((mark) => ({ ...mark, t1: Math.max(mark.t1, mark.t0 + least) }));
    // Blocks that follow each other without overlap belong in one row; only reasons need room between them.
    const marks = rowsOf(wide, lane.tone === 'reason' || lane.tone === 'note' ? GAP_PX / second : -least);
    return { lane, marks, height: marks.length * ROW_PX + 4 };
  });
};

export const RulerRow = memo(({ length, width }: { length: number; width: number }) => {
  const { stepS, times } = rulerOf(length, width);
  return (
    <div className={css.rulerRow}>
      {times.map((time) => (
        <span key={time} className={css.tick} style={{ left: `${(time / length) * 100}%` }}>
          {stepS < 1 ? moment(time) : moment(time).slice(0, -2)}
        </span>
      ))}
    </div>
  );
});

export const FramesRow = memo(
  ({
    strip,
    length,
    width,
    cuts,
  }: {
    strip: Strip | null;
    length: number;
    width: number;
    cuts: readonly number[];
  }) => {
    const each = strip ? FRAMES_PX * strip.ratio : 0;
    const count = each > 0 ? Math.ceil(width / each) : 0;
    return (
      <div className={css.frames} style={{ height: FRAMES_ROW_PX }}>
        {strip &&
          Array.from({ length: count }, (_, at) => {
            const time = (((at + 0.5) * each) / width) * length;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what it is
              <StripFrame key={at} strip={strip} index={frameAt(strip, time, length)} height={FRAMES_PX} />
            );
          })}
        {cuts.map((cut) => (
          <i key={cut} className={css.frameCut} style={{ left: `${(cut / length) * 100}%` }} />
        ))}
      </div>
    );
  },
);

interface LaneRowProps extends Row {
  readonly length: number;
  readonly width: number;
  readonly lit: readonly Reason[];
}

export const LaneRow = memo(({ lane, marks, height, length, width, lit }: LaneRowProps) => {
  const percent = (seconds: number) => `${(seconds / length) * 100}%`;
  return (
    <div className={css.lane} style={{ height }} data-lane={lane.id}>
      {lane.curve && <Curve curve={lane.curve} length={length} />}
      {marks.map((row, at) =>
        row.map((mark, index) => {
          const stands = lit.some((reason) => belongs(lane, mark, reason));
          const next = row[index + 1]?.t0 ?? length;
          const room = ((lane.look === 'tick' ? next - mark.t0 : mark.t1 - mark.t0) / length) * width - 12;
          const text = mark.short ?? mark.text;
          const fits = mark.reason ? room > 40 : text.length * LETTER_PX <= room;
          return (
            <div
              key={mark.id}
              data-mark={`${lane.id} ${mark.id}`}
              title={mark.text}
              className={`${lane.look === 'tick' ? css.cut : css.block} ${toneOf(lane, mark)} ${stands ? css.lit : ''}`}
              style={{
                left: percent(mark.t0),
                top: at * ROW_PX + 2,
                ...(lane.look === 'tick' ? {} : { width: percent(Math.min(length, mark.t1) - mark.t0) }),
              }}
            >
              {fits && <span>{text}</span>}
            </div>
          );
        }),
      )}
    </div>
  );
});

const toneOf = (lane: Lane, mark: Mark): string | undefined => {
  if (mark.reason) return mark.reason.points < 0 ? css.loss : css.gain;
  if (mark.tone === 'problem') return css.problem;
  return { fact: css.fact, sound: css.soundTone, problem: css.problem, reason: css.fact, note: css.note }[
    lane.tone
  ];
};

const Curve = ({ curve, length }: { curve: NonNullable<Lane['curve']>; length: number }) => {
  const { stepS, heights } = curve;
  const shape = heights.map((height, at) => `L${at} ${1 - height}L${at + 1} ${1 - height}`).join('');
  return (
    <svg
      className={css.curve}
      viewBox={`0 0 ${heights.length} 1`}
      preserveAspectRatio="none"
      style={{ width: `${Math.min(100, ((heights.length * stepS) / length) * 100)}%` }}
      aria-hidden="true"
    >
      <path d={`M0 1${shape}L${heights.length} 1Z`} />
    </svg>
  );
};
