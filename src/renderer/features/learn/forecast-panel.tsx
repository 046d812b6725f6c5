import type { Ad, Prediction } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { decimal, percent, twoDecimals } from '../../format/number.ts';
import { FailureNote } from '../../ui/notice.tsx';
import { forecastWords, spoken } from './insight-words.ts';
import css from './revenue.module.css';

const shownParts = 5;

/** What an ad may get, as ranges, and what of it speaks for more or less. Nothing before anything was learnt. */
export const ForecastPanel = ({ ad }: { readonly ad: Ad }) => {
  const { data, error } = useQuery('learn.predict', { ad: ad.id });
  if (error && error.code !== 'NOT_ENOUGH_DATA') return <FailureNote failure={error} />;
  return data ? (
    <section className={css.panel} aria-labelledby="forecast-title">
      <h3 id="forecast-title">Forecast for {data.account.name}</h3>
      <Said said={data} />
    </section>
  ) : null;
};

const Said = ({ said }: { readonly said: Prediction }) => {
  const { rate, interval80, account_rate, roas, own, contributions } = said;
  const clear = contributions.filter((one) => one.clear).slice(0, shownParts);
  return (
    <>
      <div className={css.result}>
        <span className={css.total}>{percent(rate)}</span>
        <span className="meta">{`CTR, 80\u202f% ${percent(interval80[0])} to ${percent(interval80[1])}`}</span>
      </div>
      <p className={css.facts}>
        <span>
          your ads get <b>{percent(account_rate)}</b>
        </span>
        {roas && (
          <span>
            ROAS may be <b>{roas.interval80.map(decimal).join(' to ')}</b>, your ads{' '}
            {decimal(roas.account_roas)}
          </span>
        )}
        {own && (
          <span>
            with its own results <b>{percent(own.rate)}</b>,{' '}
            {`80\u202f% ${percent(own.interval80[0])} to ${percent(own.interval80[1])}`}
          </span>
        )}
      </p>
      {clear.length > 0 && (
        <ul className={css.parts}>
          {clear.map(({ trait, odds }) => (
            <li key={trait}>
              <span>{spoken(trait)}</span>
              <span>{`× ${twoDecimals(odds)}`}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="meta">
        {forecastWords(said)}
        {clear.length > 0 && ' Of the model, not of the world: it does not show cause.'}
      </p>
    </>
  );
};
