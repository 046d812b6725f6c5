import type { ReportCard as Report } from '../../../contract/index.ts';
import { roasText } from '../../../contract/words.ts';
import { count, decimal, percent, plural, twoDecimals } from '../../format/number.ts';
import { keptWords } from './insight-words.ts';
import css from './insights.module.css';
import { ModelVersions } from './model-versions.tsx';

/** How good the app's own predictions were, on ads that came later than all that they were learnt from. */
export const ReportCard = ({ report }: { report: Report }) => {
  const { later_ads: later, kept, noise_ceiling: ceiling } = report;
  const { clicks_with_returns: returns, impressions_with_clicks: shown } = report;
  // Where an older version stays in use, a newer one beside it may already have what this would be.
  const isNewest = report.versions[0]?.state !== 'kept';
  return (
    <section className={css.block} aria-label="Predicted against real">
      <div className={css.blockHead}>
        <h2>Predicted against real</h2>
        <span className="meta">{report.says}</span>
      </div>
      {later === null ? (
        <p className={css.facts}>
          Too few ads to try predictions on; until then the average is all that is said.
        </p>
      ) : (
        <dl className={css.figures}>
          <Figure name="Gain over the average" value={`${twoDecimals(later.gain)} %`}>
            {twoDecimals(later.gain80[0])} to {twoDecimals(later.gain80[1])} (80 %),{' '}
            {plural(later.ads, 'later ad')}, {count(later.clicks)} clicks
          </Figure>
          <Figure
            name="80 % intervals held"
            value={later.coverage80 === null ? '–' : percent(later.coverage80)}
          >
            {later.coverage80 === null
              ? 'no later ad has 200 impressions'
              : 'of later ads with 200 impressions'}
          </Figure>
          <Figure name="Best tenth, against all" value={`${twoDecimals(later.top_tenth_lift)} ×`}>
            click rate of the {plural(Math.max(1, Math.round(later.ads / 10)), 'ad')} that were predicted best
          </Figure>
          <Figure name="What else one could go by" value={`${twoDecimals(later.format_mean_gain)} %`}>
            mean of the format; the most similar ad {twoDecimals(later.most_similar_gain)} %
          </Figure>
          {later.together && (
            <Figure name="With traits together" value={`${twoDecimals(later.together.gain)} %`}>
              {later.together.gain95.map(twoDecimals).join(' to ')} (95 %) over the model
              {later.together.in_use
                ? '; in use'
                : isNewest
                  ? '; used once it is above 0 in two refreshes'
                  : ''}
            </Figure>
          )}
          {later.rank_correlation && (
            <Figure name="Rank correlation with results" value={twoDecimals(later.rank_correlation.value)}>
              {later.rank_correlation.interval80.map(twoDecimals).join(' to ')} (80 %),{' '}
              {plural(later.ads, 'later ad')}
            </Figure>
          )}
          {ceiling !== null && (
            <Figure name="Most that could be reached" value={twoDecimals(ceiling)}>
              the rank correlation that a prediction without fault would have
            </Figure>
          )}
        </dl>
      )}
      {(returns || shown) && (
        <dl className={css.figures}>
          {returns && (
            <Figure name="Click rate with return" value={twoDecimals(returns.value)}>
              {returns.interval80.map(twoDecimals).join(' to ')} (80 %), {plural(returns.ads, 'ad')}: whether
              what wins clicks wins money, as a rank correlation. {roasText(report.from.sales)}
            </Figure>
          )}
          {shown && (
            <Figure name="Impressions with click rate" value={twoDecimals(shown.value)}>
              {shown.interval80.map(twoDecimals).join(' to ')} (80 %), {plural(shown.ads, 'ad')}: how far what
              has many results is what Meta chose to show
            </Figure>
          )}
        </dl>
      )}
      {kept.length > 0 ? (
        <div className={css.keptPair}>
          <Kept name="CTR" of={kept.map(({ rate, ...one }) => ({ ...one, said: rate }))} show={percent} />
          <KeptReturns kept={kept} sales={report.from.sales} />
        </div>
      ) : (
        <p className="meta">No ad has 200 impressions since its prediction was made.</p>
      )}
      <ModelVersions report={report} />
    </section>
  );
};

const Figure = ({ name, value, children }: { name: string; value: string; children: React.ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <span className={css.figure}>{value}</span>
      <span className="meta">{children}</span>
    </dd>
  </div>
);

/** Of a return only a range is said, so its middle is where the range is. */
const KeptReturns = ({ kept, sales }: { kept: Report['kept']; sales: Report['from']['sales'] }) => {
  const known = kept.flatMap(({ ad, roas }) =>
    roas && roas.seen !== null && roas.held !== null
      ? [
          {
            ad,
            seen: roas.seen,
            interval80: roas.interval80,
            within: roas.held ? 1 : 0,
            said: Math.sqrt(roas.interval80[0] * roas.interval80[1]),
          },
        ]
      : [],
  );
  return known.length === 0 ? (
    <p className="meta">
      No ad has run since of which ten orders were to be expected: with fewer, a return on spend is mostly
      chance.
    </p>
  ) : (
    <Kept name="ROAS" of={known} show={decimal} note={roasText(sales)} />
  );
};

const size = { width: 360, height: 200, left: 44, bottom: 28 } as const;

interface KeptProps {
  readonly name: 'CTR' | 'ROAS';
  readonly of: readonly {
    readonly ad: string;
    readonly said: number;
    readonly seen: number;
    readonly interval80: readonly [number, number];
    /** How much of what came lies within, from 0 to 1. */
    readonly within: number;
  }[];
  readonly show: (value: number) => string;
  readonly note?: string;
}

/** Each first prediction with its interval, upright, over what came. On the line both are the same. */
const Kept = ({ name, of, show, note }: KeptProps) => {
  const top = 1.1 * Math.max(...of.flatMap(({ seen, interval80 }) => [seen, interval80[1]]));
  const x = (rate: number) => size.left + (rate / top) * (size.width - size.left - 8);
  const y = (rate: number) => size.height - size.bottom - (rate / top) * (size.height - size.bottom - 8);
  const held = Math.round(of.reduce((sum, { within }) => sum + within, 0));
  const words = [keptWords(name, held, of.length), ...(note ? [note] : [])].join(' ');
  return (
    <figure className={css.kept}>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={words}>
        <line x1={x(0)} y1={y(0)} x2={x(top)} y2={y(top)} className={css.same} />
        <line x1={x(0)} y1={y(0)} x2={x(top)} y2={y(0)} className={css.zero} />
        <line x1={x(0)} y1={y(0)} x2={x(0)} y2={y(top)} className={css.zero} />
        {of.map(({ ad, said, seen, interval80 }) => (
          <g key={ad} className={css.drawn}>
            <line
              x1={x(seen)}
              x2={x(seen)}
              y1={y(interval80[0])}
              y2={y(interval80[1])}
              className={css.thin}
            />
            <circle cx={x(seen)} cy={y(said)} r="3" className={css.dot} />
          </g>
        ))}
        <text x={x(top)} y={size.height - 8} textAnchor="end">
          real {name}, to {show(top)}
        </text>
        <text x="4" y="14">
          predicted
        </text>
      </svg>
      <figcaption className="meta">{words}</figcaption>
    </figure>
  );
};
