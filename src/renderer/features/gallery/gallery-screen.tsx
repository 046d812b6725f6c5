import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { Controls } from './controls.tsx';
import { Evidence } from './evidence.tsx';
import css from './gallery.module.css';
import { Icons } from './icons.tsx';
import { Tokens } from './tokens.tsx';
import { Words } from './words.tsx';

const themes = [
  { name: 'Light', look: css.light },
  { name: 'Dark', look: css.dark },
] as const;

/** Every token and every shared part of the window in its states, in both themes beside each other. */
export const GalleryScreen = () => {
  const [asking, setAsking] = useState(false);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself
    <section className={css.screen} tabIndex={0} aria-label="Gallery of parts">
      {themes.map(({ name, look }) => (
        <section key={name} className={`${css.theme} ${look}`} aria-label={`${name} theme`}>
          <h2>{name}</h2>
          <Tokens />
          <Words onDialog={() => setAsking(true)} />
          <Controls />
          <Evidence />
          <Icons />
        </section>
      ))}
      {asking && (
        <Dialog title="A question" onClose={() => setAsking(false)}>
          <p>It stands before the window, holds the keyboard, and Esc closes it.</p>
        </Dialog>
      )}
    </section>
  );
};
