import { useState } from 'react';
import type { ComparedCell, Comparison, Difference, ScoreComparison } from '../../../contract/index.ts';
import { adLetter, startName, startsDiffer } from '../../../contract/words.ts';
import { featureValue, statusText } from '../../format/feature.ts';
import { fileName } from '../../format/file-name.ts';
import { decimal, plural, points } from '../../format/number.ts';
import { interval, subLabels } from '../../format/score.ts';
import { moment } from '../../format/time.ts';
import { bestOf } from './best.ts';
import css from './compare.module.css';

/** Less is shown as 0.0. */
const LEAST_SHOWN = 0.05;
/** A measure that can be seen at many places has no one moment to jump to. */
const MOST_TIMES = 3;

interface DifferencesProps {
  readonly comparison: Comparison;
  readonly onSeek: (ad: number, seconds: number) => void;
}

/** What differs, the most points first; a cell stands out only where the order of its ad is settled. */
export const Differences = ({ comparison, onSeek }: DifferencesProps) => {
  const { ads, scores, start, differences, same } = comparison;
  const [all, setAll] = useState(false);
  const [overall, ...subs] = scores as [ScoreComparison, ...ScoreComparison[]];
  const counting = differences.filter(({ spread }) => spread >= LEAST_SHOWN);
  const rest = differences.length - counting.length;
  const anyBest = [overall.values, ...counting.map(pointsOf)].some((row) => bestOf(row, overall).size > 0);
  const apart = [...subs].sort((a, b) => spreadOf(b.values) - spreadOf(a.values));
  return (
    <div className={css.differences}>
      <table>
        <caption className="meta">
          {anyBest
            ? 'Points are of the overall score. The best cells of a row are tinted where their ads are settled as better.'
            : 'Points are of the overall score. No cell is tinted: the intervals of the leading ads meet, so their order is not settled.'}
        </caption>
        <colgroup>
          <col className={css.whatColumn} />
          {ads.map(({ id }) => (
            <col key={id} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Differences, largest first</th>
            {ads.map(({ id, path }, at) => (
              <th key={id} scope="col">
                <span className={css.cell}>
                  <span className="clip">{`${adLetter(at)} · ${fileName(path)}`}</span>
                  <span>points</span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <ScoreRow score={overall} overall={overall} />
          {apart.map((score) => (
            <ScoreRow key={score.what} score={score} overall={overall} />
          ))}
          {startsDiffer(start) && <StartRow start={start} />}
          {(all ? differences : counting).map((row) => (
            <CheckRow key={row.feature} row={row} overall={overall} onSeek={onSeek} />
          ))}
        </tbody>
      </table>
      <p className="meta">
        {`${plural(counting.length, 'check')} make a difference in points, ${rest} differ in value alone, ${same} are the same.`}
        {rest > 0 && (
          <button type="button" className="link" onClick={() => setAll(!all)}>
            {all ? 'Show only points' : 'Show all'}
          </button>
        )}
      </p>
    </div>
  );
};

/** A check that was not made, or does not apply, is no lead. */
const pointsOf = ({ cells }: Difference): (number | null)[] =>
  cells.map(({ status, points: own }) => (status === 'ok' ? own : null));

const spreadOf = (values: readonly (number | null)[]): number => {
  const known = values.filter((value) => value !== null);
  return known.length > 1 ? Math.max(...known) - Math.min(...known) : 0;
};

const What = ({ name, spread }: { name: string; spread: number }) => (
  <th scope="row">
    <span className={css.cell}>
      <span>{name}</span>
      {spread >= LEAST_SHOWN && <span className="meta">{`${decimal(spread)} pts`}</span>}
    </span>
  </th>
);

const ScoreRow = ({ score, overall }: { score: ScoreComparison; overall: ScoreComparison }) => {
  // A sub-score has no interval of its own, so none of them is ever called better.
  const best = score === overall ? bestOf(score.values, overall) : null;
  return (
    <tr>
      <What
        name={score.what === 'overall' ? 'Score' : subLabels[score.what]}
        spread={spreadOf(score.values)}
      />
      {score.values.map((value, at) => {
        const range = score.intervals[at];
        const behind = score.behind[at] ?? null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the ad
          <td key={at} className={best?.has(at) ? css.best : ''}>
            <span className={css.cell}>
              <span className={value === null ? css.unknown : ''}>
                {value === null ? 'not enough measured' : decimal(value)}
                {range && <span className="meta">{` (${interval(range)})`}</span>}
              </span>
              {behind !== null && behind >= LEAST_SHOWN && (
                <span className={css.minus}>{points(-behind)}</span>
              )}
            </span>
          </td>
        );
      })}
    </tr>
  );
};

/** With it the points of each column add up to its score. */
const StartRow = ({ start }: { start: Comparison['start'] }) => (
  <tr>
    <What name={startName} spread={spreadOf(start)} />
    {start.map((value, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the place is the ad
      <td key={at}>{value === null ? '–' : decimal(value)}</td>
    ))}
  </tr>
);

interface CheckRowProps extends Pick<DifferencesProps, 'onSeek'> {
  readonly row: Difference;
  readonly overall: ScoreComparison;
}

const CheckRow = ({ row, overall, onSeek }: CheckRowProps) => {
  const best = bestOf(pointsOf(row), overall);
  return (
    <tr>
      <What name={row.name} spread={row.spread} />
      {row.cells.map((cell, at) => {
        const time = momentOf(cell);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the ad
          <td key={at} className={best.has(at) ? css.best : ''}>
            <span className={css.cell}>
              <span className={cell.status === 'ok' ? '' : css.unknown} title={cell.reason ?? undefined}>
                {cell.status === 'ok' ? featureValue(cell.value, row.unit) : statusText[cell.status]}
                {time !== null && (
                  <button type="button" className="link" onClick={() => onSeek(at, time)}>
                    {moment(time)}
                  </button>
                )}
              </span>
              {cell.points !== null && <span className={toneOf(cell.points)}>{points(cell.points)}</span>}
            </span>
          </td>
        );
      })}
    </tr>
  );
};

const momentOf = ({ status, evidence }: ComparedCell): number | null =>
  status === 'ok' && evidence[0] && evidence.length <= MOST_TIMES ? evidence[0].t0 : null;

const toneOf = (value: number): string | undefined =>
  Math.abs(value) < LEAST_SHOWN ? css.neutral : value < 0 ? css.minus : css.plus;
