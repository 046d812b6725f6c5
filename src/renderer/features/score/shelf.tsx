import { useRef } from 'react';
import type { AdRow } from '../../../contract/index.ts';
import { useView } from '../../state/view.ts';
import { Icon } from '../../ui/icon.tsx';
import { Tile } from '../../ui/tile.tsx';
import { useFirstPicture } from '../../ui/use-first-picture.ts';
import css from './shelf.module.css';
import type { Browsing } from './use-browsing.ts';
import type { Selection } from './use-selection.ts';
import { useWidth } from './use-width.ts';

const MOST = 8;
const TILE = 152;
const GAP = 12;
const fitting = (width: number): number =>
  Math.max(1, Math.min(MOST, Math.floor((width - 32 + GAP) / (TILE + GAP))));

/** The first ads of the view as pictures: the same list, sort and selection as the table below. */
export const Shelf = ({ browsing, selection }: { browsing: Browsing; selection: Selection }) => {
  const box = useRef<HTMLDivElement>(null);
  const fits = useWidth(box, fitting, window.innerWidth);
  const drawn = useFirstPicture();
  const set = useView((view) => view.set);
  const ads = Array.from({ length: drawn ? fits : 0 }, (_, index) => browsing.pages.row(index)).filter(
    (ad): ad is AdRow => ad !== null,
  );
  return (
    <section ref={box} className={css.shelf} aria-label="Top of this view">
      <div className={css.head}>
        <h2 className={css.title}>Top of this view</h2>
        <span className={css.note}>
          <Icon name="info" size={12} />
          <span className="clip">Checklist score with rank, not a chance of winning.</span>
        </span>
        <span className={css.spring} />
        <span className={`small ${css.ramp}`} aria-hidden="true">
          Low <i /> Strong
        </span>
        <button type="button" className="link" onClick={() => set({ shelf: false })}>
          Hide
        </button>
      </div>
      <ul className={css.tiles} style={{ gridTemplateColumns: `repeat(${fits}, minmax(0, 1fr))` }}>
        {ads.map((ad, index) => (
          <Tile
            key={ad.id}
            ad={ad}
            selected={browsing.selected.has(ad.id)}
            onOpen={() => browsing.open(index)}
            onToggle={() => selection.toggle(index)}
          />
        ))}
      </ul>
    </section>
  );
};
