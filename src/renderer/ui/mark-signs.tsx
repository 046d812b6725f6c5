import type { Marks } from '../../contract/index.ts';
import { flagWords } from '../format/marks.ts';
import { Icon } from './icon.tsx';
import css from './mark-signs.module.css';

/** What was decided about an ad, as signs with their words; nothing where nothing was. */
export const MarkSigns = ({ pick, rating }: Pick<Marks, 'pick' | 'rating'>) => (
  <>
    {rating !== null && (
      <span className={css.rating} title={`Rated ${rating} of 5`}>
        <Icon name="starFull" size={12} />
        <span className="spoken">{`Rated ${rating} of 5`}</span>
        <span aria-hidden="true">{rating}</span>
      </span>
    )}
    {pick !== 'none' && (
      <span className={css.pick} data-pick title={flagWords[pick]}>
        <Icon name={pick === 'picked' ? 'flagFull' : 'cross'} />
        <span className="spoken">{flagWords[pick]}</span>
      </span>
    )}
  </>
);
