import type { AdRow } from '../../contract/index.ts';
import { stripUrl, thumbUrl } from '../api/pictures.ts';
import { dragHandle } from './drag-handle.ts';
import css from './frames.module.css';
import { scrubData } from './scrub.ts';

const SLOT_WIDTH = 36;
/** The strip has frames at even distances over the whole ad: its first, middle and last one tell the most. */
const shownOf = (frames: number): number[] => [...new Set([0, Math.floor((frames - 1) / 2), frames - 1])];

type Pictured = Pick<AdRow, 'id' | 'name' | 'width' | 'height' | 'strip_frames'>;

/** Frames of the filmstrip, cut from one picture by position, so that a row costs one request. */
export const StripFrames = ({ ad, height }: { ad: Pictured; height: number }) => {
  if (ad.strip_frames === 0) {
    return (
      <div className={css.frames} {...dragHandle(ad)}>
        <div className={css.slot} style={{ height }}>
          <img
            className={css.still}
            src={thumbUrl(ad.id)}
            alt=""
            draggable={false}
            loading="lazy"
            decoding="async"
          />
        </div>
      </div>
    );
  }
  const frameWidth = (height * ad.width) / ad.height;
  const shown = Math.min(SLOT_WIDTH, frameWidth);
  return (
    <div
      className={css.frames}
      {...dragHandle(ad)}
      {...scrubData(stripUrl(ad.id), ad.strip_frames, ad.width / ad.height)}
    >
      {shownOf(ad.strip_frames).map((index) => (
        <div key={index} className={css.slot} style={{ height }}>
          <div
            className={css.frame}
            data-film
            data-home={`${index} ${frameWidth} ${(frameWidth - shown) / 2}`}
            style={{
              width: shown,
              height,
              backgroundImage: `url("${stripUrl(ad.id)}")`,
              backgroundSize: `${frameWidth * ad.strip_frames}px ${height}px`,
              backgroundPosition: `${-(index * frameWidth + (frameWidth - shown) / 2)}px 0`,
            }}
          />
        </div>
      ))}
    </div>
  );
};
