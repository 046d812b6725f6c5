import type { Ad } from '../../../contract/index.ts';
import { basisSentences } from '../../../contract/words.ts';
import { count } from '../../format/number.ts';
import {
  interval,
  noScoreReason,
  scoreNumber,
  scoreSentence,
  subLabels,
  subNames,
  wordOf,
} from '../../format/score.ts';
import { Icon } from '../../ui/icon.tsx';
import { ScoreBar } from '../../ui/score-bar.tsx';
import css from './detail.module.css';

export const ScoreSummary = ({ score, library }: Pick<Ad, 'score' | 'library'>) => (
  <section className={css.block} aria-label="Score">
    <div className={css.scoreLine}>
      {score.overall === null ? (
        <div>
          <div className={css.noScore}>no score</div>
          <div className="meta">{noScoreReason}</div>
        </div>
      ) : (
        <>
          <span className="spoken">{scoreSentence(score.overall, score.interval80)}</span>
          <span className={css.big} aria-hidden="true">
            {scoreNumber(score.overall)}
          </span>
          <div aria-hidden="true">
            <div className={css.word}>{wordOf(score.overall)}</div>
            {score.interval80 && (
              <div className="meta">{`80\u202f% interval ${interval(score.interval80)}`}</div>
            )}
          </div>
        </>
      )}
      <span className={css.spring} />
      {library.rank !== null && (
        <div className={css.rank}>
          <div>{`Rank ${count(library.rank)} of ${count(library.rank_of)}`}</div>
          <div className="meta">in this folder</div>
        </div>
      )}
    </div>
    <ScoreBar score={score.overall} interval80={score.interval80} thick={8} />
    {score.overall !== null && (
      <p className={`meta ${css.basis}`}>
        <Icon name="info" size={12} />
        {basisSentences({ score, library })}
      </p>
    )}
    <dl className={css.subs}>
      {subNames.map((name) => {
        const value = score.sub[name];
        return (
          <div key={name} className={css.sub}>
            <dt>{subLabels[name]}</dt>
            <dd>{value === null ? <span title="not measured">–</span> : scoreNumber(value)}</dd>
            {value === null ? (
              <div className={css.missing} aria-hidden="true" />
            ) : (
              <ScoreBar score={value} interval80={null} thick={4} />
            )}
          </div>
        );
      })}
    </dl>
  </section>
);
