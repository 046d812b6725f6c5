import type { Box } from '../../../../contract/index.ts';
import { round4 } from '../../math/round.ts';
import type { GreyFrame } from '../text/local-contrast.ts';
import { type Grey, type Shrink, shrinker, sumsOf, unit, wholeOf } from './grey.ts';

/** Pixels of the logo at each look: first everywhere and coarse, then finer at the best places alone. */
const AREAS = [220, 900, 3600] as const;
/** Of the best places of each look so many are looked at again. */
const KEPT = [40, 8, 1] as const;
/** From one size to the next; the coarse look is blind to less. */
const STEP = 1.12;
/** The root of the logo's area, as a share of the frame's shorter side, at its smallest. */
const SMALLEST = 0.07;
const LARGEST = 0.95;
/** Deviation in grey levels below which a place shows nothing. */
const FLAT = 5;
const REACH = 2;

interface Template {
  readonly width: number;
  readonly height: number;
  /** Of mean 0 and length 1. */
  readonly values: Float32Array;
}

/** Middle and width of the logo in pixels of the frame. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly likeness: number;
}

export interface LogoSight {
  readonly box: Box;
  /** Correlation with the logo, 0 to 1; its negative counts alike. */
  readonly likeness: number;
}

/** From here on it was a logo each time (`test/bench/logos.ts`); what looked most like one and was none had 0.78. */
const SEEN = 0.82;

/** Null is "not seen", never "not there". */
export const seenAt = (sight: LogoSight | null): Box | null =>
  sight !== null && sight.likeness >= SEEN ? sight.box : null;

export type FindLogo = (frame: GreyFrame) => LogoSight | null;

/** Looks for a logo, upright and in any size that shows it, by normalised correlation of its greys. */
export function logoFinder(logo: GreyFrame): FindLogo {
  const shrinkLogo = shrinker(logo);
  const templates = AREAS.map((area) => templateOf(logo, shrinkLogo, area));
  const ratio = logo.height / logo.width;
  return (frame) => {
    const shrink = shrinker(frame);
    let places = coarse(templates[0] as Template, frame, shrink, ratio);
    for (const [look, template] of templates.entries()) {
      if (look > 0) places = places.map((place) => finer(template, frame, shrink, place, ratio, look));
      places = best(places, KEPT[look] as number, ratio);
    }
    const [found] = places;
    if (!found) return null;
    const [w, h] = [found.w / frame.width, (found.w * ratio) / frame.height];
    const box = { x: found.x / frame.width - w / 2, y: found.y / frame.height - h / 2, w, h };
    return { box: withinFrame(box), likeness: found.likeness };
  };
}

/** A place is found to a pixel of a small picture, which may reach over the edge. */
function withinFrame({ x, y, w, h }: Box): Box {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(1, x + w), Math.min(1, y + h)];
  return { x: round4(left), y: round4(top), w: round4(right - left), h: round4(bottom - top) };
}

function templateOf(logo: GreyFrame, shrink: Shrink, area: number): Template {
  const width = Math.max(3, Math.round(Math.sqrt((area * logo.width) / logo.height)));
  const height = Math.max(3, Math.round((width * logo.height) / logo.width));
  return { width, height, values: unit(shrink(wholeOf(logo), width, height).values) };
}

interface Field extends Grey {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

const fieldOf = (grey: Grey): Field => ({
  ...grey,
  sums: sumsOf(grey, (at) => grey.values[at] as number),
  squares: sumsOf(grey, (at) => (grey.values[at] as number) ** 2),
});

/** Correlation of the template with the window whose upper left corner is here; 0 where the window is flat. */
function likenessAt({ width, height, values }: Template, field: Field, left: number, top: number): number {
  const stride = field.width + 1;
  const [a, b] = [top * stride + left, (top + height) * stride + left];
  const { sums, squares } = field;
  const count = width * height;
  const sum =
    (sums[b + width] as number) - (sums[b] as number) - (sums[a + width] as number) + (sums[a] as number);
  const square =
    (squares[b + width] as number) -
    (squares[b] as number) -
    (squares[a + width] as number) +
    (squares[a] as number);
  const spread = square - (sum * sum) / count;
  if (spread < FLAT * FLAT * count) return 0;
  let dot = 0;
  for (let y = 0, at = 0; y < height; y++) {
    const row = (top + y) * field.width + left;
    for (let x = 0; x < width; x++, at++) dot += (values[at] as number) * (field.values[row + x] as number);
  }
  return Math.abs(dot) / Math.sqrt(spread);
}

function coarse(template: Template, frame: GreyFrame, shrink: Shrink, ratio: number): Place[] {
  const smallest = (SMALLEST * Math.min(frame.width, frame.height)) / Math.sqrt(ratio);
  const largest = LARGEST * Math.min(frame.width, frame.height / ratio);
  const places: Place[] = [];
  for (let w = smallest; w <= largest; w *= STEP) {
    const width = Math.round((frame.width * template.width) / w);
    const field = fieldOf(shrink(wholeOf(frame), width, Math.round((width * frame.height) / frame.width)));
    const scale = frame.width / field.width;
    for (const { left, top, likeness } of peaks(template, field))
      places.push({
        x: (left + template.width / 2) * scale,
        y: (top + template.height / 2) * scale,
        w: template.width * scale,
        likeness,
      });
  }
  return places;
}

/** Places that no neighbour beats, the best of one size. */
function peaks(template: Template, field: Field): { left: number; top: number; likeness: number }[] {
  const [wide, high] = [field.width - template.width + 1, field.height - template.height + 1];
  if (wide < 1 || high < 1) return [];
  const map = new Float32Array(wide * high);
  for (let top = 0, at = 0; top < high; top++)
    for (let left = 0; left < wide; left++, at++) map[at] = likenessAt(template, field, left, top);
  const beats = (at: number, x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < wide && y < high && (map[y * wide + x] as number) > (map[at] as number);
  const found: { left: number; top: number; likeness: number }[] = [];
  map.forEach((likeness, at) => {
    if (likeness < 0.3) return;
    const [left, top] = [at % wide, Math.floor(at / wide)];
    for (let y = top - 1; y <= top + 1; y++)
      for (let x = left - 1; x <= left + 1; x++) if (beats(at, x, y)) return;
    found.push({ left, top, likeness });
  });
  return found.sort((a, b) => b.likeness - a.likeness).slice(0, KEPT[0]);
}

/** The best of the places around one and of the sizes around its own, at the finer look. */
function finer(
  template: Template,
  frame: GreyFrame,
  shrink: Shrink,
  place: Place,
  ratio: number,
  look: number,
): Place {
  const spread = (STEP - 1) / 2 ** look;
  let found = { ...place, likeness: 0 };
  for (const size of [1 - spread, 1 - spread / 2, 1, 1 + spread / 2, 1 + spread]) {
    const w = place.w * size;
    const [scaleX, scaleY] = [w / template.width, (w * ratio) / template.height];
    const [wide, high] = [template.width + 2 * REACH, template.height + 2 * REACH];
    const part = {
      left: place.x - (wide * scaleX) / 2,
      top: place.y - (high * scaleY) / 2,
      width: wide * scaleX,
      height: high * scaleY,
    };
    const field = fieldOf(shrink(part, wide, high));
    for (let top = 0; top <= 2 * REACH; top++)
      for (let left = 0; left <= 2 * REACH; left++) {
        const likeness = likenessAt(template, field, left, top);
        const [x, y] = [place.x + (left - REACH) * scaleX, place.y + (top - REACH) * scaleY];
        const inside =
          Math.min(x, frame.width - x) >= w / 2 - scaleX &&
          Math.min(y, frame.height - y) >= (w * ratio) / 2 - scaleY;
        if (inside && likeness > found.likeness) found = { x, y, w, likeness };
      }
  }
  return found;
}

/** The best, none beside another of about its size. */
function best(places: readonly Place[], most: number, ratio: number): Place[] {
  const kept: Place[] = [];
  for (const place of [...places].sort((a, b) => b.likeness - a.likeness)) {
    if (kept.length === most) break;
    const near = (other: Place) =>
      Math.abs(other.x - place.x) < other.w / 8 &&
      Math.abs(other.y - place.y) < (other.w * ratio) / 8 &&
      Math.abs(Math.log(other.w / place.w)) < 0.1;
    if (!kept.some(near)) kept.push(place);
  }
  return kept;
}
