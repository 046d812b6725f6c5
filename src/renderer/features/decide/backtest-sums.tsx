import type { Backtest } from '../../../contract/index.ts';
import { decimal, percent } from '../../format/number.ts';
import css from './backtest.module.css';
import budget from './budget.module.css';
import { WhiskerLine } from './whisker-line.tsx';

type Sums = NonNullable<Backtest['sums']>;
type Hits = Sums['raised'];

/** What P(better) is about. */
const ofMeans = 'of the means; a week adds chance';

/** How often it was right, beside how often it should have been; each with its number and its interval. */
export const BacktestSums = ({ sums }: { sums: Sums }) => {
  const { inside, scatter, better, sure, raised, moved_share } = sums;
  const rows: readonly { what: string; should: number | null; note?: string; seen: Hits }[] = [
    ...inside.map(({ expected, seen }) => ({
      what: `Weeks of a budget inside its ${percent(expected)} interval`,
      should: expected,
      seen,
    })),
    {
      what: 'Said better or worse than the others, and was',
      should: better.expected,
      note: ofMeans,
      seen: better,
    },
    ...(sure.of > 0
      ? [{ what: 'The same where it was 90 % sure', should: sure.expected, note: ofMeans, seen: sure }]
      : []),
    {
      what: 'What it would have raised returned more than what it would have cut',
      should: null,
      seen: raised,
    },
  ];
  return (
    <>
      <table className={`${budget.arms} ${css.sums}`}>
        <thead>
          <tr>
            <th scope="col">Looking back</th>
            <th scope="col" className={budget.number}>
              Should be
            </th>
            <th scope="col" className={budget.number}>
              Was
            </th>
            <th scope="col">90 % interval of what was, 0 to 100 %</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, should, note, seen }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td className={budget.number}>
                {should === null ? '–' : percent(should)}
                {note && <span className="meta">{note}</span>}
              </td>
              <td className={budget.number}>
                {seen.of === 0 ? '–' : percent(seen.hits / seen.of)}
                <span className="meta">{`${seen.hits} of ${seen.of}`}</span>
              </td>
              <td>
                {seen.interval90 && (
                  <>
                    <WhiskerLine
                      p5={seen.interval90[0]}
                      p50={seen.hits / seen.of}
                      p95={seen.interval90[1]}
                      came={should ?? 0.5}
                      most={1}
                    />
                    <span className="meta">{`${percent(seen.interval90[0])} to ${percent(seen.interval90[1])}`}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p
        className={`meta ${budget.foot}`}
      >{`The filled dot is what should be (by chance alone, half, for the last row). Outcomes were ${decimal(Math.sqrt(scatter))} times as far off as foretold (1 is right). It would have moved ${percent(moved_share)} of the money a week.`}</p>
    </>
  );
};
