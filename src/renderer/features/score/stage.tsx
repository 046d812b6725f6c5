import { useState } from 'react';
import { useStore } from 'zustand';
import type { Ad } from '../../../contract/index.ts';
import { mediaUrl, thumbUrl } from '../../api/pictures.ts';
import { moment } from '../../format/time.ts';
import transport from '../../ui/transport.module.css';
import { Clock, PlayButton, RateButton, SoundButton } from '../../ui/transport.tsx';
import { Clip } from './clip.tsx';
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
export const Stage = ({ ad, player }: { ad: Ad; player: Player }) =>
  ad.kind === 'image' ? (
    <Still key={ad.id} ad={ad} otherwise="This window cannot show the original; this is its preview." />
  ) : (
    <Film ad={ad} player={player} />
  );

const Film = ({ ad, player }: { ad: Ad; player: Player }) => {
  const { playing, time, muted, rate, broken } = useStore(player.state);
  const length = ad.media.duration_s ?? 0;
  usePlayerKeys(player, ad, broken);
  return (
    <>
      {broken && (
        <Still
          ad={ad}
          otherwise={`This window cannot play ${ad.media.codec}. The measures below are complete.`}
          onFound={player.retry}
        />
      )}
      <div className={css.stage} hidden={broken}>
        <Clip id={ad.id} name={ad.path} className={css.picture} player={player} preload="metadata" handsOn />
      </div>
      {!broken && (
        <>
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
      )}
    </>
  );
};
