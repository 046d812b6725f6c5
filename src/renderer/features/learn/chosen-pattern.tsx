import type { AdId, LearntFrom, Pattern } from '../../../contract/index.ts';
import { thumbUrl } from '../../api/pictures.ts';
import { go } from '../../state/place.ts';
import { nextTest, seenIn, sentence, titleOf } from './insight-words.ts';
import css from './insights.module.css';
import { PlanTest } from './plan-test.tsx';

/** One finding in a sentence, with what speaks against it as plainly as what speaks for it. */
export const ChosenPattern = ({ pattern, account }: { pattern: Pattern; account: LearntFrom['account'] }) => {
  const test = nextTest(pattern, account.currency);
  return (
    <section className={css.panel} aria-label={titleOf(pattern)}>
      <h3>{titleOf(pattern)}</h3>
      <p>
        {sentence(pattern)} {seenIn(pattern)}
        {pattern.wording === 'tested'
          ? ' Meta shows the arms to different people, so part of it may be who saw them.'
          : pattern.effect !== null && ' Not randomised, so it does not show cause.'}
        {test && ` ${test}`}
      </p>
      {pattern.lacks.length > 0 && <p className="meta">Not a stronger word: {pattern.lacks.join(', ')}.</p>}
      {test && pattern.wording !== 'tested' && (
        <PlanTest key={titleOf(pattern)} pattern={pattern} account={account.id} />
      )}
      <Ads title="Ads with it" ids={pattern.examples} />
      <Ads title="Against it" ids={pattern.counter_examples} />
    </section>
  );
};

const Ads = ({ title, ids }: { title: string; ids: readonly AdId[] }) =>
  ids.length > 0 && (
    <div className={css.examples}>
      <span className="meta">{title}</span>
      <ul>
        {ids.map((id, at) => (
          <li key={id}>
            <button
              type="button"
              className={css.thumb}
              aria-label={`${title}: ad ${at + 1}`}
              onClick={() => go({ name: 'review', ad: id, seconds: null })}
            >
              <img src={thumbUrl(id)} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
