import type { Box } from '../../../../contract/index.ts';
import { area, iou, shared } from './box.ts';
import { type Shot, shotsOf } from './frames.ts';
import type { SeenLine } from './words.ts';
import { plain } from './words.ts';

/** A line on one frame, with the contrast that its pixels showed. */
export interface ReadLine extends SeenLine {
  readonly contrast: number | null;
}

export interface ReadFrame {
  readonly t: number;
  readonly lines: readonly ReadLine[];
}

/** The same line over the frames on which it was seen. */
export interface Track {
  readonly t0: number;
  readonly t1: number;
  /** Seconds it can have stood at most, since the reader may have missed it; 0 for a still. */
  readonly longestS: number;
  /** The surest of its readings. */
  readonly best: ReadLine;
}

/** `scoring.md` X02. */
const SAME_BOX = 0.5;
/** Letters that may differ, as a share of the longer reading. */
const MAX_DIFFERENT = 0.3;
/** Share of the smaller box from which two lines cannot stand at the same time. */
const IN_PLACE = 0.5;

interface Open {
  first: number;
  last: number;
  box: Box;
  best: ReadLine;
}

/** Joins what stands in the same place with nearly the same letters on frames that follow each other. */
export function trackLines(
  frames: readonly ReadFrame[],
  durationS: number | null,
  cuts: readonly number[],
): Track[] {
  const tracks: Open[] = [];
  frames.forEach(({ lines }, at) => {
    for (const line of lines) {
      // One frame may have missed it: that the reader found nothing says little.
      const known = tracks.find(
        ({ last, box, best }) =>
          last < at && at - last <= 2 && iou(box, line.box) > SAME_BOX && isSameText(best.text, line.text),
      );
      if (!known) tracks.push({ first: at, last: at, box: line.box, best: line });
      else {
        known.last = at;
        known.box = line.box;
        if (line.confidence > known.best.confidence) known.best = line;
      }
    }
  });
  const times = frames.map(({ t }) => t);
  return tracks.map(({ first, last, best }) => ({
    ...spanOf(first, last, times, durationS, cuts),
    longestS: durationS === null ? 0 : longestOf(first, last, best, frames, durationS),
    best,
  }));
}

/** Only where other words stand in its place is it gone for certain: from the last such frame before it to the next. */
function longestOf(
  first: number,
  last: number,
  best: ReadLine,
  frames: readonly ReadFrame[],
  durationS: number,
): number {
  const isGone = ({ lines }: ReadFrame): boolean => {
    const inPlace = lines.filter(
      ({ box }) => shared(box, best.box) > IN_PLACE * Math.min(area(box), area(best.box)),
    );
    return inPlace.length > 0 && inPlace.every(({ text }) => !isPartOf(text, best.text));
  };
  const before = frames.slice(0, first).findLast(isGone)?.t ?? 0;
  const after = frames.slice(last + 1).find(isGone)?.t ?? durationS;
  return after - before;
}

/** From the cut before, or half way from the last frame without it; likewise to its end. */
function spanOf(
  first: number,
  last: number,
  times: readonly number[],
  durationS: number | null,
  cuts: readonly number[],
): Shot {
  if (durationS === null) return { t0: 0, t1: 0 };
  const shots = shotsOf(durationS, cuts);
  const shotAt = (t: number): Shot => shots.find((shot) => t < shot.t1) ?? { t0: 0, t1: durationS };
  const from = times[first] as number;
  const to = times[last] as number;
  const before = times[first - 1];
  const after = times[last + 1];
  return {
    t0: before === undefined ? 0 : Math.max(shotAt(from).t0, (before + from) / 2),
    t1: after === undefined ? Math.max(durationS, to) : Math.min(shotAt(to).t1, (to + after) / 2),
  };
}

export function isSameText(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  return editDistance(a, b) <= MAX_DIFFERENT * Math.max(a.length, b.length);
}

/** Whether the shorter may be a part of the longer: the reader leaves out words at its ends. */
function isPartOf(one: string, other: string): boolean {
  const [part = '', whole = ''] = [plain(one), plain(other)].sort((a, b) => a.length - b.length);
  const anywhere = lastRow(part, whole, new Array<number>(whole.length + 1).fill(0));
  return Math.min(...anywhere) <= MAX_DIFFERENT * part.length;
}

/** Letters to insert, remove or replace (Levenshtein 1966). */
export const editDistance = (a: string, b: string): number =>
  lastRow(
    a,
    b,
    Array.from({ length: b.length + 1 }, (_, at) => at),
  )[b.length] as number;

/** What each beginning of `b` costs against all of `a`; `row` is what it costs against nothing. */
function lastRow(a: string, b: string, row: number[]): number[] {
  let above = row;
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (above[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replace, (above[j] as number) + 1, (next[j - 1] as number) + 1);
    }
    above = next;
  }
  return above;
}
