import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import css from './budget.module.css';

interface SideLineProps {
  readonly icon: 'warn' | 'lock';
  readonly role?: 'status';
  readonly children: ReactNode;
}

/** A sentence behind its sign. */
export const SideLine = ({ icon, role, children }: SideLineProps) => (
  <p className={css.lock} role={role}>
    <Icon name={icon} />
    {children}
  </p>
);
