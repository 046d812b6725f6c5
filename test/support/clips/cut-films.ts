import { cached } from './ffmpeg.ts';
import { type Film, type Move, plan, type Shot, shootFilm, type Truth } from './film.ts';
import { Random } from './random.ts';
import { type WorldKind, worldKinds } from './worlds.ts';

/** What makes cuts hard to tell, one film each. `fast-…` and `…-cut` films hold many true cuts, `no-…` films none. */
export const traps = [
  'plain',
  'flash',
  'a-b-a',
  'long-gop',
  'fast-cutting',
  'variable-rate',
  'whip-pan',
  'shake',
  'zoom',
  'movers',
  'transitions',
  'similar-shots',
  'dark',
  'low-rate',
  'exposure',
  'high-rate',
] as const;
export type Trap = (typeof traps)[number];

const steadyCut = { kind: 'cut' } as const;

/** A film about one trap; the seed decides everything else. */
export function cutFilm(trap: Trap, seed: number): Film {
  const random = new Random(seed * 101 + traps.indexOf(trap));
  const fast = trap === 'fast-cutting';
  const count = fast ? 16 : 9;
  const palette = random.whole(1, 9999);
  const shots: Shot[] = [];
  for (let i = 0; i < count; i++) {
    const seconds = fast ? random.between(0.27, 0.6) : random.between(0.8, 2.6);
    shots.push(shotOf(trap, random, i, seconds, palette, shots));
  }
  const vertical = random.chance(0.4);
  const fps =
    trap === 'low-rate'
      ? random.pick([8, 10, 12])
      : trap === 'high-rate'
        ? 60
        : random.pick([24, 25, 30, 30, 29.97]);
  return {
    seed: seed * 16 + traps.indexOf(trap),
    width: vertical ? 180 : 320,
    height: vertical ? 320 : 180,
    fps,
    grain: random.pick([0, 1.5, 4, trap === 'dark' ? 6 : 3]),
    shots,
    drop: trap === 'variable-rate' ? random.between(0.2, 0.5) : 0,
    encode: encoding(trap, random),
  };
}

function shotOf(
  trap: Trap,
  random: Random,
  index: number,
  seconds: number,
  palette: number,
  before: readonly Shot[],
): Shot {
  const kinds: readonly WorldKind[] =
    trap === 'dark' ? ['dark'] : trap === 'similar-shots' ? ['room', 'room', 'terrain'] : worldKinds;
  const back = trap === 'a-b-a' && index % 2 === 0 ? before[0]?.world : undefined;
  // The same place from another side: same colours, or even the same things seen closer.
  const again = trap === 'similar-shots' && random.chance(0.3) ? before.at(-1)?.world : undefined;
  const world = back ??
    again ?? {
      kind: random.pick(kinds),
      seed: random.whole(1, 1e6),
      ...(trap === 'similar-shots' ? { palette } : {}),
    };
  const length = trap === 'a-b-a' && index % 2 === 1 ? random.between(0.3, 0.9) : seconds;
  const transition = trap === 'transitions' && random.chance(0.65);
  return {
    world,
    seconds: transition ? Math.max(length, 1.8) : length,
    move: again ? otherView(moveOf(trap, random, length), before.at(-1)?.move) : moveOf(trap, random, length),
    start: transition
      ? { kind: random.pick(['dissolve', 'black', 'white']), seconds: random.between(0.35, 1.3) }
      : steadyCut,
    movers: trap === 'movers' ? random.whole(2, 5) : random.chance(0.25) ? 1 : 0,
    moverSize: trap === 'movers' ? random.between(0.2, 0.7) : 0.15,
    ...(trap === 'flash' ? flashes(random, length) : {}),
    ...(trap === 'exposure' ? light(random, length) : {}),
  };
}

function light(random: Random, seconds: number): Partial<Shot> {
  if (random.chance(0.6)) return { exposure: random.pick([0.45, 0.6, 1.5, 1.9]) };
  return { lamp: { at: seconds * random.between(0.4, 0.6), factor: random.pick([0.5, 0.65, 1.4, 1.8]) } };
}

/** At least 1.7 times closer or farther, and from the other side. */
function otherView(move: Move, last: Move | undefined): Move {
  if (!last) return move;
  const zoom = last.from.zoom > 1.2 ? last.from.zoom / 1.7 : last.from.zoom * 1.7;
  return { ...move, from: { x: 1 - last.from.x, y: 1 - last.from.y, zoom } };
}

function flashes(random: Random, seconds: number): Partial<Shot> {
  if (random.chance(0.25)) {
    return { inserts: [{ at: seconds * 0.5, frames: random.whole(1, 2), seed: random.whole(1, 1e6) }] };
  }
  const strengths = random.pick([[1], [0.9, 0.9], [0.7], [0.95, 0.6, 0.3, 0.1], [0.5, 0.9, 0.4], [1, 1, 1]]);
  return { flashes: [{ at: seconds * random.between(0.35, 0.6), strengths }] };
}

function moveOf(trap: Trap, random: Random, seconds: number): Move {
  const quiet = random.chance(0.4);
  const speed = trap === 'zoom' || quiet ? 0 : random.between(0.02, trap === 'plain' ? 0.15 : 0.3);
  const angle = random.between(0, 2 * Math.PI);
  return {
    from: {
      x: random.between(0.3, 0.7),
      y: random.between(0.3, 0.7),
      zoom: random.between(0.8, trap === 'similar-shots' ? 1.8 : 1.3),
    },
    vx: speed * Math.cos(angle),
    vy: speed * Math.sin(angle),
    zoom: trap === 'zoom' ? random.pick([0.5, 0.7, 1.5, 2.2, 3]) : random.chance(0.2) ? 1.15 : 1,
    shake: trap === 'shake' ? random.between(0.01, 0.04) : random.chance(0.3) ? 0.004 : 0,
    ...(trap === 'whip-pan' && seconds > 0.9 && random.chance(0.7)
      ? {
          whip: {
            at: seconds * 0.35,
            seconds: random.between(0.2, 0.45),
            distance: random.between(0.6, 1.6) * (random.chance(0.5) ? 1 : -1),
          },
        }
      : {}),
  };
}

function encoding(trap: Trap, random: Random): string[] {
  const quality = String(random.whole(21, 34));
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-crf', quality];
  if (trap === 'long-gop') return [...x264, '-g', '9999', '-sc_threshold', '0', '-bf', '2'];
  if (random.chance(0.15))
    return ['-c:v', 'mpeg4', '-q:v', String(random.whole(4, 12)), '-pix_fmt', 'yuv420p'];
  return [...x264, '-g', String(random.pick([30, 60, 250]))];
}

export interface CutClip {
  readonly trap: Trap;
  readonly seed: number;
  readonly path: string;
  readonly truth: Truth;
}

/** Makes (or finds) the film of a trap and a seed. */
export async function cutClip(trap: Trap, seed: number): Promise<CutClip> {
  const film = cutFilm(trap, seed);
  const path = await cached(`cuts-${trap}-${seed}.mkv`, (draft) => shootFilm(film, draft));
  return { trap, seed, path, truth: plan(film).truth };
}
