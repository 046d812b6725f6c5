import css from './revenue.module.css';

interface BadRowsProps {
  readonly label: string;
  readonly rows: readonly {
    readonly line: number;
    readonly field?: string | null;
    readonly problem: string;
  }[];
}

/** The rest is on the command line; a window full of the same complaint helps nobody. */
const shown = 50;

/** What is wrong with rows of a file, line by line. */
export const BadRows = ({ label, rows }: BadRowsProps) =>
  rows.length > 0 && (
    // Scrolls by itself, so the keyboard must be able to stop here.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <ul className={css.bad} aria-label={label} tabIndex={0}>
      {rows.slice(0, shown).map(({ line, field, problem }) => (
        <li key={line}>{`Line ${line}: ${field ? `${field}: ` : ''}${problem}`}</li>
      ))}
    </ul>
  );
