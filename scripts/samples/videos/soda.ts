import { RIGHT_LEVEL, type Scene, type VideoAd } from '../ad.ts';
import { at, circle, easeOut, glow, mix, pill, pop, rect, rise, seeded, text, wash } from '../draw.ts';
import { can } from '../products.ts';

const W = 1080;
const H = 1920;
const orange = can('fizzaro', 'BLOOD ORANGE', ['#ff6a3d', '#ffa25e', '#c7331d']);
const lemon = can('fizzaro', 'LEMON MINT', ['#f2c522', '#ffe779', '#c99a0c']);
const berry = can('fizzaro', 'WILD BERRY', ['#a13fd0', '#d489f2', '#6d1f9c']);

function fizz(t: number, seed: number): string {
  const random = seeded(seed);
  return Array.from({ length: 60 }, () => {
    const [x, y, r, speed] = [random() * W, random() * H, 6 + random() * 30, 200 + random() * 500];
    const place = (((y - t * speed) % H) + H) % H;
    return (
      circle(x, place, r, '#fff', 'opacity="0.2"') +
      circle(x - r * 0.3, place - r * 0.3, r * 0.25, '#fff', 'opacity="0.7"')
    );
  }).join('');
}

const slice = (x: number, y: number, size: number, turn: number, rind: string, flesh: string): string =>
  at(
    x,
    y,
    size,
    circle(0, 0, 200, rind) +
      circle(0, 0, 182, '#fff4e0') +
      Array.from(
        { length: 8 },
        (_, i) =>
          `<path d="M0,0 L62,-150 A162,162 0 0 1 62,-150 Q0,-186 -62,-150 Z" fill="${flesh}" transform="rotate(${i * 45}) translate(0 -8)"/>`,
      ).join(''),
    turn,
  );

const flavour = (
  colours: readonly [string, string],
  body: string,
  words: readonly string[],
  seed: number,
  fruit: readonly [string, string],
): Scene => ({
  seconds: 1.5,
  draw: (t) =>
    wash(W, H, 100, ...colours) +
    fizz(t, seed) +
    slice(170, 1560, 1.15, t * 26, ...fruit) +
    slice(950, 640, 0.8, -t * 30, ...fruit) +
    at(540, mix(2300, 1080, easeOut(t / 0.45)), 1.75, body, (1 - easeOut(t / 0.8)) * 20 - 6) +
    text(540, 290, words, { size: 168, fill: '#fff', weight: 900, leading: 0.98 }),
});

const scenes: readonly Scene[] = [
  { seconds: 0.9, draw: () => rect(0, 0, W, H, '#000') },
  flavour(['#ffb06b', '#e2431e'], orange, ['Zero sugar.'], 3, ['#e2431e', '#ff7a4d']),
  flavour(['#ffe98a', '#e0a800'], lemon, ['All fizz.'], 4, ['#e8c21a', '#ffe357']),
  flavour(['#e0a6f7', '#7a2bb0'], berry, ['No regrets.'], 5, ['#7a2bb0', '#c061ea']),
  {
    seconds: 2.4,
    draw: (t) =>
      wash(W, H, 90, '#0f7f86', '#064950') +
      fizz(t, 9) +
      glow(540, 1050, 700, '#d5fff6', 0.5) +
      text(540, 330, ['Mix your', 'six-pack'], { size: 180, fill: '#fff', weight: 900, leading: 0.98 }) +
      [berry, orange, lemon]
        .map((body, i) =>
          at(
            240 + i * 300,
            mix(2200, 1090 + (i === 1 ? 40 : 0), pop((t - i * 0.12) / 0.5)),
            1.02,
            body,
            (i - 1) * 7,
          ),
        )
        .join('') +
      at(
        540,
        1590,
        1 + 0.04 * Math.sin(t * 7),
        pill(0, 0, 640, 156, '\u20ac9.90, order now', '#ffd84d', '#064950'),
      ) +
      rise(
        t - 0.5,
        text(540, 1780, 'Delivered cold in the city', {
          size: 52,
          fill: '#bdeee6',
          weight: 500,
          spacing: -0.5,
        }),
        30,
      ),
  },
];

export const soda: VideoAd = {
  file: 'sample_soda_black_start.mp4',
  width: 720,
  height: 1280,
  canvas: W,
  scenes,
  fault: 'the first 0.9 s are black',
  tune: {
    bpm: 124,
    chords: [
      [0, 4, 7],
      [7, 11, 14],
      [-3, 0, 4],
      [5, 9, 12],
    ],
    mood: 'driving',
    seed: 55,
  },
  level: RIGHT_LEVEL,
};
