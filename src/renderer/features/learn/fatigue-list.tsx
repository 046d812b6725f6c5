import { useState } from 'react';
import type { Fatigue, TiredAd } from '../../../contract/index.ts';
import { opinionText } from '../../../contract/words.ts';
import { count, decimal, plural } from '../../format/number.ts';
import { calendarDay } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Chip } from '../../ui/chip.tsx';
import { stateTones, stateWords } from './insight-words.ts';
import css from './insights.module.css';
import { Frames } from './small-frame.tsx';

const calm: readonly TiredAd['state'][] = ['healthy', 'insufficient'];

export const FatigueList = ({ fatigue }: { fatigue: Fatigue }) => {
  const [all, setAll] = useState(false);
  const speaking = fatigue.ads.filter(({ state }) => !calm.includes(state));
  const quiet = fatigue.ads.length - speaking.length;
  const shown = all ? fatigue.ads : speaking;
  return (
    <section className={css.block}>
      <div className={css.blockHead}>
        <h2>Fatigue</h2>
        <span className="meta">
          CTR by day · frequency so far{fatigue.until !== null && ` · as of ${calendarDay(fatigue.until)}`}
        </span>
      </div>
      {fatigue.ads.length === 0 && <p className="meta">No ad ran within the last fourteen days.</p>}
      {fatigue.ads.length > 0 && speaking.length === 0 && !all && (
        <p className={css.facts}>{noSign(fatigue.ads)}</p>
      )}
      <ul>
        {shown.map((ad) => (
          <TiredRow key={ad.meta_ad_id} ad={ad} />
        ))}
      </ul>
      {quiet > 0 && (
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Only those that say something' : `All ${fatigue.ads.length} running ads`}
        </button>
      )}
    </section>
  );
};

/** Of an ad that could not be judged nobody knows that it is well. */
function noSign(ads: readonly TiredAd[]): string {
  const judged = ads.filter(({ state }) => state === 'healthy').length;
  if (judged === 0) return `${plural(ads.length, 'running ad')}, with too little data yet to judge any.`;
  const others = ads.length - judged;
  const rest = others === 0 ? '' : ` Of ${others} more there is too little data.`;
  return `None of the ${plural(judged, 'running ad')} that could be judged shows a sign of it.${rest}`;
}

const TiredRow = ({ ad }: { ad: TiredAd }) => {
  const { ad_id: id, meta_opinion: opinion } = ad;
  const said = opinion === null ? '' : opinionText(opinion);
  return (
    <li className={css.tired}>
      <Frames id={id} />
      <div className={css.tiredWords}>
        <span className={css.tiredName}>
          {id ? (
            <button
              type="button"
              className={`link ${css.clip}`}
              onClick={() => go({ name: 'review', ad: id, seconds: null })}
            >
              {ad.name}
            </button>
          ) : (
            <span className={css.clip}>{ad.name}</span>
          )}
          <Chip tone={stateTones[ad.state]}>{stateWords[ad.state]}</Chip>
        </span>
        <span className={`meta ${css.under}`}>
          {ad.reasons.join(', ') || 'no sign of fatigue'}
          {ad.state !== 'insufficient' &&
            ` · ${count(ad.clicks)} clicks of ${count(ad.impressions)} impressions`}
          {ad.price_ratio !== null && ` · at ${decimal(ad.price_ratio)} × the account’s CPM`}
        </span>
        {said && <span className={`meta ${css.under}`}>Meta says: {said}</span>}
      </div>
      <Spark days={ad.ctr_by_day} />
      <span className={css.frequency}>{ad.frequency === null ? '–' : `f ${decimal(ad.frequency)}`}</span>
    </li>
  );
};

const Spark = ({ days }: { days: TiredAd['ctr_by_day'] }) => {
  const top = Math.max(...days.map(({ ctr }) => ctr), 1e-9);
  const points = days.map(
    ({ ctr }, at) => `${(at * 72) / Math.max(1, days.length - 1)},${22 - (20 * ctr) / top}`,
  );
  return (
    <svg
      className={css.spark}
      width="72"
      height="24"
      viewBox="0 0 72 24"
      aria-hidden="true"
      focusable="false"
    >
      <polyline points={points.join(' ')} />
    </svg>
  );
};
