import { once } from 'node:events';
import { shoot, type View } from './camera.ts';
import { ffmpeg } from './ffmpeg.ts';
import { Random } from './random.ts';
import { drawWorld, type World, type WorldKind } from './worlds.ts';

/** How the camera moves within a shot; speeds in parts of the world per second. */
export interface Move {
  readonly from: View;
  readonly vx: number;
  readonly vy: number;
  /** Zoom factor per second; 1 stands still. */
  readonly zoom: number;
  /** Amplitude of a hand's shake, in parts of the world. */
  readonly shake: number;
  /** A whip pan: seconds into the shot, seconds long, parts of the world travelled. */
  readonly whip?: { readonly at: number; readonly seconds: number; readonly distance: number };
}

export interface Shot {
  readonly world: { readonly kind: WorldKind; readonly seed: number; readonly palette?: number };
  readonly seconds: number;
  readonly move: Move;
  /** How this shot starts; the first one's is ignored. Fades and dissolves eat into both shots. */
  readonly start:
    | { readonly kind: 'cut' }
    | { readonly kind: 'dissolve' | 'black' | 'white'; readonly seconds: number };
  /** Discs and boxes moving through the picture. */
  readonly movers: number;
  /** Size of the movers in parts of the frame's height. */
  readonly moverSize: number;
  /** A flash: seconds into the shot, strength per frame (1 is white). */
  readonly flashes?: readonly { readonly at: number; readonly strengths: readonly number[] }[];
  /** Single odd frames: another picture shown for `frames` frames. */
  readonly inserts?: readonly { readonly at: number; readonly frames: number; readonly seed: number }[];
  /** Slow change of exposure over the shot: 0.5 halves the light by its end. */
  readonly exposure?: number;
  /** A lamp goes on or off within one frame: seconds into the shot, factor on the light after it. */
  readonly lamp?: { readonly at: number; readonly factor: number };
}

export interface Film {
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Sensor noise, standard deviation in levels. */
  readonly grain: number;
  readonly shots: readonly Shot[];
  /** Probability of leaving a frame out: variable frame rate. */
  readonly drop: number;
  readonly encode: readonly string[];
}

export interface Truth {
  /** First frame of each new shot, in seconds. */
  readonly cuts: readonly number[];
  /** Middle of each fade or dissolve. */
  readonly fades: readonly { readonly t: number; readonly kind: string; readonly seconds: number }[];
}

/** Where the shots of a film lie and which frames survive; the truth follows from it, not from a detector. */
export function plan(film: Film): { truth: Truth; kept: number[]; starts: number[]; frames: number } {
  const starts: number[] = [];
  let at = 0;
  for (const shot of film.shots) {
    starts.push(Math.round(at * film.fps));
    at += shot.seconds;
  }
  const frames = Math.round(at * film.fps);
  const kept = Array.from({ length: frames }, (_, i) => i).filter((i) => i === 0 || survives(film, i));
  const cuts: number[] = [];
  const fades: { t: number; kind: string; seconds: number }[] = [];
  film.shots.forEach((shot, i) => {
    if (i === 0) return;
    const start = starts[i] as number;
    if (shot.start.kind === 'cut') cuts.push((kept.find((k) => k >= start) ?? start) / film.fps);
    else fades.push({ t: start / film.fps, kind: shot.start.kind, seconds: shot.start.seconds });
  });
  return { truth: { cuts, fades }, kept, starts, frames };
}

/** Draws every frame and has ffmpeg encode it. */
export async function shootFilm(film: Film, path: string): Promise<void> {
  const { starts, frames } = plan(film);
  const worlds: World[] = [];
  for (const { world } of film.shots) worlds.push(await drawWorld(world.kind, world.seed, world.palette));
  const inserts = new Map<number, World>();
  for (const shot of film.shots) {
    for (const { seed } of shot.inserts ?? []) inserts.set(seed, await drawWorld('collage', seed));
  }
  // Frames are dropped after ffmpeg has dated them, so that the others keep their times.
  const select =
    film.drop > 0
      ? [
          '-vf',
          `select='eq(n,0)+gte(${lottery('n', film.seed)},${film.drop * 1000})'`,
          '-fps_mode',
          'passthrough',
        ]
      : [];
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${film.width}x${film.height}`];
  await ffmpeg(
    [...input, '-r', String(film.fps), '-i', '-', ...select, ...film.encode, path],
    async (stdin) => {
      const pen = new Painter(film, worlds, inserts, starts);
      for (let i = 0; i < frames; i++) {
        if (!stdin.write(pen.frame(i))) await once(stdin, 'drain');
      }
    },
  );
}

/** A scatter of 0..999 over frame numbers that ffmpeg's expressions can compute as well. */
function lottery(n: string, seed: number): string {
  return `mod(${n}*${n}*31+${n}*7919+${seed % 1000},1000)`;
}

function survives(film: Film, n: number): boolean {
  return (n * n * 31 + n * 7919 + (film.seed % 1000)) % 1000 >= film.drop * 1000;
}

class Painter {
  readonly #film: Film;
  readonly #worlds: readonly World[];
  readonly #inserts: ReadonlyMap<number, World>;
  readonly #starts: readonly number[];
  readonly #random: Random;
  readonly #canvas: Float32Array;
  readonly #other: Float32Array;

  constructor(
    film: Film,
    worlds: readonly World[],
    inserts: ReadonlyMap<number, World>,
    starts: readonly number[],
  ) {
    this.#film = film;
    this.#worlds = worlds;
    this.#inserts = inserts;
    this.#starts = starts;
    this.#random = new Random(film.seed + 5);
    this.#canvas = new Float32Array(film.width * film.height * 3);
    this.#other = new Float32Array(film.width * film.height * 3);
  }

  frame(index: number): Uint8Array {
    const shot = this.#starts.findLastIndex((start) => start <= index);
    this.#paintShot(shot, index, this.#canvas);
    this.#transition(shot, index, -1);
    this.#transition(shot + 1, index, 1);
    const out = new Uint8Array(this.#canvas.length);
    const { grain } = this.#film;
    for (let i = 0; i < out.length; i++) {
      const dust = grain > 0 ? (this.#random.next() + this.#random.next() - 1) * 2.45 * grain : 0;
      out[i] = Math.max(0, Math.min(255, (this.#canvas[i] as number) + dust));
    }
    return out;
  }

  /** Mixes in the neighbour or the plain colour while the transition at the start of `shot` runs. */
  #transition(shot: number, index: number, side: 1 | -1): void {
    const start = this.#film.shots[shot]?.start;
    if (shot === 0 || !start || start.kind === 'cut') return;
    const half = (start.seconds * this.#film.fps) / 2;
    const distance = index - (this.#starts[shot] as number);
    if (Math.abs(distance) > half) return;
    if (start.kind === 'dissolve') {
      const share = 0.5 - Math.abs(distance) / (2 * half);
      this.#paintShot(side === 1 ? shot : shot - 1, index, this.#other);
      mix(this.#canvas, this.#other, share);
    } else {
      tint(this.#canvas, start.kind === 'black' ? 0 : 255, 1 - Math.abs(distance) / half);
    }
  }

  #paintShot(number: number, index: number, canvas: Float32Array): void {
    const shot = this.#film.shots[number] as Shot;
    const { fps, width, height } = this.#film;
    const seconds = (index - (this.#starts[number] as number)) / fps;
    const inserted = shot.inserts?.find((one) => seconds >= one.at && seconds < one.at + one.frames / fps);
    const world = inserted ? (this.#inserts.get(inserted.seed) as World) : (this.#worlds[number] as World);
    this.#expose(world, shot, seconds, canvas);
    if (!inserted) this.#movers(shot, number, seconds, canvas);
    const drift = shot.exposure === undefined ? 1 : 1 + (shot.exposure - 1) * (seconds / shot.seconds);
    const light = drift * (shot.lamp && seconds >= shot.lamp.at ? shot.lamp.factor : 1);
    if (light !== 1) {
      for (let i = 0; i < width * height * 3; i++) canvas[i] = (canvas[i] as number) * light;
    }
    for (const { at, strengths } of shot.flashes ?? []) {
      const strength = strengths[Math.floor((seconds - at) * fps + 1e-6)];
      if (seconds >= at - 1e-6 && strength !== undefined) tint(canvas, 255, strength);
    }
  }

  /** A fast camera smears: the shutter is open for half a frame, four views are averaged. */
  #expose(world: World, shot: Shot, seconds: number, canvas: Float32Array): void {
    const { fps, width, height, seed } = this.#film;
    const { whip } = shot.move;
    const blurred = whip && seconds >= whip.at && seconds <= whip.at + whip.seconds;
    if (!blurred) {
      shoot(world, viewAt(shot.move, seconds, seed), width, height, canvas);
      return;
    }
    canvas.fill(0);
    const part = new Float32Array(canvas.length);
    for (let k = 0; k < 4; k++) {
      shoot(world, viewAt(shot.move, seconds + (k * 0.5) / 4 / fps, seed), width, height, part);
      for (let i = 0; i < canvas.length; i++) canvas[i] = (canvas[i] as number) + (part[i] as number) / 4;
    }
  }

  #movers(shot: Shot, number: number, seconds: number, canvas: Float32Array): void {
    const { width, height } = this.#film;
    const random = new Random(this.#film.seed * 31 + number);
    for (let m = 0; m < shot.movers; m++) {
      const size = shot.moverSize * height * random.between(0.6, 1.2);
      const speed = random.between(0.15, 0.9) * (random.chance(0.5) ? 1 : -1);
      // Out of the picture on one side before it comes in on the other.
      const x = wrap(random.next() + speed * seconds, 1 + (2 * size) / width) * width - size;
      const y = random.between(0.2, 0.8) * height + Math.sin(seconds * 3 + m) * 0.1 * height;
      const colour = [random.whole(0, 255), random.whole(0, 255), random.whole(0, 255)];
      const top = Math.max(0, Math.floor(y - size / 2));
      for (let py = top; py < Math.min(height, y + size / 2); py++) {
        for (let px = Math.max(0, Math.floor(x - size / 2)); px < Math.min(width, x + size / 2); px++) {
          for (let c = 0; c < 3; c++) canvas[(py * width + px) * 3 + c] = colour[c] as number;
        }
      }
    }
  }
}

function viewAt(move: Move, seconds: number, seed: number): View {
  const trembling = (phase: number) =>
    Math.sin(seconds * 23 + phase + seed) * 0.6 + Math.sin(seconds * 41 + phase * 2.3) * 0.4;
  const { whip } = move;
  const share = whip ? Math.max(0, Math.min(1, (seconds - whip.at) / whip.seconds)) : 0;
  const ease = share * share * (3 - 2 * share);
  return {
    x: move.from.x + move.vx * seconds + move.shake * trembling(0) + (whip ? whip.distance * ease : 0),
    y: move.from.y + move.vy * seconds + move.shake * trembling(1.7),
    zoom: Math.max(0.6, Math.min(4, move.from.zoom * move.zoom ** seconds)),
  };
}

function wrap(value: number, size: number): number {
  return ((value % size) + size) % size;
}

function mix(canvas: Float32Array, other: Float32Array, share: number): void {
  for (let i = 0; i < canvas.length; i++) {
    canvas[i] = (canvas[i] as number) * (1 - share) + (other[i] as number) * share;
  }
}

function tint(canvas: Float32Array, colour: number, share: number): void {
  for (let i = 0; i < canvas.length; i++) canvas[i] = (canvas[i] as number) * (1 - share) + colour * share;
}
