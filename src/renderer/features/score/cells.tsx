import { memo } from 'react';
import type { AdRow } from '../../../contract/index.ts';
import { useMarks } from '../../api/api.tsx';
import { inWords, plural, points } from '../../format/number.ts';
import { noScoreReason, rankText, scoreNumber, scoreSentence, wordOf } from '../../format/score.ts';
import { duration, moment } from '../../format/time.ts';
import { Chip } from '../../ui/chip.tsx';
import { StripFrames } from '../../ui/frames.tsx';
import { Icon } from '../../ui/icon.tsx';
import { memoInLocale } from '../../ui/locale.ts';
import { MarkSigns } from '../../ui/mark-signs.tsx';
import { ScoreBar, SubColumn } from '../../ui/score-bar.tsx';
import css from './grid.module.css';

type Cell = { readonly ad: AdRow };

export const factsOf = (ad: AdRow): string =>
  [
    ad.kind === 'image' ? 'Image' : null,
    ad.duration_s === null ? null : duration(ad.duration_s),
    ad.aspect === 'other' ? `${ad.width}×${ad.height}` : ad.aspect,
  ]
    .filter(Boolean)
    .join(' · ');

export const FramesCell = memo(({ ad }: Cell) => (
  <div className={css.framesCell}>
    <StripFrames ad={ad} height={44} />
  </div>
));

export const NameCell = memo(({ ad }: Cell) => {
  const folder = ad.path.includes('/') ? ad.path.slice(0, ad.path.lastIndexOf('/')) : '';
  return (
    <div className={css.nameCell} title={ad.path}>
      <div className={`clip ${css.name}`}>{ad.name}</div>
      <div className="meta clip">
        {factsOf(ad)}
        {folder && ` · ${folder}`}
      </div>
    </div>
  );
});

export const ScoreCell = memoInLocale(({ ad }: Cell) => {
  if (ad.score === null) {
    return (
      <div className={css.scoreCell} title={noScoreReason}>
        <span className="meta">no score</span>
        <div className={`meta clip ${css.tiny}`}>too little could be measured</div>
      </div>
    );
  }
  return (
    <div className={css.scoreCell}>
      <div className={css.scoreLine}>
        <span className="spoken">{`${scoreSentence(ad.score, ad.interval80)}, ${rankText(ad)}`}</span>
        <span className={css.scoreNumber} aria-hidden="true">
          {scoreNumber(ad.score)}
        </span>
        <span className="meta" aria-hidden="true">
          {wordOf(ad.score)}
        </span>
        <span className={`meta ${css.rank}`} aria-hidden="true">
          {ad.rank === null ? '' : rankText(ad)}
        </span>
      </div>
      <ScoreBar score={ad.score} interval80={ad.interval80} />
    </div>
  );
});

/** The panel's score with how far its judges are apart; a flag where a person should look. */
export const CouncilCell = memoInLocale(({ ad }: Cell) => {
  const { council } = ad;
  if (!council) return <div className={`meta ${css.councilCell}`}>not judged</div>;
  const { score, disagreement, needs_human } = council;
  return (
    <div className={css.councilCell}>
      {score === null ? (
        <span className="meta" title="Fewer than two makers of models voted">
          engine only
        </span>
      ) : (
        <span className={css.scoreNumber}>{scoreNumber(score)}</span>
      )}
      {score !== null && disagreement !== null && (
        <span className="meta" title="Median distance of the votes from their middle">
          {`${scoreNumber(disagreement)} apart`}
        </span>
      )}
      {needs_human && (
        <span
          className={css.human}
          title="A person should look: the judges disagree, or the ad talks to them"
        >
          <Icon name="warn" size={14} />
          <span className="spoken">a person should look</span>
        </span>
      )}
    </div>
  );
});

export const SubCell = memo(({ value }: { value: number | null }) => <SubColumn value={value} />);

export const ReasonCell = memoInLocale(({ ad }: Cell) => {
  const reason = ad.top_reason;
  if (!reason) {
    return (
      <div className={css.reasonCell}>
        <span className={css.points} />
        <span className="meta">{ad.score === null ? 'Too little was measured' : 'No reason stands out'}</span>
      </div>
    );
  }
  const sentence = inWords(reason.text);
  return (
    <div className={css.reasonCell}>
      <span className={css.points}>
        <span className={reason.points < 0 ? css.minus : css.plus}>{points(reason.points)}</span>
        {reason.t0 !== null && ad.kind !== 'image' && (
          <button type="button" className={css.time} data-seconds={reason.t0} tabIndex={-1}>
            {moment(reason.t0)}
          </button>
        )}
      </span>
      <span className={css.reasonText} title={sentence}>
        {sentence}
      </span>
    </div>
  );
});

export const StateCell = memoInLocale(({ ad }: Cell) => {
  return (
    <div className={css.stateCell}>
      {ad.state === 'partial' && <Chip tone="warn">{ad.problem ?? 'partial'}</Chip>}
      {ad.near_duplicate_of !== null && <Chip tone="state">near-duplicate</Chip>}
      {ad.copies > 0 && <Chip tone="state">{plural(ad.copies, 'copy', 'copies')}</Chip>}
      {ad.state === 'ok' && ad.near_duplicate_of === null && ad.copies === 0 && (
        <span className="meta">scored</span>
      )}
    </div>
  );
});

/** Cells of marks show what this window has heard or changed since the row was read. */
export const MarkCell = memo(({ ad }: Cell) => (
  <div className={css.markCell}>
    <MarkSigns {...useMarks(ad)} />
  </div>
));

export const RatingCell = memo(({ ad }: Cell) => {
  const { rating } = useMarks(ad);
  return <TextCell text={rating === null ? '' : `${rating} of 5`} />;
});

export const TagsCell = memo(({ ad }: Cell) => <TextCell text={useMarks(ad).tags.join(', ')} />);

export const TextCell = memo(({ text }: { text: string }) => (
  <div className={`clip ${css.textCell}`} title={text}>
    {text}
  </div>
));
