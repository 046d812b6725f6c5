import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Ad } from '../../../contract/index.ts';
import { mediaUrl, thumbUrl } from '../../api/pictures.ts';
import { moment } from '../../format/time.ts';
import transport from '../../ui/transport.module.css';
import { Clock, PlayButton, RateButton, SoundButton } from '../../ui/transport.tsx';
import css from './detail.module.css';
import { FileGone } from './file-gone.tsx';
import type { Player } from './player.ts';
import { ScrubBar } from './scrub-bar.tsx';
import { usePlayerKeys } from './use-player-keys.ts';

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
      <div className={transport.bar}>
        <PlayButton playing={playing} onToggle={player.toggle} />
        <Clock time={moment(time)} length={length} />
        <span className={transport.spring} />
        <RateButton rate={rate} onRate={player.setRate} />
        <SoundButton muted={muted} has={ad.media.has_audio} onToggle={player.mute} />
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
