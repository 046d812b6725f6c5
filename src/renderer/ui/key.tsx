import css from './controls.module.css';

/** The key that triggers the control it stands in. Screen readers get it from the shortcut sheet instead. */
export const Key = ({ children, onAccent = false }: { children: string; onAccent?: boolean }) => (
  <span className={`${css.key} ${onAccent ? css.onAccent : ''}`} aria-hidden="true">
    {children}
  </span>
);
