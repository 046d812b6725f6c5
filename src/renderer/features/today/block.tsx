import type { ReactNode } from 'react';
import css from './today.module.css';

interface BlockProps {
  readonly title: string;
  /** Beside the title: where to see all of it, or what it is of. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export const Block = ({ title, aside, children }: BlockProps) => (
  <section className={css.block} aria-label={title}>
    <div className={css.head}>
      <h2>{title}</h2>
      {aside}
    </div>
    {children}
  </section>
);
