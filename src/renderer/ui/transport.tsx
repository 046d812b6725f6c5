import type { ComponentProps } from 'react';
import { duration } from '../format/time.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import css from './transport.module.css';

interface PlayButtonProps {
  readonly playing: boolean;
  /** What it plays where that is more than the one ad: " all". */
  readonly what?: string;
  readonly onToggle: () => void;
}

export const PlayButton = ({ playing, what = '', onToggle }: PlayButtonProps) => (
  <button
    type="button"
    className={css.play}
    onClick={onToggle}
    aria-label={`${playing ? 'Pause' : 'Play'}${what}`}
  >
    <Icon name={playing ? 'pause' : 'play'} />
  </button>
);

export const Clock = ({ time, length }: { time: string; length: number }) => (
  <span className={css.clock}>
    {time} <span className={css.length}>{`/ ${duration(length)}`}</span>
  </span>
);

/** A word on the dark ground round an ad. */
export const StageButton = (props: Omit<ComponentProps<'button'>, 'type' | 'className'>) => (
  <button type="button" className={css.button} {...props} />
);

const rates = [1, 1.5, 2, 0.5] as const;

export const rateText = (rate: number): string => `${rate}×`.replace('-', '−');

/** Each press goes to the next of four speeds. */
export const RateButton = ({ rate, onRate }: { rate: number; onRate: (rate: number) => void }) => (
  <StageButton
    aria-label={`Speed ${rate} times`}
    onClick={() => onRate(rates[(rates.indexOf(rate as 1) + 1) % rates.length] ?? 1)}
  >
    {rateText(rate)}
  </StageButton>
);

interface SoundButtonProps {
  readonly muted: boolean;
  readonly has: boolean;
  readonly onToggle: () => void;
}

export const SoundButton = ({ muted, has, onToggle }: SoundButtonProps) => (
  <IconButton
    icon={muted || !has ? 'mute' : 'sound'}
    label={has ? (muted ? 'Sound on' : 'Sound off') : 'This ad has no sound'}
    disabled={!has}
    onClick={onToggle}
  />
);
