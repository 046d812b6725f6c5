import { effectTold, ofTest, roasText, speaksFor } from '../../../contract/words.ts';
import { useQuery } from '../../api/api.tsx';
import { go } from '../../state/place.ts';
import { useShownAccount } from './account-choice.tsx';
import { effect, metricNames, titleOf } from './insight-words.ts';
import css from './insights.module.css';
import { Ladder } from './ladder.tsx';

const shown = 4;

/** What ads that did better have in common, beside those that were just analyzed; nothing before results have taught any. */
export const PerformersShare = () => {
  const { of } = useShownAccount();
  const { data } = useQuery('learn.patterns', of);
  const better = (data?.patterns ?? []).filter(speaksFor);
  if (!data || better.length === 0) return null;
  const told = better.slice(0, shown);
  return (
    <section className={css.block} aria-label="What your top performers share">
      <div className={css.blockHead}>
        <h2>What your top performers share</h2>
        <span className="meta">{data.from.account.name}</span>
        <button type="button" className="link" onClick={() => go({ name: 'insights' })}>
          Evidence in Insights
        </button>
      </div>
      <ul className={css.shared}>
        {told.map((pattern) => {
          const { effect: size, interval, tested } = effectTold(pattern);
          return (
            <li key={`${pattern.metric} ${titleOf(pattern)}`}>
              <b>{titleOf(pattern)}</b>
              <span>
                {`${effect(size ?? 0)} ${metricNames[pattern.metric]}`}
                {interval && ` (${interval.map(effect).join(' to ')})${tested ? ofTest : ''}`}
                {`, ${pattern.concepts_with} concepts with, ${pattern.concepts_without} without`}
              </span>
              <Ladder wording={pattern.wording} />
            </li>
          );
        })}
      </ul>
      {told.some(({ metric }) => metric === 'roas') && <p className="meta">{roasText(data.from.sales)}</p>}
    </section>
  );
};
