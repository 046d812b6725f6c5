import { type PointerEvent, useEffect, useRef } from 'react';
import type { Ad } from '../../../contract/index.ts';
import { adLetter } from '../../../contract/words.ts';
import { fileName } from '../../format/file-name.ts';
import { plural } from '../../format/number.ts';
import { duration, moment } from '../../format/time.ts';
import { rulerOf } from '../review/ruler.ts';
import { StripFrame } from '../review/strip-frame.tsx';
import { frameAt, useStrip } from '../review/use-strip.ts';
import { cutTimes, HOOK_S } from '../score/timeline-facts.ts';
import { useWidth } from '../score/use-width.ts';
import type { Alignment, Scale } from './align.ts';
import css from './compare.module.css';
import { stepTime } from './compared-ads.tsx';
import type { InStep } from './in-step.ts';

const FRAMES_PX = 40;
const STEP_S = 0.1;
const PAGE_S = 5;

interface StepLanesProps {
  readonly ads: readonly Ad[];
  readonly step: InStep;
  readonly anchors: readonly number[];
  readonly scale: Scale;
  readonly alignment: Alignment;
}

/** The filmstrips of all ads on one scale, with one playhead through them. */
export const StepLanes = ({ ads, step, anchors, scale, alignment }: StepLanesProps) => {
  const track = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const dragging = useRef(false);
  const span = scale.to - scale.from;
  const percent = (time: number): string => `${((time - scale.from) / span) * 100}%`;

  // The playhead moves up to 60 times a second: by hand, without drawing the lanes anew.
  useEffect(() => {
    const show = () => {
      const { time } = step.state.getState();
      if (head.current) head.current.style.left = `${((time - scale.from) / span) * 100}%`;
      track.current?.setAttribute('aria-valuenow', time.toFixed(2));
      track.current?.setAttribute('aria-valuetext', stepTime(time, alignment));
    };
    show();
    return step.state.subscribe(show);
  }, [step, scale, span, alignment]);

  const seekTo = (event: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (box && box.width > 0) step.seek(scale.from + ((event.clientX - box.left) / box.width) * span);
  };
  const times = ticksOf(scale, rulerOf(span, width).stepS);
  return (
    <div className={css.lanes}>
      <div className={css.names} aria-hidden="true">
        <span className={css.rulerName}>In step</span>
        {ads.map((ad, at) => (
          <span key={ad.id} className={css.laneName}>
            <span className={css.letter}>{adLetter(at)}</span>
            <span className="meta clip">{laneFacts(ad)}</span>
          </span>
        ))}
      </div>
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label="Position of all ads"
        aria-valuemin={Number(scale.from.toFixed(2))}
        aria-valuemax={Number(scale.to.toFixed(2))}
        aria-valuenow={0}
        className={css.track}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          dragging.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={(event) => dragging.current && seekTo(event)}
        onPointerUp={() => {
          dragging.current = false;
        }}
        onPointerCancel={() => {
          dragging.current = false;
        }}
        onKeyDown={(event) => {
          const by = {
            ArrowLeft: -STEP_S,
            ArrowDown: -STEP_S,
            ArrowRight: STEP_S,
            ArrowUp: STEP_S,
            PageDown: -PAGE_S,
            PageUp: PAGE_S,
          }[event.key];
          if (by === undefined || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          step.seek(step.state.getState().time + by);
        }}
      >
        <div className={css.ruler}>
          {times.map((time) => (
            <span key={time} style={{ left: percent(time) }}>
              {rulerText(time)}
            </span>
          ))}
        </div>
        {ads.map((ad, at) => (
          <Lane key={ad.id} ad={ad} anchor={anchors[at] ?? 0} percent={percent} second={width / span} />
        ))}
        {alignment !== 'start' && <div className={css.zero} style={{ left: percent(0) }} />}
        <div ref={head} className={css.playhead} />
      </div>
    </div>
  );
};

/** At round distances from where the ads are aligned, so that zero is one of them. */
const ticksOf = ({ from, to }: Scale, stepS: number): number[] => {
  const first = Math.ceil(from / stepS - 1e-9);
  const last = Math.ceil(to / stepS - 1e-9) - 1;
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * stepS);
};

const rulerText = (time: number): string =>
  Math.abs(time) < 0.005 ? '0:00' : time < 0 ? `−${moment(-time)}` : moment(time);

const laneFacts = ({ media, features }: Ad): string =>
  media.duration_s === null
    ? 'still'
    : `${plural(cutTimes(features).length, 'cut')} · ${duration(media.duration_s)}`;

interface LaneProps {
  readonly ad: Ad;
  readonly anchor: number;
  readonly percent: (time: number) => string;
  /** Pixels of a second. */
  readonly second: number;
}

const Lane = ({ ad, anchor, percent, second }: LaneProps) => {
  const length = ad.media.duration_s;
  const strip = useStrip(ad.id, length === null ? null : ad.media);
  if (length === null)
    return <div className={css.lane}>{<span className={css.stillLane}>A still: no time line</span>}</div>;
  const width = length * second;
  const each = strip ? FRAMES_PX * strip.ratio : 0;
  const count = each > 0 ? Math.ceil(width / each) : 0;
  const inside = (time: number): string => `${(time / length) * 100}%`;
  return (
    <div className={css.lane} title={fileName(ad.path)}>
      <div className={css.clip} style={{ left: percent(-anchor), width: Math.max(2, width) }}>
        {strip &&
          Array.from({ length: count }, (_, at) => (
            <StripFrame
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what it is
              key={at}
              strip={strip}
              index={frameAt(strip, (((at + 0.5) * each) / width) * length, length)}
              height={FRAMES_PX}
            />
          ))}
        <i className={css.hook} style={{ width: inside(Math.min(HOOK_S, length)) }} />
        {cutTimes(ad.features).map((cut) => (
          <i key={cut} className={css.cut} style={{ left: inside(cut) }} />
        ))}
      </div>
    </div>
  );
};
