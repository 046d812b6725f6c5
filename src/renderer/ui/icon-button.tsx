import type { ComponentProps } from 'react';
import css from './controls.module.css';
import { Icon, type IconName } from './icon.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  readonly icon: IconName;
  readonly label: string;
}

export const IconButton = ({ icon, label, className, ...rest }: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    className={`${css.iconButton} ${className ?? ''}`}
    {...rest}
  >
    <Icon name={icon} />
  </button>
);
