import { useDeferredValue, useEffect, useRef } from 'react';
import type { AdId } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { fileName } from '../../format/file-name.ts';
import { count } from '../../format/number.ts';
import { scoreSentence } from '../../format/score.ts';
import { announce } from '../../state/announce.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import type { Player } from '../score/player.ts';
import type { RowPages } from '../score/row-pages.ts';
import css from './review.module.css';
import { ReviewBody } from './review-body.tsx';
import { ReviewHead } from './review-head.tsx';
import { useMarkKeys } from './use-mark-keys.ts';
import { useWalk } from './use-walk.ts';

interface ReviewProps {
  readonly id: AdId;
  readonly pages: RowPages;
  readonly player: Player;
  /** Shows the ad at this place of the view. */
  readonly onWalk: (index: number) => void;
  readonly onClose: () => void;
}

/** One ad, large: the player, why it has its score, and when. The library waits behind it as it was left. */
export const Review = ({ id, pages, player, onWalk, onClose }: ReviewProps) => {
  const box = useRef<HTMLElement>(null);
  const row = pages.known(id);
  const { data, error } = useQuery('score.show', { ad: id, compared: false });
  // The first picture comes first: panels and lanes are drawn in what time it leaves.
  const slow = useDeferredValue(data);
  const ad = slow?.id === id ? slow : null;
  const walk = useWalk(pages, id);
  const kind = ad?.kind ?? row?.kind;
  const name = row?.name ?? fileName(ad?.path ?? '');
  const step = (by: number) => {
    const to = walk.index + by;
    if (walk.index >= 0 && to >= 0 && to < walk.total) onWalk(to);
  };
  const decision = useMarkKeys(ad ?? row, name, () => step(1));
  useShortcut('next', () => step(1));
  useShortcut('previous', () => step(-1));

  // The keys of this place must work at once, and again after the thing that had the focus went with its ad.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ad
  useEffect(() => {
    if (!box.current?.contains(document.activeElement)) box.current?.focus();
  }, [id]);
  const place = walk.index < 0 ? '' : `${count(walk.index + 1)} of ${count(walk.total)}`;
  const spoken = row ? scoreSentence(row.score, row.interval80) : '';
  useEffect(() => {
    if (name) announce([name, place, spoken].filter(Boolean).join(', '));
  }, [name, place, spoken]);

  return (
    <section
      ref={box}
      tabIndex={-1}
      data-keys-here
      className={css.review}
      aria-label={name ? `Review of ${name}` : 'Review'}
    >
      <ReviewHead
        row={row}
        ad={ad}
        name={name}
        place={place}
        walk={walk}
        onStep={step}
        onClose={onClose}
        decision={decision}
      />
      <ReviewBody id={id} kind={kind} name={name} ad={ad} error={error} next={walk.next} player={player} />
    </section>
  );
};
