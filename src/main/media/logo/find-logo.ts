import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../contract/index.ts';
import { logoFinder, seenAt } from '../../core/measure/brand/logo.ts';
import type { LogoLook } from '../../core/measure/brand/logo-looks.ts';
import { STILL_MS } from '../limits.ts';
import { openMediaFile } from '../media-file.ts';
import { filmGreys, stillFrame, type TimedFrame } from '../text/frames.ts';
import { openFrames, type Take } from '../text/open-frames.ts';
import type { Tools } from '../tools.ts';
import { keptShape } from './read-logo.ts';

/** Looking a frame over takes a fifth of a second on a slow machine. */
const FRAME_MS = 20_000;

const greys: Take<TimedFrame[]> = {
  still: async (source) => [{ t: 0, frame: (await stillFrame(source)).frame }],
  film: (file, demuxer, _probed, info, times, tools) => filmGreys(file, demuxer, info, times, tools),
};

/** Where a kept logo is seen on the frames at these times. Throws AppError with a media code. */
export async function findLogo(
  path: string,
  times: readonly number[],
  logo: string,
  tools: Tools,
): Promise<LogoLook[]> {
  tools.onLimit(STILL_MS);
  const shape = await keptShape(logo);
  if (!shape) throw new AppError('INTERNAL', 'A logo that is too plain was to be found.');
  const find = logoFinder(shape);
  const looks: LogoLook[] = [];
  for (const { t, frame } of await openFrames(await openMediaFile(path), times, tools, greys)) {
    tools.onLimit(FRAME_MS);
    // Looking blocks this process: the message must be out before it begins.
    await setImmediate();
    looks.push({ t, box: seenAt(find(frame)) });
  }
  return looks;
}
