import type { AdBrand, AdText, BrandKit, BrandSight, LogoState } from '../../../../contract/index.ts';
import { round4 } from '../../math/round.ts';
import { endStart } from '../text/phrases.ts';
import { plain } from '../text/words.ts';
import type { LogoLook } from './logo-looks.ts';
import { labOf, type Palette } from './palette.ts';

/** `scoring.md` B01: a frame shows the brand's colour when so much of it does. */
const COLOUR_SHARE = 0.15;
/** Cells of the palette within this of the colour (CIE 1976): coding, light and the cells themselves move it. */
const SAME_COLOUR = 12;
/** A shorter name must stand as a word of its own: "Ford" is not in "afford". */
const LONG_NAME = 6;
const MAX_SIGHTS = 200;

/** Where the names, the colours and the logo of a kit were found; null where nobody has looked for the logo. */
export function brandOf(
  kit: BrandKit,
  text: AdText,
  palettes: readonly Palette[],
  looks: readonly LogoLook[] | null,
  durationS: number | null,
): AdBrand {
  const seen = [
    ...byName(kit, text),
    ...byColour(kit, palettes, durationS),
    ...byLogo(kit, looks ?? [], durationS),
  ].sort((a, b) => a.t0 - b.t0);
  const spans = joined(seen);
  const length = spans.reduce((sum, { t0, t1 }) => sum + t1 - t0, 0);
  const share = durationS === null ? Number(seen.length > 0) : Math.min(1, length / durationS);
  return {
    first_seen_s: seen[0]?.t0 ?? null,
    logo: logoState(kit, looks),
    share: round4(share),
    times: spans.length,
    in_end: durationS !== null && seen.some(({ t1 }) => t1 > endStart(durationS)),
    seen: seen.slice(0, MAX_SIGHTS),
  };
}

function byName({ names }: BrandKit, { lines }: AdText): BrandSight[] {
  return lines.flatMap(({ text, t0, t1 }) => {
    const what = names.find((name) => holds(text, name));
    return what === undefined ? [] : [{ t0, t1, by: 'name' as const, what, box: null }];
  });
}

function holds(line: string, name: string): boolean {
  const wanted = plain(name);
  if (wanted === '') return false;
  if (wanted.length >= LONG_NAME) return plain(line).includes(wanted);
  const words = line.split(/[^\p{L}\p{N}]+/u).map(plain);
  return words.some((_, at) =>
    words.slice(at).some((_, more) => words.slice(at, at + more + 1).join('') === wanted),
  );
}

function byColour(
  { colours }: BrandKit,
  palettes: readonly Palette[],
  durationS: number | null,
): BrandSight[] {
  return palettes.flatMap(({ cells }, at) => {
    const what = colours.find((colour) => shareOf(colour, cells) >= COLOUR_SHARE);
    if (what === undefined) return [];
    return [{ ...around(palettes, at, durationS), by: 'colour' as const, what, box: null }];
  });
}

function byLogo({ logo }: BrandKit, looks: readonly LogoLook[], durationS: number | null): BrandSight[] {
  if (!logo?.findable) return [];
  return looks.flatMap(({ box }, at) =>
    box === null ? [] : [{ ...around(looks, at, durationS), by: 'logo' as const, what: logo.id, box }],
  );
}

function logoState({ logo }: BrandKit, looks: readonly LogoLook[] | null): LogoState {
  if (logo === null) return 'none';
  if (!logo.findable) return 'too plain';
  if (looks === null) return 'not looked for';
  return looks.some(({ box }) => box !== null) ? 'seen' : 'not seen';
}

/** Half way to the frames beside it, as far as anybody has looked. */
function around(
  frames: readonly { readonly t: number }[],
  at: number,
  durationS: number | null,
): { t0: number; t1: number } {
  const t = frames[at]?.t ?? 0;
  const before = frames[at - 1]?.t;
  const after = frames[at + 1]?.t;
  const t0 = before === undefined ? 0 : (before + t) / 2;
  const t1 = after === undefined ? (durationS ?? 0) : (t + after) / 2;
  return { t0: round4(t0), t1: round4(Math.max(t0, t1)) };
}

function shareOf(colour: string, cells: Palette['cells']): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const [l, a, b] = labOf(red, green, blue);
  return cells
    .filter((cell) => Math.hypot(cell[0] - l, cell[1] - a, cell[2] - b) <= SAME_COLOUR)
    .reduce((sum, cell) => sum + cell[3], 0);
}

function joined(sights: readonly BrandSight[]): { t0: number; t1: number }[] {
  const spans: { t0: number; t1: number }[] = [];
  for (const { t0, t1 } of sights) {
    const last = spans.at(-1);
    if (last && t0 <= last.t1) last.t1 = Math.max(last.t1, t1);
    else spans.push({ t0, t1 });
  }
  return spans;
}
