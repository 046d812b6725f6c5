import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Ad, AdId, AdRow, Failure, Reason } from '../../../contract/index.ts';
import { useLocale } from '../../ui/locale.ts';
import { NotRead } from '../../ui/not-read.tsx';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import { CouncilPanel } from '../council/council-panel.tsx';
import { AdFacts } from '../score/ad-facts.tsx';
import { Checks } from '../score/checks.tsx';
import { GivenTexts } from '../score/given-texts.tsx';
import type { Player, Stretch } from '../score/player.ts';
import { Reasons } from '../score/reasons.tsx';
import { ScoreSummary } from '../score/score-summary.tsx';
import { usePlayerKeys } from '../score/use-player-keys.ts';
import { Words } from '../score/words.tsx';
import type { Lane, Mark } from './lane.ts';
import { belongs, lanesOf } from './lanes.ts';
import { MarksPanel } from './marks-panel.tsx';
import css from './review.module.css';
import { ReviewStage } from './review-stage.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { useCurves } from './use-curves.ts';
import { usePlacement } from './use-placement.ts';

/** Shorter is a moment, not a stretch to play again. */
const LEAST_LOOP_S = 0.2;
const none: readonly Reason[] = [];

interface ReviewBodyProps {
  readonly id: AdId;
  readonly kind: AdRow['kind'] | undefined;
  readonly name: string;
  readonly ad: Ad | null;
  readonly error: Failure | undefined;
  readonly next: AdRow | null;
  readonly player: Player;
}

interface Chosen {
  readonly ad: AdId;
  readonly reasons: readonly Reason[];
  readonly span: Stretch | null;
}

/** Player, panels and time line of one ad, and what is chosen in any of them: a reason and its seconds are one thing. */
export const ReviewBody = ({ id, kind, name, ad, error, next, player }: ReviewBodyProps) => {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [pointed, setPointed] = useState<readonly Reason[]>(none);
  const placement = usePlacement(ad);
  const curves = useCurves(ad);
  const locale = useLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: they carry figures as that locale has them
  const lanes = useMemo(() => (ad ? lanesOf(ad, curves) : []), [ad, curves, locale]);
  const here = chosen?.ad === id ? chosen : null;
  const lit = useMemo(() => [...(here?.reasons ?? none), ...pointed], [here, pointed]);
  const length = ad?.media.duration_s ?? 0;
  usePlayerKeys(
    player,
    ad,
    useStore(player.state, (state) => state.broken),
  );

  const choose = (reasons: readonly Reason[], t0: number, t1: number) => {
    player.seek(t0);
    setChosen({ ad: id, reasons, span: t1 - t0 >= LEAST_LOOP_S ? { t0, t1 } : null });
  };
  const chooseMark = (lane: Lane, mark: Mark) => {
    const about = ad?.score.reasons.filter((reason) => belongs(lane, mark, reason)) ?? none;
    choose(about, mark.t0, mark.t1);
  };
  const chooseReason = (reason: Reason) => {
    if (reason.t0 !== null) choose([reason], reason.t0, reason.t1 ?? reason.t0);
  };

  return (
    <div className={`${css.body} ${kind === 'image' ? css.noTime : ''}`}>
      {kind && (
        <ReviewStage
          id={id}
          kind={kind}
          name={name}
          ad={ad}
          next={next}
          player={player}
          span={here?.span ?? null}
          placement={placement}
        />
      )}
      {!kind && <div className={css.stage} />}
      <div key={id} className={css.panels}>
        {error && <NotRead failure={error} of={['score.show']} kept />}
        {!ad && !error && <Empty title="Reading the ad …" />}
        {ad && (
          <>
            {/* Scrolls by itself, so the keyboard must be able to stop here. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
            <section className={css.panel} tabIndex={0} aria-label="Score and reasons">
              {ad.problem && (
                <div className={css.failure}>
                  <FailureNote failure={{ ...ad.problem, nextStep: ad.problem.next_step }} />
                </div>
              )}
              <ScoreSummary score={ad.score} library={ad.library} />
              <Reasons
                scored={ad.score.overall !== null}
                still={ad.kind === 'image'}
                reasons={ad.score.reasons}
                features={ad.features}
                onSeek={player.seek}
                lit={lit}
                onChoose={chooseReason}
                onPoint={(reason) => setPointed(reason ? [reason] : none)}
              />
            </section>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
            <section className={css.panel} tabIndex={0} aria-label="Notes, words, checks and file">
              <MarksPanel
                ad={ad}
                name={name}
                player={player}
                span={here?.span ?? null}
                onSeek={(t0, t1) => choose(none, t0, t1)}
              />
              <Words ad={ad} onSeek={player.seek} />
              <GivenTexts ad={ad} onSeek={player.seek} />
              <CouncilPanel ad={ad} onSeek={player.seek} />
              <Checks features={ad.features} durationS={length} onSeek={player.seek} />
              <AdFacts ad={ad} />
            </section>
          </>
        )}
      </div>
      {ad && length > 0 && (
        <TimelinePanel
          ad={ad}
          length={length}
          lanes={lanes}
          player={player}
          lit={lit}
          onPoint={setPointed}
          onChoose={chooseMark}
          onChooseEvent={({ t0, t1, why }) => choose(why ? [why] : none, t0, t1)}
        />
      )}
    </div>
  );
};
