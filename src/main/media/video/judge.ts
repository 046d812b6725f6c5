import type { ErrorCode } from '../../../contract/index.ts';
import { AppError } from '../../../contract/index.ts';
import { machineFault } from '../machine-fault.ts';
import type { ProgramEnd } from '../run-program.ts';
import type { ClipInfo } from './clip-info.ts';
import { lastWords } from './open-failure.ts';

export interface Problem {
  readonly code: ErrorCode;
  readonly detail: string;
}

/**
 * ffmpeg exits with 0 after a decode that was half noise, so what it wrote and what it said are judged, never the exit
 * code alone. Lines about time stamps and missing references speak of the file's making, not of a loss of picture.
 */
const harmless =
  /non monotonically increasing dts|Application provided|Timestamps are unset|mmco: unref short failure|co located POCs|number of reference frames|Last message repeated|Could not update timestamps|Queue input is backward in time|DTS .* out of order/i;
const loss =
  /Error while decoding|Error submitting packet|corrupt|conceal|partial file|truncat|Invalid NAL|error while decoding MB|Error splitting|Packet mismatch|decode_slice|Invalid data found/i;
/** One line may come from a decoder that finds its feet at the start; several mean damage. */
const OTHER_LINES = 3;
/** Frames may be lost at the edges of an edit list or before the first key frame. */
const LOST_SHARE = 0.02;
const LOST_FRAMES = 2;

/**
 * Throws when no frame can be used, or what was at fault is the machine or whoever killed the decoder (a system without
 * memory does): half a film would be kept as all that there is of a file that may be sound. Otherwise says what is wrong
 * with the frames that there are, or null.
 */
export function judge(
  info: ClipInfo,
  path: string,
  { ticks, end }: { readonly ticks: number; readonly end: ProgramEnd },
): Problem | null {
  const problem = worst(info, path, ticks, end);
  if (ticks > 0) return problem;
  throw problem ? new AppError(problem.code, problem.detail) : new AppError('DAMAGED', 'It holds no frame.');
}

function worst({ timeline, facts }: ClipInfo, path: string, ticks: number, end: ProgramEnd): Problem | null {
  if (end.stopped === 'output')
    throw new AppError('TOO_LARGE', 'Far more comes out of it than its header tells.');
  if (end.stopped !== null)
    throw new AppError('TIMEOUT', end.stopped === 'stall' ? 'The decoder stood still.' : '');
  if (end.crashSignal !== null) {
    const crash: Problem = { code: 'MEDIA_CRASH', detail: `(ffmpeg, ${end.crashSignal})` };
    if (end.crashSignal === 'SIGKILL') throw new AppError(crash.code, crash.detail);
    return crash;
  }
  const lines = end.stderr.split('\n').filter((line) => line !== '' && !harmless.test(line));
  // What is harmless is no cause, unless it is all that was said.
  const words = `(${lastWords(lines.join('\n') || end.stderr, path)})`;
  const isWhole = facts.media.mode === 'full' && ticks >= timeline.frames;
  const fault = isWhole ? null : machineFault(lines.join('\n'));
  if (fault) throw new AppError(fault, words);
  if (timeline.isShort) return { code: 'TRUNCATED', detail: missing(timeline.claimedS, timeline.endS) };
  if (ticks === 0) {
    if (lines.some((line) => /ecoder .*not found|no decoder|not supported|unimplemented/i.test(line)))
      return { code: 'UNSUPPORTED_CODEC', detail: `(${facts.media.codec})` };
    if (/exceeds|max_pixels|Picture size/.test(end.stderr)) return { code: 'TOO_LARGE', detail: words };
    if (/encrypt/i.test(end.stderr)) return { code: 'ENCRYPTED', detail: words };
    return { code: 'DAMAGED', detail: words };
  }
  const lost = facts.media.mode === 'full' ? timeline.frames - ticks : 0;
  if (lost > Math.max(LOST_FRAMES, timeline.frames * LOST_SHARE))
    return { code: 'DAMAGED', detail: `${lost} of ${timeline.frames} frames could not be decoded.` };
  // Frames that were left out on purpose are missed as references by the ones that follow.
  const heard =
    facts.media.mode === 'full' ? lines : lines.filter((line) => !/reference|frame num gap/i.test(line));
  if (heard.some((line) => loss.test(line)) || heard.length >= OTHER_LINES)
    return { code: 'DAMAGED', detail: `The decoder reported ${heard.length} errors ${words}.` };
  return null;
}

function missing(claimedS: number | null, endS: number | null): string {
  if (claimedS === null) return 'Frames that the header lists are missing.';
  return `The header promises ${claimedS.toFixed(1)} s, the file holds ${(endS ?? 0).toFixed(1)} s.`;
}
