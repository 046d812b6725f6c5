import { useStore } from 'zustand';
import type { Ad } from '../../../contract/index.ts';
import { moment } from '../../format/time.ts';
import { copyText } from '../../state/copy-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { CommandKey } from '../../ui/key.tsx';
import transport from '../../ui/transport.module.css';
import { Clock, PlayButton, RateButton, SoundButton, StageButton } from '../../ui/transport.tsx';
import type { Player, Stretch } from '../score/player.ts';
import css from './review.module.css';
import type { PlacementChoice } from './use-placement.ts';

const CopiedClock = ({ length, player }: { length: number; player: Player }) => {
  const text = useStore(player.state, ({ time }) => moment(time));
  const copy = () => void copyText(text, `${text} copied`);
  return (
    <>
      <Clock time={text} length={length} />
      <IconButton icon="copy" label="Copy this time" onClick={copy} />
    </>
  );
};

/** Whose controls are shown; a click goes to the next app's, and after the last one to none. */
export const ZoneButton = ({ placement: { shown, cycle } }: { placement: PlacementChoice }) => (
  <StageButton aria-pressed={shown !== null} onClick={cycle}>
    <span className={css.zoneName}>
      {shown && <span className="spoken">Safe zone: </span>}
      {shown ? shown.name : 'Safe zone'}
    </span>
    <span className={css.keys}>
      <CommandKey command="overlay" />
    </span>
  </StageButton>
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
    <div className={`${transport.bar} ${css.controls}`}>
      <PlayButton playing={playing} onToggle={player.toggle} />
      <CopiedClock length={ad.media.duration_s ?? 0} player={player} />
      <span className={transport.spring} />
      {loopable && (
        <StageButton aria-pressed={loop !== null} onClick={() => player.setLoop(loop ? null : loopable)}>
          {loop ? `Looping ${moment(loop.t0)}–${moment(loop.t1)}` : 'Loop span'}
        </StageButton>
      )}
      {placement.some && <ZoneButton placement={placement} />}
      <span className={css.keys}>
        <CommandKey command="slower" />
        <CommandKey command="play" />
        <CommandKey command="faster" />
      </span>
      <RateButton rate={rate} onRate={player.setRate} />
      <SoundButton muted={muted} has={ad.media.has_audio} onToggle={player.mute} />
    </div>
  );
};
