import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Ad } from '../../../contract/index.ts';
import { mediaUrl, thumbUrl } from '../../api/pictures.ts';
import { duration, moment } from '../../format/time.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import css from './detail.module.css';
import { FileGone } from './file-gone.tsx';
import type { Player } from './player.ts';
import { ScrubBar } from './scrub-bar.tsx';
import { usePlayerKeys } from './use-player-keys.ts';

const RATES = [1, 1.5, 2, 0.5] as const;

interface StillProps {
  readonly ad: Ad;
  /** What to say where its file is there and yet not shown. */
  readonly otherwise: string;
  readonly onFound?: () => void;
}

const Still = ({ ad, otherwise, onFound }: StillProps) => {
  const [original, setOriginal] = useState(ad.kind === 'image');
  return (
    <div className={css.stage}>
      <img
        className={css.picture}
        src={original ? mediaUrl(ad.id) : thumbUrl(ad.id)}
        // Not every format that can be measured can be shown here; the thumbnail always can.
        onError={() => setOriginal(false)}
        alt={`The ad ${ad.path}`}
      />
      {!original && (
        <FileGone
          id={ad.id}
          otherwise={otherwise}
          className={css.stageNote}
          onFound={onFound ?? (() => setOriginal(true))}
        />
      )}
    </div>
  );
};

/** The ad itself: a still, or the clip with its controls. Clicks on times elsewhere end here. */
export const Stage = ({ ad, player }: { ad: Ad; player: Player }) => {
  /** A file that was located is played from a new element. */
  const [tries, setTries] = useState(0);
  if (ad.kind === 'image')
    return (
      <Still key={ad.id} ad={ad} otherwise="This window cannot show the original; this is its preview." />
    );
  return <Clip key={tries} ad={ad} player={player} onFound={() => setTries(tries + 1)} />;
};

const Clip = ({ ad, player, onFound }: { ad: Ad; player: Player; onFound: () => void }) => {
  const { playing, time, muted, rate, broken } = useStore(player.state);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const { current } = video;
    if (!current) return;
    player.attach(current);
    return () => player.detach(current);
  }, [player]);

  const length = ad.media.duration_s ?? 0;
  usePlayerKeys(player, ad, broken);

  if (broken) {
    return (
      <Still
        ad={ad}
        otherwise={`This window cannot play ${ad.media.codec}. The measures below are complete.`}
        onFound={onFound}
      />
    );
  }
  return (
    <>
      <div className={css.stage}>
        {/* biome-ignore lint/a11y/useMediaCaption: an ad under review; captions are part of its picture */}
        <video
          ref={video}
          className={css.picture}
          src={mediaUrl(ad.id)}
          poster={thumbUrl(ad.id)}
          preload="metadata"
          playsInline
          aria-label={`The ad ${ad.path}`}
          onClick={player.toggle}
        />
      </div>
      <div className={css.controls}>
        <button
          type="button"
          className={css.playButton}
          onClick={player.toggle}
          aria-label={playing ? 'Pause' : 'Play'}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
        <span className={css.clock}>
          {moment(time)} <span className={css.length}>{`/ ${duration(length)}`}</span>
        </span>
        <span className={css.spring} />
        <button
          type="button"
          className={css.rate}
          aria-label={`Speed ${rate} times`}
          onClick={() => player.setRate(RATES[(RATES.indexOf(rate as 1) + 1) % RATES.length] ?? 1)}
        >
          {`${rate}×`}
        </button>
        <IconButton
          icon={muted || !ad.media.has_audio ? 'mute' : 'sound'}
          label={ad.media.has_audio ? (muted ? 'Sound on' : 'Sound off') : 'This ad has no sound'}
          disabled={!ad.media.has_audio}
          className={css.onStage}
          onClick={player.mute}
        />
      </div>
      <ScrubBar
        length={length}
        time={time}
        features={ad.features}
        reasons={ad.score.reasons}
        onSeek={player.seek}
      />
    </>
  );
};
