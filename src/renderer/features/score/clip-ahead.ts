import type { AdId } from '../../../contract/index.ts';
import { mediaUrl, thumbUrl } from '../../api/pictures.ts';

/** The clip that is likely to be asked for next, with its first picture. One: each holds a line and a decoder. */
let ahead: HTMLVideoElement | null = null;

const clipOf = (id: AdId): HTMLVideoElement => {
  const video = document.createElement('video');
  video.dataset.ad = id;
  video.preload = 'metadata';
  video.playsInline = true;
  video.poster = thumbUrl(id);
  video.src = mediaUrl(id);
  return video;
};

/** Without this a browser keeps line and decoder until it tidies up. */
export const release = (video: HTMLVideoElement): void => {
  video.removeAttribute('src');
  video.load();
};

const keepAhead = (video: HTMLVideoElement): void => {
  if (ahead) release(ahead);
  ahead = video;
};

export const loadAhead = (id: AdId): void => {
  if (ahead?.dataset.ad !== id) keepAhead(clipOf(id));
};

/** For whoever shows the same ad next, as large or small as that is. */
export const handOn = (video: HTMLVideoElement): void => {
  if (video.currentTime > 0) video.currentTime = 0;
  keepAhead(video);
};

/** The element to show a clip with: the one that was loaded ahead, or a new one. */
export const takeClip = (id: AdId): HTMLVideoElement => {
  if (!ahead || ahead.dataset.ad !== id || ahead.error) return clipOf(id);
  const video = ahead;
  ahead = null;
  return video;
};
