import { memo } from 'react';
import type { AdOutcome, AdRow } from '../../../contract/index.ts';
import { count, percent, twoDecimals } from '../../format/number.ts';
import css from './grid.module.css';
import { basisOf, type Figure } from './outcome-words.ts';
import { useResults } from './outcomes.ts';

/** A real figure of the ad with what it rests on; "–" is not reported, which is not 0. */
export const OutcomeCell = memo(({ ad, figure }: { ad: AdRow | null; figure: Figure }) => {
  const { outcome } = useResults(ad?.id ?? null);
  if (!outcome) return <div className={`meta ${css.outcomeCell}`}>{ad ? 'no results' : ''}</div>;
  const value = outcome[figure];
  return (
    <div className={css.outcomeCell} title={basisOf(outcome, figure)}>
      {value === null ? '–' : figure === 'roas' ? twoDecimals(value) : percent(value)}
      <span className="meta">{shortBasisOf(outcome, figure)}</span>
    </div>
  );
});

const nothingLearnt =
  'nothing was learnt yet from the ad account that it is linked with, or from that of its client';

/** What was expected of it before its own results, or why nothing more than the average is. */
export const ForecastCell = memo(({ ad, figure }: { ad: AdRow | null; figure: 'rate' | 'best_quarter' }) => {
  const { forecast } = useResults(ad?.id ?? null);
  const value = forecast?.[figure] ?? null;
  if (!forecast || value === null)
    return (
      <div className={`meta clip ${css.outcomeCell}`} title={forecast?.basis ?? nothingLearnt}>
        {ad && (forecast ? 'only the average' : 'nothing learnt')}
      </div>
    );
  return (
    <div className={css.outcomeCell} title={forecast.basis}>
      {percent(value)}
      <span className="meta">
        {figure === 'rate' ? forecast.interval80?.map(percent).join(' to ') : 'usual: 25\u202f%'}
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
  return unknown > 0 ? `${count(orders)} orders, ${count(unknown)} without worth` : `${count(orders)} orders`;
}
