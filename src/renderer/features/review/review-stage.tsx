import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Ad, AdId, AdRow } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { mediaUrl, stripUrl, thumbUrl } from '../../api/pictures.ts';
import transport from '../../ui/transport.module.css';
import { Clip } from '../score/clip.tsx';
import { loadAhead } from '../score/clip-ahead.ts';
import { FileGone } from '../score/file-gone.tsx';
import type { Player, Stretch } from '../score/player.ts';
import css from './review.module.css';
import { Controls, ZoneButton } from './stage-controls.tsx';
import { StageOverlay } from './stage-overlay.tsx';
import type { PlacementChoice } from './use-placement.ts';

interface ReviewStageProps {
  readonly id: AdId;
  readonly kind: AdRow['kind'];
  readonly name: string;
  readonly ad: Ad | null;
  readonly next: AdRow | null;
  readonly player: Player;
  /** The span that may be looped. */
  readonly span: Stretch | null;
  readonly placement: PlacementChoice;
}

export const ReviewStage = (props: ReviewStageProps) => {
  const { id, kind, name, ad, next, player, span, placement } = props;
  const broken = useStore(player.state, (state) => state.broken);
  const overlay = ad && placement.shown && <StageOverlay ad={ad} player={player} zone={placement.shown} />;
  if (kind === 'image')
    return (
      <div className={css.stage}>
        <Still key={id} id={id} name={name} original overlay={overlay} />
        {placement.some && (
          <div className={`${transport.bar} ${css.controls}`}>
            <span className={transport.spring} />
            <ZoneButton placement={placement} />
          </div>
        )}
        {next && <Ahead next={next} />}
      </div>
    );
  return (
    <div className={css.stage}>
      {broken && (
        <>
          <Still key={id} id={id} name={name} original={false} overlay={overlay} />
          <FileGone
            id={id}
            className={css.note}
            otherwise={`This window cannot play ${ad?.media.codec ?? 'this format'}. What was measured is complete; the time line shows its frames.`}
            onFound={player.retry}
          />
        </>
      )}
      <Clips id={id} name={name} next={next} player={player} hidden={broken} overlay={overlay} />
      {ad && !broken && <Controls ad={ad} player={player} span={span} placement={placement} />}
    </div>
  );
};

interface StillProps {
  readonly id: AdId;
  readonly name: string;
  readonly original: boolean;
  readonly overlay: ReactNode;
}

const Still = ({ id, name, original, overlay }: StillProps) => {
  // Not every format that can be measured can be shown here; the thumbnail always can.
  const [whole, setWhole] = useState(original);
  return (
    <div className={css.frame}>
      <img
        className={css.picture}
        src={whole ? mediaUrl(id) : thumbUrl(id)}
        onError={() => setWhole(false)}
        alt={`The ad ${name}`}
      />
      {overlay}
    </div>
  );
};

/** What is known of the next ad, its thumbnail and strip are fetched while this one is looked at. */
const Ahead = ({ next: { id, kind } }: { next: AdRow }) => {
  useQuery('score.show', { ad: id, compared: false });
  useEffect(() => {
    for (const url of kind === 'image' ? [mediaUrl(id)] : [thumbUrl(id), stripUrl(id)]) new Image().src = url;
  }, [id, kind]);
  return null;
};

interface ClipsProps {
  readonly id: AdId;
  readonly name: string;
  readonly next: AdRow | null;
  readonly player: Player;
  readonly hidden: boolean;
  readonly overlay: ReactNode;
}

/** The clip, while the next one loads: stepping on shows an element that has its first picture already. */
const Clips = ({ id, name, next, player, hidden, overlay }: ClipsProps) => {
  const ready = useStore(player.state, (state) => state.ready || state.broken);
  const ahead = ready && next?.kind === 'video' ? next.id : null;
  useEffect(() => {
    if (ahead !== null) loadAhead(ahead);
  }, [ahead]);
  return (
    <div className={css.frame} hidden={hidden}>
      <Clip id={id} name={name} className={css.picture} player={player} preload="auto" handsOn={false} />
      {overlay}
      {next && ready && <Ahead next={next} />}
    </div>
  );
};
