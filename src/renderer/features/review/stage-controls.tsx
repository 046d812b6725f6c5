import { useStore } from 'zustand';
import type { Ad } from '../../../contract/index.ts';
import { duration, moment } from '../../format/time.ts';
import { useToasts } from '../../state/toasts.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { CommandKey, Key } from '../../ui/key.tsx';
import type { Player, Stretch } from '../score/player.ts';
import css from './review.module.css';
import type { PlacementChoice } from './use-placement.ts';

const RATES = [1, 1.5, 2, 0.5] as const;

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

/** Whose controls are shown; a click goes to the next app's, and after the last one to none. */
export const ZoneButton = ({ placement: { shown, cycle } }: { placement: PlacementChoice }) => (
  <button type="button" className={css.stageButton} aria-pressed={shown !== null} onClick={cycle}>
    <span className={css.zoneName}>
      {shown && <span className="spoken">Safe zone: </span>}
      {shown ? shown.name : 'Safe zone'}
    </span>
    <span className={css.keys}>
      <CommandKey command="overlay" />
    </span>
  </button>
);

interface ControlsProps {
  readonly ad: Ad;
  readonly player: Player;
  readonly span: Stretch | null;
  readonly placement: PlacementChoice;
}

export const Controls = ({ ad, player, span, placement }: ControlsProps) => {
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
      {placement.some && <ZoneButton placement={placement} />}
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
