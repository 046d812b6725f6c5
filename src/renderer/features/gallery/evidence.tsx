import type { Pattern, Reason } from '../../../contract/index.ts';
import { useLiveRows } from '../../api/use-live-rows.ts';
import { scoreNumber, wordOf } from '../../format/score.ts';
import { StripFrames } from '../../ui/frames.tsx';
import { ScoreBar, SubColumn } from '../../ui/score-bar.tsx';
import { Tile } from '../../ui/tile.tsx';
import { Density } from '../decide/density.tsx';
import { ForestAxis, ForestLine } from '../learn/forest.tsx';
import { wordings } from '../learn/insight-words.ts';
import { Ladder } from '../learn/ladder.tsx';
import { Reasons } from '../score/reasons.tsx';
import css from './gallery.module.css';
import { Part } from './part.tsx';

const scores: readonly [number, [number, number] | null][] = [
  [31, [24, 40]],
  [62, [50, 71]],
  [88, [82, 95]],
  [55, null],
];

const reason = (points: number, text: string, t0: number | null): Reason => ({
  text,
  points,
  t0,
  t1: t0,
  feature: 'T01',
  grade: 'C',
  sub: 'hook',
});
const reasons = [
  reason(4.2, 'First cut at 0.8 s', 0.8),
  reason(-2.1, 'The offer stands on the screen for 0.6 s', 11.4),
  reason(0, 'Loudness as the platform asks', null),
];

const effects: readonly [Pattern['wording'], number, [number, number]][] = [
  ['tested', 0.12, [0.04, 0.21]],
  ['pattern', 0.18, [0.06, 0.31]],
  ['hint', 0.08, [-0.01, 0.18]],
  ['no evidence', -0.02, [-0.14, 0.11]],
];

/** How sure the window is of what it says: scores, intervals, wordings, densities. */
export const Evidence = () => {
  const ads = useLiveRows({ limit: 2 }).data?.rows ?? [];
  return (
    <>
      <Part title="Scores">
        <ul className={css.scores}>
          {scores.map(([score, interval80]) => (
            <li key={score}>
              <span>
                <b>{scoreNumber(score)}</b> {wordOf(score)}
              </span>
              <ScoreBar score={score} interval80={interval80} />
            </li>
          ))}
          <li className="meta">no score</li>
        </ul>
        <div className={css.row}>
          {[92, 64, 28, null, 71].map((value) => (
            <SubColumn key={value} value={value} />
          ))}
        </div>
      </Part>
      <Part title="Wordings and their intervals">
        <ForestAxis />
        {effects.map(([wording, effect, interval90]) => (
          <div key={wording} className={css.effect}>
            <Ladder wording={wording} />
            <ForestLine wording={wording} effect={effect} interval90={interval90} test={null} />
          </div>
        ))}
        <p className="meta">{wordings.join(', ')}</p>
      </Part>
      <Part title="Return of a budget">
        <Density roas={{ p5: 1.6, p50: 2.4, p95: 3.3 }} most={5} account={2} />
      </Part>
      <Part title="Reasons">
        <Reasons scored reasons={reasons} features={{}} onSeek={() => undefined} />
      </Part>
      {ads.length > 0 && (
        <Part title="Ads">
          <ul className={css.tiles}>
            {ads.map((ad, at) => (
              <Tile
                key={ad.id}
                ad={ad}
                selected={at === 0}
                onOpen={() => undefined}
                onToggle={() => undefined}
              />
            ))}
          </ul>
          {ads.map((ad) => (
            <StripFrames key={ad.id} ad={ad} height={44} />
          ))}
        </Part>
      )}
    </>
  );
};
