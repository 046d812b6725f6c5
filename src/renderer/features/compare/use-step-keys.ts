import type { Ad } from '../../../contract/index.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { cutTimes } from '../score/timeline-facts.ts';
import type { Scale } from './align.ts';
import type { InStep } from './in-step.ts';

/** At a cut, "the next cut" is the one after it; a tenth is less than any shot. */
const AT_CUT_S = 0.1;

/** The keys of a player, for all ads at once. They are free while there is nothing that moves. */
export const useStepKeys = (
  step: InStep,
  ads: readonly Pick<Ad, 'media' | 'features'>[],
  anchors: readonly number[],
  scale: Scale,
): void => {
  const moves = scale.to > scale.from;
  const now = () => step.state.getState().time;
  const cuts = ads
    .flatMap(({ features }, at) => cutTimes(features).map((cut) => cut - (anchors[at] ?? 0)))
    .sort((a, b) => a - b);
  const when = (run: () => void) => (moves ? run : null);
  const sounding = ads.flatMap(({ media }, at) => (media.has_audio ? [at] : []));
  const heard = () => step.state.getState().heard;
  useShortcut('play', when(step.toggle));
  useShortcut(
    'faster',
    when(() => step.shuttle(1)),
  );
  useShortcut(
    'slower',
    when(() => step.shuttle(-1)),
  );
  useShortcut(
    'frameBack',
    when(() => step.step(-1)),
  );
  useShortcut(
    'frameOn',
    when(() => step.step(1)),
  );
  useShortcut(
    'secondBack',
    when(() => step.seek(now() - 1)),
  );
  useShortcut(
    'secondOn',
    when(() => step.seek(now() + 1)),
  );
  useShortcut(
    'cutBack',
    when(() => step.seek(cuts.filter((cut) => cut < now() - AT_CUT_S).at(-1) ?? scale.from)),
  );
  useShortcut(
    'cutOn',
    when(() => step.seek(cuts.find((cut) => cut > now() + AT_CUT_S) ?? scale.to)),
  );
  useShortcut(
    'hookStart',
    when(() => step.seek(scale.from)),
  );
  useShortcut(
    'clipStart',
    when(() => step.seek(scale.from)),
  );
  useShortcut(
    'clipEnd',
    when(() => step.seek(scale.to)),
  );
  useShortcut(
    'sound',
    when(() => step.hear(heard() === null ? (sounding[0] ?? null) : null)),
  );
  useShortcut(
    'hear',
    when(() => step.hear(sounding.find((at) => at > (heard() ?? -1)) ?? sounding[0] ?? null)),
  );
};
