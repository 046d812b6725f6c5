import type { Ad, AdRow } from '../../../contract/index.ts';
import { hookName } from '../../format/hook.ts';
import { percent, significant } from '../../format/number.ts';
import { duration } from '../../format/time.ts';
import { ariaKeys } from '../../state/combos.ts';
import { useKeys } from '../../state/commands.ts';
import { Chip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { CommandKey } from '../../ui/key.tsx';
import { MarkBar } from './mark-bar.tsx';
import css from './review.module.css';
import type { MarkKeys } from './use-mark-keys.ts';
import type { Walk } from './use-walk.ts';

interface ReviewHeadProps {
  readonly row: AdRow | null;
  readonly ad: Ad | null;
  readonly name: string;
  readonly place: string;
  readonly walk: Walk;
  readonly onStep: (by: number) => void;
  readonly onClose: () => void;
  readonly decision: MarkKeys;
}

const factsOf = (row: AdRow | null, ad: Ad | null): string => {
  const size = ad?.media ?? row;
  const length = ad?.media.duration_s ?? row?.duration_s ?? null;
  return [
    length === null ? null : duration(length),
    size ? `${size.width} × ${size.height}` : null,
    ad?.media.fps ? `${significant(ad.media.fps)} fps` : null,
    ad?.hook && ad.hook.type !== 'unknown'
      ? `${hookName(ad.hook.type)} (confidence ${percent(ad.hook.confidence)})`
      : null,
  ]
    .filter(Boolean)
    .join(' · ');
};

export const ReviewHead = ({ row, ad, name, place, walk, onStep, onClose, decision }: ReviewHeadProps) => {
  const [previousKeys, nextKeys] = [useKeys('previous'), useKeys('next')];
  return (
    <div className={css.head}>
      <button type="button" className={css.back} onClick={onClose}>
        <Icon name="left" />
        Library
        <CommandKey command="back" />
      </button>
      <h2 className={`clip ${css.name}`} title={ad?.path ?? name}>
        {name || 'Review'}
      </h2>
      <span className={`meta clip ${css.headFacts}`}>{factsOf(row, ad)}</span>
      {(ad?.state ?? row?.state) === 'partial' && (
        <Chip tone="warn">{ad?.problem?.code ?? row?.problem ?? 'partial'}</Chip>
      )}
      <span className={css.spring} />
      <IconButton
        icon="left"
        label="Previous ad"
        aria-keyshortcuts={ariaKeys(previousKeys)}
        disabled={walk.index <= 0}
        onClick={() => onStep(-1)}
      />
      <span className={`meta ${css.place}`}>{place}</span>
      <IconButton
        icon="right"
        label="Next ad"
        aria-keyshortcuts={ariaKeys(nextKeys)}
        disabled={walk.index < 0 || walk.index + 1 >= walk.total}
        onClick={() => onStep(1)}
      />
      <MarkBar {...decision} />
    </div>
  );
};
