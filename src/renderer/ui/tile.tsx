import { memo } from 'react';
import type { AdRow } from '../../contract/index.ts';
import { useMarks } from '../api/api.tsx';
import { stripUrl, thumbUrl, useSoon } from '../api/pictures.ts';
import { scoreNumber, scoreSentence, wordOf } from '../format/score.ts';
import { duration } from '../format/time.ts';
import { dragHandle } from './drag-handle.ts';
import { MarkSigns } from './mark-signs.tsx';
import { ScoreBar } from './score-bar.tsx';
import { scrubData } from './scrub.ts';
import css from './tile.module.css';

/** Picture, score and name without any control: the ad keeps its shape, nothing that is judged is cropped. */
export const TileFace = memo(({ ad, picture = 132 }: { ad: AdRow; picture?: number }) => (
  <>
    <span
      key={ad.id}
      className={css.picture}
      style={{ '--picture': `${picture}px` } as React.CSSProperties}
      {...dragHandle(ad)}
      {...(ad.strip_frames > 1 && scrubData(stripUrl(ad.id), ad.strip_frames, ad.width / ad.height))}
    >
      <Picture id={ad.id} />
      <span className={css.length}>{ad.duration_s === null ? 'Image' : duration(ad.duration_s)}</span>
      <TileMarks ad={ad} />
    </span>
    <span className={css.line}>
      {ad.score === null ? (
        <span className={css.word}>no score</span>
      ) : (
        <>
          <span className="spoken">{scoreSentence(ad.score, ad.interval80)}</span>
          <span className={css.number} aria-hidden="true">
            {scoreNumber(ad.score)}
          </span>
          <span className={css.word} aria-hidden="true">
            {wordOf(ad.score)}
          </span>
        </>
      )}
      <span className={`clip ${css.name}`}>{ad.name}</span>
    </span>
    <ScoreBar score={ad.score} interval80={ad.interval80} thick={4} />
  </>
));

const Picture = ({ id }: Pick<AdRow, 'id'>) => (
  <img src={useSoon(thumbUrl(id))} alt="" draggable={false} decoding="async" />
);

/** Of their own, so that a mark draws them alone. */
const TileMarks = ({ ad }: { ad: AdRow }) => {
  const { pick, rating } = useMarks(ad);
  if (pick === 'none' && rating === null) return null;
  return (
    <span className={css.marks}>
      <MarkSigns pick={pick} rating={rating} />
    </span>
  );
};

interface TileProps {
  readonly ad: AdRow;
  readonly selected: boolean;
  readonly picture?: number;
  readonly onOpen: () => void;
  readonly onToggle: () => void;
}

/** A tile outside of the grid: a button that opens the ad, with its checkbox beside it. */
export const Tile = ({ ad, selected, picture = 132, onOpen, onToggle }: TileProps) => (
  <li className={`${css.tile} ${selected ? css.chosen : ''}`}>
    <button type="button" className={css.open} onClick={onOpen} title={ad.name}>
      <TileFace ad={ad} picture={picture} />
    </button>
    <label className={css.check}>
      <input type="checkbox" checked={selected} onChange={onToggle} aria-label={`Select ${ad.name}`} />
    </label>
  </li>
);
