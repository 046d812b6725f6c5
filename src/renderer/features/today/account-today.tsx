import type { TodayAccount, TodayFigure } from '../../../contract/index.ts';
import { delayDoubtText, roasText, silenceText } from '../../../contract/words.ts';
import { plural } from '../../format/number.ts';
import { calendarDay, dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Chip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { stateTones, stateWords } from '../learn/insight-words.ts';
import { Block } from './block.tsx';
import { changeText, eventsText, headOf, metricWords, range, shown, unusualText } from './figure-words.ts';
import css from './today.module.css';

/** The last closed day of one account: its figures, what is unlike other weeks, ads that became tired. */
export const AccountToday = ({ account }: { account: TodayAccount }) => {
  const { name, currency, time_zone, day, yesterday, figures } = account;
  return (
    <Block
      title={name}
      aside={
        <span className="meta">
          {`${day === null ? 'no closed day is here yet' : `${calendarDay(day)}, closed`} · ${currency} · ${time_zone}`}
        </span>
      }
    >
      {day !== null && day < yesterday && (
        <p className={css.stale}>
          <Icon name="info" />
          {`Nothing newer is here; yesterday was ${calendarDay(yesterday)}. Refresh to see it.`}
        </p>
      )}
      {figures.length > 0 && (
        <ul className={css.figures}>
          {figures.map((figure) => (
            <Figure key={figure.metric} figure={figure} currency={currency} />
          ))}
        </ul>
      )}
      {figures.some(({ metric, value }) => metric === 'roas' && value !== null) && (
        <p className="meta">{roasText(account.sales)}</p>
      )}
      {account.silence && (
        <p className={css.stale}>
          <Icon name="warn" />
          {silenceText(dateTime(account.silence.since), account.silence.due)}
        </p>
      )}
      {account.delay_alarm && (
        <p className={css.stale}>
          <Icon name="warn" />
          {`${delayDoubtText} Seen on ${calendarDay(account.delay_alarm.seen_at)}.`}
        </p>
      )}
      {day !== null && !account.alike && (
        <p className="meta">
          Orders of the day before were not read when they were as young as these, so the two days cannot be
          compared yet. A refresh every morning makes it possible.
        </p>
      )}
      {day !== null && <UnusualLines account={account} />}
      {day !== null && <TiredLines account={account} />}
    </Block>
  );
};

const Figure = ({ figure, currency }: { figure: TodayFigure; currency: string }) => {
  const { metric, value, interval90, before, change, provisional } = figure;
  const rests = eventsText(figure);
  return (
    <li className={css.figure}>
      <span className="meta">{headOf(metric, currency)}</span>
      <strong>{value === null ? '–' : shown(metric, value, currency)}</strong>
      <span className="meta">
        {value === null
          ? 'not reported'
          : interval90
            ? `${range(metric, interval90, currency)} (90 %)`
            : metric === 'spend'
              ? 'as Meta counts it'
              : 'too few orders for an interval'}
        {rests && ` · ${rests}`}
      </span>
      <span className={css.change}>
        {change ? (
          <>
            <Direction ratio={change.ratio} /> {changeText(change.ratio)}{' '}
            <span className="meta">
              {`from ${before === null ? '–' : shown(metric, before, currency)}${change.clear || !change.interval90 ? '' : ', may be chance'}`}
            </span>
          </>
        ) : (
          <span className="meta">
            {before === null ? 'no day before to compare' : 'too little to compare'}
          </span>
        )}
      </span>
      {provisional && value !== null && <Chip tone="state">provisional</Chip>}
    </li>
  );
};

const Direction = ({ ratio }: { ratio: number }) =>
  ratio === 1 ? null : <span className={css.arrow}>{ratio > 1 ? '▲' : '▼'}</span>;

const UnusualLines = ({ account }: { account: TodayAccount }) => {
  const { unusual, judged, undecided, currency } = account;
  return (
    <>
      <h3 className={css.sub}>Unlike other weeks</h3>
      {unusual.length === 0 && judged > 0 && (
        <p className="meta">{`None of ${plural(judged, 'figure')} is far from its same weekdays.`}</p>
      )}
      <ul>
        {unusual.map((line) => (
          <li key={`${line.id} ${line.metric}`} className={css.line}>
            <Chip tone="warn">{metricWords[line.metric]}</Chip>
            <button
              type="button"
              className={`link ${css.name}`}
              onClick={() => go(line.metric === 'spend' ? { name: 'budget' } : { name: 'insights' })}
            >
              {line.level === 'account' ? 'the whole account' : line.name}
            </button>
            <span className={`meta ${css.why}`}>{unusualText(line, currency)}</span>
          </li>
        ))}
      </ul>
      {undecided.length > 0 && (
        <p className="meta">
          {`Not enough data: ${undecided.map(({ metric, lacks }) => `${metricWords[metric]} (${lacks.join(', ')})`).join('; ')}.`}
        </p>
      )}
    </>
  );
};

const TiredLines = ({ account: { tired } }: { account: TodayAccount }) => (
  <>
    <h3 className={css.sub}>Newly tired</h3>
    {tired.length === 0 && <p className="meta">No ad reached a state of fatigue on this day.</p>}
    <ul>
      {tired.map(({ meta_ad_id, name, ad_id, state, before, reasons }) => (
        <li key={meta_ad_id} className={css.line}>
          <Chip tone={stateTones[state]}>{stateWords[state]}</Chip>
          <button
            type="button"
            className={`link ${css.name}`}
            onClick={() => go(ad_id ? { name: 'review', ad: ad_id, seconds: null } : { name: 'insights' })}
          >
            {name}
          </button>
          <span className={`meta ${css.why}`}>{`${reasons.join(', ')}; before: ${stateWords[before]}`}</span>
        </li>
      ))}
    </ul>
  </>
);
