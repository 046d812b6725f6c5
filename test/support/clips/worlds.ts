import sharp from 'sharp';
import { ffmpeg } from './ffmpeg.ts';
import { Random } from './random.ts';

/** A picture larger than the frame, for a camera to move over. RGB, 8 bit. */
export interface World {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

export const worldKinds = ['collage', 'terrain', 'card', 'dark', 'busy', 'pattern', 'room'] as const;
export type WorldKind = (typeof worldKinds)[number];

const WIDTH = 640;
const HEIGHT = 480;

/** The same seed and kind draw the same picture. `palette` lets two different pictures share their colours. */
export async function drawWorld(kind: WorldKind, seed: number, palette = seed): Promise<World> {
  const random = new Random(seed * 7919 + worldKinds.indexOf(kind));
  switch (kind) {
    case 'collage':
      return fromSvg(collage(random, palette));
    case 'terrain':
      return terrain(random, palette, 1);
    case 'card':
      return fromSvg(card(random, palette));
    case 'dark':
      return terrain(random, palette, 0.3);
    case 'busy':
      return blend(await fromSvg(collage(random, palette)), noise(random), 0.35);
    case 'room':
      return blend(await fromSvg(room(random, palette)), terrain(random, palette, 1), 0.25);
    case 'pattern':
      return lavfi(random);
  }
}

function hue(palette: number, random: Random, spread = 50): number {
  return (new Random(palette).whole(0, 359) + random.whole(-spread, spread) + 360) % 360;
}

function collage(random: Random, palette: number): string {
  const shapes: string[] = [];
  for (let i = random.whole(15, 50); i > 0; i--) {
    const fill = `hsl(${hue(palette, random, 90)},${random.whole(20, 95)}%,${random.whole(10, 90)}%)`;
    const x = random.whole(-40, WIDTH);
    const y = random.whole(-40, HEIGHT);
    const size = random.whole(10, 170);
    const opacity = random.between(0.5, 1).toFixed(2);
    shapes.push(
      random.pick([
        `<rect x="${x}" y="${y}" width="${size}" height="${random.whole(8, 160)}" fill="${fill}" opacity="${opacity}" transform="rotate(${random.whole(0, 90)} ${x} ${y})"/>`,
        `<ellipse cx="${x}" cy="${y}" rx="${size / 2}" ry="${random.whole(8, 90)}" fill="${fill}" opacity="${opacity}"/>`,
        `<path d="M${x} ${y} q${random.whole(-90, 90)} ${random.whole(-90, 90)} ${size} ${random.whole(-80, 80)}" stroke="${fill}" stroke-width="${random.whole(2, 22)}" fill="none"/>`,
      ]),
    );
  }
  const top = `hsl(${hue(palette, random)},${random.whole(10, 80)}%,${random.whole(15, 85)}%)`;
  const foot = `hsl(${hue(palette, random)},${random.whole(10, 80)}%,${random.whole(15, 85)}%)`;
  return `<defs><linearGradient id="g" x2="0.4" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${foot}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${shapes.join('')}`;
}

/** A product on a plain ground with bars in place of words: fonts differ between machines, bars do not. */
function card(random: Random, palette: number): string {
  const light = random.chance(0.6);
  const ground = `hsl(${hue(palette, random)},${random.whole(5, 60)}%,${light ? random.whole(80, 97) : random.whole(8, 25)}%)`;
  const ink = light ? '#222' : '#eee';
  const x = random.whole(200, 420);
  const parts = [`<rect width="100%" height="100%" fill="${ground}"/>`];
  parts.push(
    `<rect x="${x - 60}" y="${random.whole(120, 200)}" rx="14" width="${random.whole(90, 180)}" height="${random.whole(80, 200)}" fill="hsl(${random.whole(0, 359)},70%,50%)"/>`,
  );
  for (let line = 0; line < random.whole(2, 5); line++) {
    let at = random.whole(100, 200);
    const y = random.pick([60, 90, 340, 370, 400]) + line * 4;
    while (at < 520) {
      const word = random.whole(14, 60);
      parts.push(`<rect x="${at}" y="${y}" width="${word}" height="${random.whole(9, 16)}" fill="${ink}"/>`);
      at += word + 9;
    }
  }
  return parts.join('');
}

/** Wall, floor, window and furniture under one light: several views of it look alike, as in a real location. */
function room(random: Random, palette: number): string {
  const base = hue(palette, random, 8);
  const horizon = random.whole(220, 330);
  const parts = [
    `<rect width="100%" height="100%" fill="hsl(${base},25%,62%)"/>`,
    `<rect y="${horizon}" width="100%" height="100%" fill="hsl(${(base + 25) % 360},30%,38%)"/>`,
  ];
  for (let i = 0; i < 9; i++) {
    const tone = `hsl(${(base + random.whole(-30, 30) + 360) % 360},${random.whole(15, 45)}%,${random.whole(20, 80)}%)`;
    parts.push(
      `<rect x="${random.whole(0, 600)}" y="${random.whole(20, horizon)}" width="${random.whole(30, 150)}" height="${random.whole(40, 220)}" fill="${tone}"/>`,
    );
  }
  const x = random.whole(150, 450);
  parts.push(
    `<ellipse cx="${x}" cy="190" rx="38" ry="50" fill="hsl(24,45%,62%)"/><rect x="${x - 70}" y="235" width="140" height="260" rx="40" fill="hsl(${random.whole(0, 359)},40%,40%)"/>`,
  );
  return parts.join('');
}

async function fromSvg(body: string): Promise<World> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${body}</svg>`;
  const rgb = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  return { width: WIDTH, height: HEIGHT, rgb: new Uint8Array(rgb) };
}

/** Fractal value noise: the 1/f spectrum of natural scenes, without a camera. */
function terrain(random: Random, palette: number, light: number): World {
  const heights = new Float64Array(WIDTH * HEIGHT);
  for (let cell = 160, weight = 1; cell >= 4; cell /= 2, weight *= 0.55) {
    const columns = Math.ceil(WIDTH / cell) + 2;
    const knots = Float64Array.from({ length: columns * (Math.ceil(HEIGHT / cell) + 2) }, () =>
      random.next(),
    );
    for (let y = 0; y < HEIGHT; y++) {
      const fy = y / cell - Math.floor(y / cell);
      const row = Math.floor(y / cell) * columns;
      for (let x = 0; x < WIDTH; x++) {
        const fx = x / cell - Math.floor(x / cell);
        const at = row + Math.floor(x / cell);
        const top = (knots[at] as number) * (1 - fx) + (knots[at + 1] as number) * fx;
        const foot = (knots[at + columns] as number) * (1 - fx) + (knots[at + columns + 1] as number) * fx;
        heights[y * WIDTH + x] = (heights[y * WIDTH + x] as number) + weight * (top * (1 - fy) + foot * fy);
      }
    }
  }
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
  const angle = (hue(palette, random, 30) / 180) * Math.PI;
  const gains = [0, 2.1, 4.2].map((phase) => 0.75 + 0.4 * Math.cos(angle + phase));
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const level = ((heights[i] as number) - 0.45) * 170 * light;
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = Math.max(0, Math.min(255, level * (gains[c] as number)));
  }
  return { width: WIDTH, height: HEIGHT, rgb };
}

function noise(random: Random): World {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let i = 0; i < rgb.length; i++) rgb[i] = random.whole(0, 255);
  return { width: WIDTH, height: HEIGHT, rgb };
}

function blend(a: World, b: World, share: number): World {
  const rgb = a.rgb.map((value, i) => value * (1 - share) + (b.rgb[i] as number) * share);
  return { ...a, rgb };
}

/** One frame of a generator that ffmpeg brings along. */
async function lavfi(random: Random): Promise<World> {
  const size = `s=${WIDTH}x${HEIGHT}`;
  const source = random.pick([
    `mandelbrot=${size}:start_scale=${random.between(0.02, 2).toFixed(3)}:rate=1`,
    `cellauto=${size}:rule=${random.pick([18, 30, 90, 110])}:seed=${random.whole(1, 9999)}:full=1:rate=1`,
    `life=${size}:seed=${random.whole(1, 9999)}:ratio=0.4:mold=10:life_color=#C83232:death_color=#3232C8:rate=1`,
    `testsrc2=${size}:rate=1`,
    `gradients=${size}:seed=${random.whole(1, 9999)}:nb_colors=${random.whole(3, 7)}:rate=1`,
  ]);
  const args = ['-f', 'lavfi', '-i', source, '-vf', `select=gte(n\\,${random.whole(1, 4)}),format=rgb24`];
  const { stdout } = await ffmpeg([...args, '-frames:v', '1', '-f', 'rawvideo', '-']);
  return { width: WIDTH, height: HEIGHT, rgb: new Uint8Array(stdout) };
}
