import { useEffect, useState } from 'react';
import type { AdId } from '../../../contract/index.ts';
import { stripUrl } from '../../api/pictures.ts';

export interface Strip {
  readonly url: string;
  readonly frames: number;
  /** Width of one frame by its height. */
  readonly ratio: number;
}

/** The filmstrip of an ad once it has arrived; null before, and where there is none. */
export const useStrip = (id: AdId, size: { width: number; height: number } | null): Strip | null => {
  const [strip, setStrip] = useState<(Strip & { id: AdId }) | null>(null);
  const ratio = size ? size.width / size.height : null;
  useEffect(() => {
    if (ratio === null) return;
    const picture = new Image();
    picture.onload = () => {
      // Equal frames side by side: their number follows from the shape of the picture.
      const frames = Math.max(1, Math.round(picture.naturalWidth / picture.naturalHeight / ratio));
      setStrip({ id, url: picture.src, frames, ratio });
    };
    picture.src = stripUrl(id);
    return () => {
      picture.onload = null;
    };
  }, [id, ratio]);
  return strip?.id === id ? strip : null;
};

/** The frames lie at even distances over the whole ad. */
export const frameAt = (strip: Strip, time: number, length: number): number =>
  Math.min(strip.frames - 1, Math.max(0, Math.floor((time / length) * strip.frames)));
