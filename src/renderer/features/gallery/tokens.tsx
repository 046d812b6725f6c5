import css from './gallery.module.css';
import { Part } from './part.tsx';

/** As the style sheet has them, so that none can be missing here. */
const tokens = (): { name: string; value: string }[] => {
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      if (rule instanceof CSSStyleRule && rule.style.getPropertyValue('--surface') !== '')
        return [...rule.style]
          .filter((name) => name.startsWith('--'))
          .map((name) => ({ name, value: rule.style.getPropertyValue(name) }));
  return [];
};

const isColor = (value: string): boolean => /^\s*(#|rgb|light-dark)/.test(value);

export const Tokens = () => {
  const all = tokens();
  return (
    <>
      <Part title="Colours">
        <ul className={css.swatches}>
          {all
            .filter(({ value }) => isColor(value))
            .map(({ name }) => (
              <li key={name}>
                <i className={css.swatch} style={{ background: `var(${name})` }} />
                <span className={css.token}>{name.slice(2)}</span>
              </li>
            ))}
        </ul>
      </Part>
      <Part title="Sizes, motion, faces">
        <dl className={css.values}>
          {all
            .filter(({ value }) => !isColor(value))
            .map(({ name, value }) => (
              <div key={name}>
                <dt className={css.token}>{name.slice(2)}</dt>
                <dd className="meta">{value.trim()}</dd>
              </div>
            ))}
        </dl>
      </Part>
      <Part title="Type">
        <div className={css.type}>
          <p className={css.screenTitle}>20/28 Screen title 1,234.5</p>
          <p className={css.sectionTitle}>15/20 Section title</p>
          <p className={css.strong}>13/20 Name of a row</p>
          <p>13/20 Text, with numbers of one width: 1,111 and 8,888</p>
          <p className="meta">12/16 Secondary: units, axes, folders</p>
          <p className="small">11/16 The smallest</p>
        </div>
      </Part>
    </>
  );
};
