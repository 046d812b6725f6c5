import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Ad, AdId, AdRow } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { mediaUrl, stripUrl, thumbUrl } from '../../api/pictures.ts';
import { duration, moment } from '../../format/time.ts';
import { useToasts } from '../../state/toasts.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Key } from '../../ui/key.tsx';
import type { Player, Stretch } from '../score/player.ts';
import css from './review.module.css';

const RATES = [1, 1.5, 2, 0.5] as const;

interface ReviewStageProps {
  readonly id: AdId;
  readonly kind: AdRow['kind'];
  readonly name: string;
  readonly ad: Ad | null;
  readonly next: AdRow | null;
  readonly player: Player;
  /** The span that may be looped. */
  readonly span: Stretch | null;
}

export const ReviewStage = ({ id, kind, name, ad, next, player, span }: ReviewStageProps) => {
  const broken = useStore(player.state, (state) => state.broken);
  if (kind === 'image')
    return (
      <div className={css.stage}>
        <Still key={id} id={id} name={name} original />
        {next && <Ahead next={next} />}
      </div>
    );
  return (
    <div className={css.stage}>
      {broken && (
        <>
          <Still key={id} id={id} name={name} original={false} />
          <p className={css.note}>
            {`This window cannot play ${ad?.media.codec ?? 'this format'}. What was measured is complete; the time line shows its frames.`}
          </p>
        </>
      )}
      <Clips id={id} name={name} next={next} player={player} hidden={broken} />
      {ad && !broken && <Controls ad={ad} player={player} span={span} />}
    </div>
  );
};

const Still = ({ id, name, original }: { id: AdId; name: string; original: boolean }) => {
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
}

/** The clip and, out of sight, the next one: stepping on shows an element that has its first picture already. */
const Clips = ({ id, name, next, player, hidden }: ClipsProps) => {
  const ready = useStore(player.state, (state) => state.ready || state.broken);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const video = box.current?.querySelector<HTMLVideoElement>(`[data-ad="${id}"]`);
    if (!video) return;
    player.attach(video);
    return () => player.detach(video);
  }, [player, id]);
  const ahead = ready && next?.kind === 'video' ? next.id : null;
  return (
    <div ref={box} className={css.frame} hidden={hidden}>
      {/* biome-ignore lint/a11y/useMediaCaption: an ad under review; captions are part of its picture */}
      <video
        key={id}
        data-ad={id}
        className={css.picture}
        src={mediaUrl(id)}
        poster={thumbUrl(id)}
        preload="auto"
        playsInline
        aria-label={`The ad ${name}`}
        onClick={player.toggle}
      />
      {ahead !== null && (
        // biome-ignore lint/a11y/useMediaCaption: not shown yet
        <video
          key={ahead}
          data-ad={ahead}
          src={mediaUrl(ahead)}
          poster={thumbUrl(ahead)}
          preload="auto"
          playsInline
          hidden
        />
      )}
      {next && ready && <Ahead next={next} />}
    </div>
  );
};

const Clock = ({ length, player }: { length: number; player: Player }) => {
  const text = useStore(player.state, ({ time }) => moment(time));
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    useToasts.getState().show({ tone: 'done', text: `${text} copied` });
  };
  return (
    <>
      <span className={css.clock}>
        {text} <span className={css.length}>{`/ ${duration(length)}`}</span>
      </span>
      <IconButton icon="copy" label="Copy this time" className={css.onStage} onClick={() => void copy()} />
    </>
  );
};

const Controls = ({ ad, player, span }: { ad: Ad; player: Player; span: Stretch | null }) => {
  const playing = useStore(player.state, (state) => state.playing);
  const muted = useStore(player.state, (state) => state.muted);
  const rate = useStore(player.state, (state) => state.rate);
  const loop = useStore(player.state, (state) => state.loop);
  const loopable = span ?? loop;
  return (
    <div className={css.controls}>
      <button
        type="button"
        className={css.playButton}
        onClick={player.toggle}
        aria-label={playing ? 'Pause' : 'Play'}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <Clock length={ad.media.duration_s ?? 0} player={player} />
      <span className={css.spring} />
      {loopable && (
        <button
          type="button"
          className={css.stageButton}
          aria-pressed={loop !== null}
          onClick={() => player.setLoop(loop ? null : loopable)}
        >
          {loop ? `Looping ${moment(loop.t0)}–${moment(loop.t1)}` : 'Loop span'}
        </button>
      )}
      <span className={css.keys}>
        <Key>J</Key>
        <Key>K</Key>
        <Key>L</Key>
      </span>
      <button
        type="button"
        className={css.stageButton}
        aria-label={`Speed ${rate} times`}
        onClick={() => player.setRate(RATES[(RATES.indexOf(rate as 1) + 1) % RATES.length] ?? 1)}
      >
        {`${rate}×`.replace('-', '−')}
      </button>
      <IconButton
        icon={muted || !ad.media.has_audio ? 'mute' : 'sound'}
        label={ad.media.has_audio ? (muted ? 'Sound on' : 'Sound off') : 'This ad has no sound'}
        disabled={!ad.media.has_audio}
        className={css.onStage}
        onClick={player.mute}
      />
    </div>
  );
};
