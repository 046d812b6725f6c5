import { Suspense } from 'react';
import type { AdId, AdRow } from '../../../contract/index.ts';
import { useMarks, useQuery } from '../../api/api.tsx';
import { fileName } from '../../format/file-name.ts';
import { go } from '../../state/place.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Key } from '../../ui/key.tsx';
import { later } from '../../ui/later.ts';
import { MarkSigns } from '../../ui/mark-signs.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import { draftAtMeta } from '../approve/draft-dialog-state.ts';
import { CouncilPanel } from '../council/council-panel.tsx';
import { AdFacts } from './ad-facts.tsx';
import { Checks } from './checks.tsx';
import css from './detail.module.css';
import { GivenTexts } from './given-texts.tsx';
import type { Player } from './player.ts';
import { Reasons } from './reasons.tsx';
import { ScoreSummary } from './score-summary.tsx';
import { Stage } from './stage.tsx';
import { Words } from './words.tsx';

const ForecastPanel = later(async () => (await import('../learn/forecast-panel.tsx')).ForecastPanel);
const RevenuePanel = later(async () => (await import('../learn/revenue-panel.tsx')).RevenuePanel);

interface DetailPaneProps {
  readonly id: AdId;
  /** What the grid already knows, so that the pane is never empty while the rest is read. */
  readonly row: AdRow | null;
  readonly player: Player;
  readonly onClose: () => void;
  readonly onStep: (by: number) => void;
}

export const DetailPane = ({ id, row, player, onClose, onStep }: DetailPaneProps) => {
  const { data: ad, error } = useQuery('score.show', { ad: id, compared: false });
  const name = row?.name ?? fileName(ad?.path ?? '');
  const marks = useMarks(row ?? ad ?? null);
  return (
    <aside className={css.pane} aria-label={`Ad ${name}`}>
      <div className={css.head}>
        <h2 className={`clip ${css.name}`} title={ad?.path ?? name}>
          {name}
        </h2>
        <span className={css.marks}>
          <MarkSigns {...marks} />
        </span>
        <button
          type="button"
          className={css.review}
          onClick={() => go({ name: 'review', ad: id, seconds: null })}
        >
          Review
          <Key>Enter</Key>
        </button>
        <IconButton icon="arrowUp" label="Draft at Meta…" onClick={() => draftAtMeta(id)} />
        <IconButton icon="up" label="Previous ad" onClick={() => onStep(-1)} />
        <IconButton icon="down" label="Next ad" onClick={() => onStep(1)} />
        <IconButton icon="cross" label="Close ad" onClick={onClose} />
      </div>
      {/* Scrolls by itself, so the keyboard must be able to stop here. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section key={id} className={css.scroll} tabIndex={0} aria-label="Score, reasons and checks">
        {error && (
          <div className={css.block}>
            <NotRead failure={error} of={['score.show']} />
          </div>
        )}
        {ad ? (
          <>
            <Stage ad={ad} player={player} />
            <ScoreSummary score={ad.score} library={ad.library} />
            <Reasons
              scored={ad.score.overall !== null}
              still={ad.kind === 'image'}
              reasons={ad.score.reasons}
              features={ad.features}
              onSeek={player.seek}
            />
            <Words ad={ad} onSeek={player.seek} />
            <GivenTexts ad={ad} onSeek={player.seek} />
            <CouncilPanel ad={ad} onSeek={player.seek} />
            <Suspense>
              <ForecastPanel ad={ad} />
              <RevenuePanel ad={ad} />
            </Suspense>
            <Checks features={ad.features} durationS={ad.media.duration_s ?? 0} onSeek={player.seek} />
            <AdFacts ad={ad} />
          </>
        ) : (
          <div className={css.waiting} />
        )}
      </section>
    </aside>
  );
};
