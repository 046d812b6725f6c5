import { setImmediate } from 'node:timers/promises';
import type { Spoken } from '../../../contract/index.ts';
import { type Palette, paletteOf } from '../../core/measure/brand/palette.ts';
import { textContrast } from '../../core/measure/text/contrast.ts';
import type { GreyFrame } from '../../core/measure/text/local-contrast.ts';
import { showsTheSame } from '../../core/measure/text/same-frame.ts';
import type { ReadFrame, ReadLine } from '../../core/measure/text/tracks.ts';
import { linesOf, type SeenWord } from '../../core/measure/text/words.ts';
import type { ReadFile } from '../../ports.ts';
import { STILL_MS } from '../limits.ts';
import { openMediaFile } from '../media-file.ts';
import type { Tools } from '../tools.ts';
import { filmFrames, stillFrame, type TimedFrame } from './frames.ts';
import { openFrames, type Take } from './open-frames.ts';
import { subtitleTrack } from './subtitle-track.ts';
import { openWordReader, type ReadWords } from './word-reader.ts';

/**
 * One pass over a page full of small print takes a second on a slow machine, loading the reader two. These run below all
 * other work of the machine, and where that is busy get a fiftieth of it.
 */
const STEP_MS = 60_000;

let opening: Promise<ReadWords> | undefined;

/** The words on the frames of one file, whatever it is, and its subtitles. Throws AppError with a media code. */
export async function readFile(path: string, times: readonly number[], tools: Tools): Promise<ReadFile> {
  tools.onLimit(STILL_MS);
  const file = await openMediaFile(path);
  const { frames, spoken, palettes } = await openFrames(file, times, tools, words);
  const onStep = async () => {
    tools.onLimit(STEP_MS);
    // A step blocks this process: the message must be out before it begins.
    await setImmediate();
  };
  await onStep();
  opening ??= openWordReader();
  const readWords = await opening;
  const read: (ReadFrame & { frame: GreyFrame })[] = [];
  for (const { t, frame } of frames) {
    const same = read.find((earlier) => showsTheSame(earlier.frame, frame));
    read.push({
      t,
      frame,
      lines: same ? same.lines : linesOfFrame(frame, await readWords(frame, onStep)),
    });
  }
  return { frames: read.map(({ t, lines }) => ({ t, lines })), spoken, palettes };
}

function linesOfFrame(frame: GreyFrame, words: readonly SeenWord[]): ReadLine[] {
  return linesOf(words, frame.width / frame.height).map((line) => ({
    ...line,
    contrast: textContrast(frame, line.box),
  }));
}

interface Opened {
  readonly frames: readonly TimedFrame[];
  readonly spoken: Spoken | null;
  readonly palettes: readonly Palette[];
}

const words: Take<Opened> = {
  async still(source) {
    const { frame, rgb } = await stillFrame(source);
    return { frames: [{ t: 0, frame }], spoken: null, palettes: [{ t: 0, cells: paletteOf(rgb) }] };
  },
  async film(file, demuxer, probed, info, times, tools) {
    const spoken = await subtitleTrack(file, demuxer, probed, tools);
    return { ...(await filmFrames(file, demuxer, info, times, tools)), spoken };
  },
};
