import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Ad, Reason } from '../../../contract/index.ts';
import { moment } from '../../format/time.ts';
import type { Player } from '../score/player.ts';
import { cutTimes, HOOK_S } from '../score/timeline-facts.ts';
import { useWidth } from '../score/use-width.ts';
import { momentText } from './events.ts';
import type { Lane, Mark } from './lane.ts';
import { belongs } from './lanes.ts';
import { StripFrame } from './strip-frame.tsx';
import css from './timeline.module.css';
import { FRAMES_ROW_PX, FramesRow, LaneRow, laneRows, RulerRow } from './timeline-rows.tsx';
import { frameAt, type Strip } from './use-strip.ts';

const PREVIEW_PX = 96;

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
        <div className={css.name} style={{ height: FRAMES_ROW_PX }}>
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
