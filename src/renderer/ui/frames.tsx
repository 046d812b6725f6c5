import type { AdRow } from '../../contract/index.ts';
import { stripUrl, thumbUrl, useSoon } from '../api/pictures.ts';
import { moment } from '../format/time.ts';
import { dragHandle } from './drag-handle.ts';
import css from './frames.module.css';
import { scrubData } from './scrub.ts';

const SLOT_WIDTH = 36;
const SHOWN = 3;
const HOOK_S = 3;

type Pictured = Pick<AdRow, 'id' | 'name' | 'width' | 'height' | 'strip_frames' | 'duration_s'>;

/**
 * The strip has frames at even distances over the whole ad. Where two of them lie in the hook, the first three show how
 * the ad begins; of a longer one the first, middle and last tell the most.
 */
export const shownFrames = (frames: number, durationS: number | null): number[] => {
  const startsDense = durationS !== null && (1.5 * durationS) / frames <= HOOK_S;
  const chosen = startsDense ? [...Array(SHOWN).keys()] : [0, Math.floor((frames - 1) / 2), frames - 1];
  return [...new Set(chosen.map((index) => Math.min(index, frames - 1)))];
};

const timesOf = (indices: readonly number[], frames: number, durationS: number): string =>
  indices.map((index) => moment(((index + 0.5) * durationS) / frames)).join(', ');

interface StripFramesProps {
  readonly ad: Pictured;
  readonly height: number;
}

/** Frames of the filmstrip, cut from one picture by position, so that a row costs one request. */
export const StripFrames = (props: StripFramesProps) => <Strip key={props.ad.id} {...props} />;

const Strip = ({ ad, height }: StripFramesProps) => {
  const picture = useSoon(ad.strip_frames === 0 ? thumbUrl(ad.id) : stripUrl(ad.id));
  if (ad.strip_frames === 0) {
    return (
      <div className={css.frames} {...dragHandle(ad)}>
        <div className={css.slot} style={{ height }}>
          <img className={css.still} src={picture} alt="" draggable={false} decoding="async" />
        </div>
      </div>
    );
  }
  const indices = shownFrames(ad.strip_frames, ad.duration_s);
  const frameWidth = (height * ad.width) / ad.height;
  const shown = Math.min(SLOT_WIDTH, frameWidth);
  return (
    <div
      className={css.frames}
      title={
        ad.duration_s === null
          ? undefined
          : `Frames at about ${timesOf(indices, ad.strip_frames, ad.duration_s)}`
      }
      {...dragHandle(ad)}
      {...scrubData(stripUrl(ad.id), ad.strip_frames, ad.width / ad.height)}
    >
      {indices.map((index) => (
        <div key={index} className={css.slot} style={{ height }}>
          <div
            className={css.frame}
            data-film
            data-home={`${index} ${frameWidth} ${(frameWidth - shown) / 2}`}
            style={{
              width: shown,
              height,
              backgroundImage: picture && `url("${picture}")`,
              backgroundSize: `${frameWidth * ad.strip_frames}px ${height}px`,
              backgroundPosition: `${-(index * frameWidth + (frameWidth - shown) / 2)}px 0`,
            }}
          />
        </div>
      ))}
    </div>
  );
};
