import type { ReactNode } from 'react';
import css from './controls.module.css';
import { Icon, type IconName } from './icon.tsx';

/** Filled is a fact, outlined a state, accent a choice, warn a problem (always with its icon). Never clickable. */
export const Chip = ({
  tone = 'fact',
  icon,
  children,
}: {
  tone?: 'fact' | 'state' | 'accent' | 'warn';
  icon?: IconName;
  children: ReactNode;
}) => {
  const look = { fact: '', state: css.outlined, accent: css.accent, warn: css.warn }[tone];
  const sign = tone === 'warn' ? 'warn' : icon;
  return (
    <span className={`${css.chip} ${look}`}>
      {sign && <Icon name={sign} size={12} />}
      {children}
    </span>
  );
};
