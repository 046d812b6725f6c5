import { useLayoutEffect, useRef } from 'react';
import type { AdId } from '../../../contract/index.ts';
import css from './clip.module.css';
import { handOn, release, takeClip } from './clip-ahead.ts';
import type { Player } from './player.ts';

interface ClipProps {
  readonly id: AdId;
  readonly name: string;
  readonly className: string | undefined;
  readonly player: Player;
  /** How much is loaded before anyone plays it. */
  readonly preload: 'metadata' | 'auto';
  /** Whether another place may show the same clip when this one goes. */
  readonly handsOn: boolean;
}

/** The element of a clip, which may have been loaded before it came here: so its first picture is there at once. */
export const Clip = ({ id, name, className = '', player, preload, handsOn }: ClipProps) => {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const video = takeClip(id);
    video.className = className;
    video.preload = preload;
    video.onclick = player.toggle;
    box.current?.append(video);
    player.attach(video);
    return () => {
      player.detach(video);
      video.remove();
      if (handsOn) handOn(video);
      else release(video);
    };
  }, [id, className, player, preload, handsOn]);
  useLayoutEffect(() => box.current?.firstElementChild?.setAttribute('aria-label', `The ad ${name}`));
  return <div ref={box} className={css.clip} />;
};
