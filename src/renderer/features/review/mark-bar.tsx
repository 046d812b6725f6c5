import { useKeysOf } from '../../state/commands.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { CommandKey, Key } from '../../ui/key.tsx';
import css from './marks.module.css';
import type { MarkKeys } from './use-mark-keys.ts';

const STARS = [1, 2, 3, 4, 5] as const;

/** Rating, pick and reject of the open ad. A second click takes back what the first one said. */
export const MarkBar = ({ marks, flag, rate, advances, setAdvances }: MarkKeys) => {
  const { pick, rating } = marks;
  const keysOf = useKeysOf();
  // Five keys of one's own have no name together.
  const asTheyCome = STARS.every((star) => keysOf(`rate${star}`).join() === String(star));
  return (
    <div className={css.bar} role="group" aria-label="Your decision">
      <IconButton
        icon="onward"
        label="Go on after a pick or reject"
        aria-pressed={advances}
        className={css.advance}
        onClick={() => setAdvances(!advances)}
      />
      <span className={css.line} />
      <span
        className={css.stars}
        role="group"
        aria-label={rating === null ? 'No rating' : `Rated ${rating} of 5`}
      >
        {STARS.map((star) => (
          <button
            key={star}
            type="button"
            className={css.star}
            aria-label={`Rate ${star} of 5`}
            aria-pressed={rating === star}
            onClick={() => rate(rating === star ? null : star)}
          >
            <Icon name={star <= (rating ?? 0) ? 'starFull' : 'star'} />
          </button>
        ))}
      </span>
      <span className={css.hint}>{asTheyCome && <Key>1–5</Key>}</span>
      <button
        type="button"
        className={`${css.flag} ${pick === 'picked' ? css.picked : ''}`}
        aria-pressed={pick === 'picked'}
        onClick={() => flag(pick === 'picked' ? 'none' : 'picked')}
      >
        <Icon name="flag" />
        <span className={css.word}>{pick === 'picked' ? 'Picked' : 'Pick'}</span>
        <CommandKey command="pick" />
      </button>
      <button
        type="button"
        className={`${css.flag} ${pick === 'rejected' ? css.rejected : ''}`}
        aria-pressed={pick === 'rejected'}
        onClick={() => flag(pick === 'rejected' ? 'none' : 'rejected')}
      >
        <Icon name="cross" />
        <span className={css.word}>{pick === 'rejected' ? 'Rejected' : 'Reject'}</span>
        <CommandKey command="reject" />
      </button>
    </div>
  );
};
