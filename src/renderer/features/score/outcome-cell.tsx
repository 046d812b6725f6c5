import type { AdOutcome, AdRow } from '../../../contract/index.ts';
import { count, percentOf, plural, twoDecimals } from '../../format/number.ts';
import { memoInLocale } from '../../ui/locale.ts';
import css from './grid.module.css';
import { basisOf, type Figure } from './outcome-words.ts';
import { useResults } from './outcomes.ts';

/** The same down a column, so that its figures can be held against each other. */
const digitsOf = { ctr: 2, rate: 2, hook_rate: 1, hold_rate: 1, best_quarter: 0 } as const;

/** A real figure of the ad with what it rests on; "–" is not reported, which is not 0. */
export const OutcomeCell = memoInLocale(({ ad, figure }: { ad: AdRow; figure: Figure }) => {
  const { outcome } = useResults(ad.id);
  if (!outcome) return <div className={`meta ${css.outcomeCell}`}>no results</div>;
  const value = outcome[figure];
  return (
    <div className={css.outcomeCell} title={basisOf(outcome, figure)}>
      {value === null ? '–' : figure === 'roas' ? twoDecimals(value) : percentOf(value, digitsOf[figure])}
      <span className="meta">{shortBasisOf(outcome, figure)}</span>
    </div>
  );
});

const nothingLearnt =
  'nothing was learnt yet from the ad account that it is linked with, or from that of its client';

/** What was expected of it before its own results, or why nothing more than the average is. */
export const ForecastCell = memoInLocale(({ ad, figure }: { ad: AdRow; figure: 'rate' | 'best_quarter' }) => {
  const { forecast } = useResults(ad.id);
  const value = forecast?.[figure] ?? null;
  if (!forecast || value === null)
    return (
      <div className={`meta clip ${css.outcomeCell}`} title={forecast?.basis ?? nothingLearnt}>
        {forecast ? 'only the average' : 'nothing learnt'}
      </div>
    );
  return (
    <div className={css.outcomeCell} title={forecast.basis}>
      {percentOf(value, digitsOf[figure])}
      <span className="meta">
        {figure === 'rate'
          ? forecast.interval80?.map((end) => percentOf(end, digitsOf.rate)).join(' to ')
          : 'usual: 25\u202f%'}
      </span>
    </div>
  );
});

function shortBasisOf(
  { impressions, orders, orders_of_unknown_worth: unknown }: AdOutcome,
  figure: Figure,
): string {
  if (figure !== 'roas') return `of ${count(impressions)}`;
  if (orders === null) return '';
  const all = plural(orders, 'order');
  return unknown > 0 ? `${all}, ${count(unknown)} without worth` : all;
}
