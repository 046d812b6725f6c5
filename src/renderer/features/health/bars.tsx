import css from './performance.module.css';

interface Look {
  readonly name: string;
  /** A second cue beside the colour: filled, outlined, or hanging from the line. */
  readonly look: 'solid' | 'hollow' | 'below';
}

interface Series<Row> extends Look {
  readonly of: (row: Row) => number;
}

interface BarsProps<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
  readonly series: readonly Series<Row>[];
  readonly show: (value: number) => string;
}

const height = 72;
/** Below the line, where something hangs from it. */
const hang = 20;

/** A bar for each row, its series stacked; the same as a table for who reads instead of looks. */
export const Bars = <Row,>({ title, rows, keyOf, nameOf, series, show }: BarsProps<Row>) => {
  const below = series.filter(({ look }) => look === 'below');
  const above = series.filter(({ look }) => look !== 'below');
  const sum = (row: Row, of: readonly Series<Row>[]) => of.reduce((total, one) => total + one.of(row), 0);
  const most = Math.max(...rows.map((row) => sum(row, above)), 0);
  const mostBelow = Math.max(...rows.map((row) => sum(row, below)), 0);
  const [first, last] = [rows[0], rows.at(-1)];
  const slot = 100 / Math.max(1, rows.length);
  return (
    <figure className={css.figure}>
      <figcaption className={css.caption}>
        <span>{title}</span>
        <span className="meta">{`most ${show(most)}`}</span>
      </figcaption>
      <svg
        className={css.bars}
        width="100%"
        height={height + (mostBelow > 0 ? hang : 1)}
        aria-hidden="true"
        focusable="false"
      >
        {rows.map((row, at) => (
          <BarOf
            key={keyOf(row)}
            x={`${at * slot + slot * 0.12}%`}
            width={`${slot * 0.76}%`}
            title={`${nameOf(row)}: ${series.map((one) => `${one.name} ${show(one.of(row))}`).join(', ')}`}
            above={partsOf(row, above, most)}
            below={partsOf(row, below, mostBelow)}
          />
        ))}
        <line x1="0" x2="100%" y1={height} y2={height} className={css.axis} />
      </svg>
      <div className={css.ends}>
        <span>{first && nameOf(first)}</span>
        {series.length > 1 && (
          <span className={css.legend}>
            {series.map(({ name, look }) => (
              <span key={name}>
                <i className={`${css.key} ${css[look]}`} />
                {name}
              </span>
            ))}
          </span>
        )}
        <span>{last && nameOf(last)}</span>
      </div>
      <table className="spoken">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((row) => sum(row, series) > 0)
            .map((row) => (
              <tr key={keyOf(row)}>
                <th scope="row">{nameOf(row)}</th>
                {series.map((one) => (
                  <td key={one.name}>{show(one.of(row))}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  );
};

interface Part extends Look {
  /** Of the highest bar. */
  readonly part: number;
}

const partsOf = <Row,>(row: Row, series: readonly Series<Row>[], most: number): Part[] =>
  series.map(({ name, look, of }) => ({ name, look, part: most > 0 ? of(row) / most : 0 }));

interface BarOfProps {
  readonly x: string;
  readonly width: string;
  readonly title: string;
  readonly above: readonly Part[];
  readonly below: readonly Part[];
}

const BarOf = ({ x, width, title, above, below }: BarOfProps) => {
  let top = height;
  let foot = height + 1;
  return (
    <g>
      <title>{title}</title>
      {above.map(({ name, look, part }) => {
        const size = part * (height - 2);
        top -= size;
        return (
          size > 0 && <rect key={name} x={x} width={width} y={top} height={size} className={css[look]} />
        );
      })}
      {below.map(({ name, look, part }) => {
        const [y, size] = [foot, part * (hang - 2)];
        foot += size;
        return size > 0 && <rect key={name} x={x} width={width} y={y} height={size} className={css[look]} />;
      })}
    </g>
  );
};
