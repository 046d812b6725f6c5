import type { Ad } from '../../../contract/index.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import type { Player } from './player.ts';
import { cutTimes } from './timeline-facts.ts';

/** At a cut, "the next cut" is the one after it; a tenth is less than any shot. */
const AT_CUT_S = 0.1;

/** The keys of a player, for the pane and for Review. They are free while there is nothing that could play. */
export const usePlayerKeys = (
  player: Player,
  ad: Pick<Ad, 'media' | 'features'> | null,
  broken: boolean,
): void => {
  const length = ad?.media.duration_s ?? 0;
  const fps = ad?.media.fps ?? 30;
  const cuts = ad ? cutTimes(ad.features) : [];
  /** Time stamps are rounded: on the cut itself the picture before it may still be shown. */
  const inside = (cut: number) => (cut === 0 ? 0 : cut + 0.25 / fps);
  const now = () => player.state.getState().time;
  /** Moves the playhead; works on the time line of a clip that cannot be played, too. */
  const moving = (to: () => number) => (length > 0 ? () => player.seek(to()) : null);
  const playing = (run: () => void) => (broken || length === 0 ? null : run);
  useShortcut('play', playing(player.toggle));
  useShortcut(
    'faster',
    playing(() => player.shuttle(1)),
  );
  useShortcut(
    'slower',
    playing(() => player.shuttle(-1)),
  );
  useShortcut(
    'frameBack',
    playing(() => player.stepFrame(-1, fps)),
  );
  useShortcut(
    'frameOn',
    playing(() => player.stepFrame(1, fps)),
  );
  useShortcut('sound', playing(player.mute));
  useShortcut(
    'secondBack',
    moving(() => now() - 1),
  );
  useShortcut(
    'secondOn',
    moving(() => Math.min(length, now() + 1)),
  );
  useShortcut(
    'cutBack',
    moving(() => inside(cuts.filter((t) => t < now() - AT_CUT_S).at(-1) ?? 0)),
  );
  useShortcut(
    'cutOn',
    moving(() => inside(cuts.find((t) => t > now() + AT_CUT_S) ?? length)),
  );
  useShortcut(
    'hookStart',
    moving(() => 0),
  );
  useShortcut(
    'clipStart',
    moving(() => 0),
  );
  useShortcut(
    'clipEnd',
    moving(() => length),
  );
};
