import { useStore } from 'zustand';
import type { Ad, Box, PlacementZone } from '../../../contract/index.ts';
import { percent } from '../../format/number.ts';
import type { Player } from '../score/player.ts';
import css from './overlay.module.css';

interface StageOverlayProps {
  readonly ad: Ad;
  readonly player: Player;
  readonly zone: PlacementZone;
}

const place = ({ x, y, w, h }: Box) => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  width: `${w * 100}%`,
  height: `${h * 100}%`,
});

/** Over the picture, and only over it: where an app has its controls, and the text and logo that stand now. */
export const StageOverlay = ({ ad, player, zone }: StageOverlayProps) => {
  const still = ad.media.duration_s === null;
  const logos = (ad.brand?.seen ?? []).flatMap(({ box, ...span }) =>
    box ? { ...span, box, text: 'Logo' } : [],
  );
  const lines = [...(ad.text?.lines ?? []), ...logos];
  const now = useStore(player.state, ({ time }) =>
    lines.flatMap(({ t0, t1 }, at) => (still || (t0 <= time && time < t1) ? [at] : [])).join(' '),
  );
  const shown = now === '' ? [] : now.split(' ').flatMap((at) => lines[Number(at)] ?? []);
  const { top, bottom, left, right } = zone.keep_out;
  const sides: [string, number, Box][] = [
    ['top', top, { x: 0, y: 0, w: 1, h: top }],
    ['bottom', bottom, { x: 0, y: 1 - bottom, w: 1, h: bottom }],
    ['left', left, { x: 0, y: top, w: left, h: 1 - top - bottom }],
    ['right', right, { x: 1 - right, y: top, w: right, h: 1 - top - bottom }],
  ];
  const { width, height } = ad.media;
  return (
    <div
      role="img"
      aria-label={`Controls of ${zone.name} over the ad, as of ${zone.date}`}
      className={css.overlay}
      style={{
        width: `min(100cqw, ${(100 * width) / height}cqh)`,
        height: `min(100cqh, ${(100 * height) / width}cqw)`,
      }}
    >
      {sides.map(
        ([side, share, box]) =>
          share > 0 && (
            <div key={side} className={`${css.keepOut} ${css[side]}`} style={place(box)}>
              {(side === 'top' || side === 'bottom') && (
                <span
                  title={`${zone.source}, ${zone.date}`}
                >{`${zone.name} keep-out ${percent(share)}`}</span>
              )}
            </div>
          ),
      )}
      {shown.map(({ text, box }) => (
        <div key={`${text} ${box.x} ${box.y}`} className={css.line} style={place(box)} title={text} />
      ))}
    </div>
  );
};
