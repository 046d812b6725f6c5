import type { ReactNode } from 'react';
import css from './gallery.module.css';

export const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={css.part}>
    <h3>{title}</h3>
    {children}
  </section>
);
