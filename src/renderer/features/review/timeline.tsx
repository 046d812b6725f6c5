import { memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Ad, Reason } from '../../../contract/index.ts';
import { moment } from '../../format/time.ts';
import type { Player } from '../score/player.ts';
import { cutTimes, HOOK_S } from '../score/timeline-facts.ts';
import { useWidth } from '../score/use-width.ts';
import { momentText } from './events.ts';
import type { Lane, Mark } from './lane.ts';
import { belongs, rowsOf } from './lanes.ts';
import { rulerOf } from './ruler.ts';
import { StripFrame } from './strip-frame.tsx';
import css from './timeline.module.css';
import { frameAt, type Strip } from './use-strip.ts';

const FRAMES_PX = 44;
const PREVIEW_PX = 96;
/** Blocks closer than this lie in rows of their own, so that each can be hit. */
const GAP_PX = 4;
const LEAST_BLOCK_PX = 8;
/** About the width of a letter of the labels. */
const LETTER_PX = 6.2;

export interface TimelineProps {
  readonly ad: Ad;
  readonly length: number;
  readonly lanes: readonly Lane[];
  readonly strip: Strip | null;
  readonly player: Player;
  /** Reasons that are chosen or pointed at; their blocks stand out. */
  readonly lit: readonly Reason[];
  readonly onPoint: (reasons: readonly Reason[]) => void;
  readonly onChoose: (lane: Lane, mark: Mark) => void;
  /** Without lanes the table stands in their place. */
  readonly folded: boolean;
}

/** Ruler, frames and lanes on one scale. All of it is one slider; marks in it are for the pointer. */
export const Timeline = (props: TimelineProps) => {
  const { ad, length, lanes, strip, player, lit, onPoint, onChoose, folded } = props;
  const track = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const [hover, setHover] = useState<number | null>(null);
  const dragging = useRef(false);
  const cuts = useMemo(() => cutTimes(ad.features), [ad]);
  const rows = useMemo(() => (folded ? [] : laneRows(lanes, length, width)), [lanes, length, width, folded]);

  // The playhead moves up to 60 times a second: by hand, without drawing the lanes anew.
  useEffect(() => {
    const show = () => {
      const time = Math.min(length, player.state.getState().time);
      if (head.current) head.current.style.left = `${(time / length) * 100}%`;
      track.current?.setAttribute('aria-valuenow', time.toFixed(2));
      track.current?.setAttribute('aria-valuetext', momentText(time, cuts, ad.score.reasons));
    };
    show();
    return player.state.subscribe(show);
  }, [player, length, cuts, ad]);

  const timeAt = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * length;
  };
  const markAt = (event: PointerEvent): [Lane, Mark] | null => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-mark]')?.dataset.mark;
    for (const lane of lanes)
      for (const mark of lane.marks) if (id === `${lane.id} ${mark.id}`) return [lane, mark];
    return null;
  };
  const reasonsOf = (found: [Lane, Mark] | null): Reason[] =>
    found ? ad.score.reasons.filter((reason) => belongs(...found, reason)) : [];

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const found = markAt(event);
    if (found) return onChoose(...found);
    dragging.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    player.seek(timeAt(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const time = timeAt(event);
    setHover(time);
    if (dragging.current) player.seek(time);
    else onPoint(reasonsOf(markAt(event)));
  };
  const leave = () => {
    dragging.current = false;
    setHover(null);
    onPoint([]);
  };

  return (
    <div className={css.grid}>
      <div className={css.names} aria-hidden="true">
        <div className={`${css.name} ${css.rulerRow}`}>
          <span>Time</span>
        </div>
        <div className={css.name} style={{ height: FRAMES_PX + 8 }}>
          <span>Frames</span>
          <span className={css.total}>{cuts.length > 0 ? `${cuts.length + 1} shots` : 'one shot'}</span>
        </div>
        {rows.map(({ lane, height }) => (
          <div key={lane.id} className={css.name} style={{ height }}>
            <span className="clip">{lane.name}</span>
            <span className={css.total}>{lane.total}</span>
          </div>
        ))}
      </div>
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label="Position"
        aria-valuemin={0}
        aria-valuemax={Number(length.toFixed(2))}
        aria-valuenow={0}
        className={css.track}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          dragging.current = false;
        }}
        onPointerLeave={leave}
        onPointerCancel={leave}
        onKeyDown={(event) => {
          const by = {
            ArrowLeft: -0.1,
            ArrowDown: -0.1,
            ArrowRight: 0.1,
            ArrowUp: 0.1,
            PageDown: -5,
            PageUp: 5,
          }[event.key];
          if (by === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          player.seek(Math.min(length, player.state.getState().time + by));
        }}
      >
        <RulerRow length={length} width={width} />
        <FramesRow strip={strip} length={length} width={width} cuts={cuts} />
        {rows.map(({ lane, marks, height }) => (
          <LaneRow
            key={lane.id}
            lane={lane}
            marks={marks}
            height={height}
            length={length}
            width={width}
            lit={lit}
          />
        ))}
        <div className={css.hook} style={{ width: `${Math.min(100, (HOOK_S / length) * 100)}%` }}>
          <span>Hook</span>
        </div>
        {hover !== null && <div className={css.pointer} style={{ left: `${(hover / length) * 100}%` }} />}
        <div ref={head} className={css.playhead} />
      </div>
      {hover !== null && track.current && (
        <Preview strip={strip} time={hover} length={length} track={track.current} />
      )}
    </div>
  );
};

interface Row {
  readonly lane: Lane;
  readonly marks: readonly (readonly Mark[])[];
  readonly height: number;
}

const ROW_PX = 22;
const CURVE_PX = 36;

const laneRows = (lanes: readonly Lane[], length: number, width: number): Row[] => {
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

const RulerRow = memo(({ length, width }: { length: number; width: number }) => {
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

const FramesRow = memo(
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
      <div className={css.frames} style={{ height: FRAMES_PX + 8 }}>
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

const LaneRow = memo(({ lane, marks, height, length, width, lit }: LaneRowProps) => {
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

interface PreviewProps {
  readonly strip: Strip | null;
  readonly time: number;
  readonly length: number;
  readonly track: HTMLElement;
}

/** The frame under the pointer, from the filmstrip, and its time; above the panel, which scrolls and would cut it off. */
const Preview = ({ strip, time, length, track }: PreviewProps) => {
  const { left, width } = track.getBoundingClientRect();
  const top = track.closest('section')?.getBoundingClientRect().top ?? 0;
  const half = (strip ? PREVIEW_PX * strip.ratio : 56) / 2;
  const at = Math.min(width - half, Math.max(half, (time / length) * width));
  return (
    <div className={css.preview} style={{ left: left + at, top }} aria-hidden="true">
      {strip && <StripFrame strip={strip} index={frameAt(strip, time, length)} height={PREVIEW_PX} />}
      <span>{moment(time)}</span>
    </div>
  );
};
