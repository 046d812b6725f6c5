import { RIGHT_LEVEL, type Scene, type VideoAd } from '../ad.ts';
import { at, circle, easeOut, line, mix, pill, rise, seeded, text, wash } from '../draw.ts';
import { shoe } from '../products.ts';

const W = 1080;
const H = 1920;
const hot = shoe('#ff5a3c', '#1b2440', '#e8ecf4');
const ice = shoe('#39c6d6', '#16324a', '#f2f6fb');
const lime = shoe('#c6f135', '#1f2a10', '#f6f9ee');

/** Streaks of speed, all running to the left. */
function streaks(t: number, colour: string, seed: number): string {
  const random = seeded(seed);
  return Array.from({ length: 18 }, () => {
    const [y, length, width, speed, from] = [
      random() * H,
      160 + random() * 460,
      6 + random() * 18,
      1600 + random() * 2200,
      random() * 2400,
    ];
    const x = 1700 - ((from + t * speed) % 2600);
    return line(`M${x},${y} l${length},0`, colour, width, `opacity="${0.2 + random() * 0.4}"`);
  }).join('');
}

const word = (
  seconds: number,
  colours: readonly [string, string],
  words: readonly string[],
  ink: string,
  size: number,
): Scene => ({
  seconds,
  draw: (t) =>
    wash(W, H, 60, ...colours) +
    streaks(t, ink, words.join('').length) +
    at(
      540,
      960,
      1 + t * 0.25,
      text(0, size * 0.36 - ((words.length - 1) * size * 0.95) / 2, words, {
        size,
        fill: ink,
        weight: 900,
        leading: 0.95,
        spacing: -size * 0.045,
      }),
    ),
});

const shot = (
  seconds: number,
  colours: readonly [string, string],
  body: string,
  scale: number,
  angle: number,
  from: number,
  streak: string,
): Scene => ({
  seconds,
  draw: (t) =>
    wash(W, H, 120, ...colours) +
    circle(540, 980, 470 + t * 90, '#fff', 'opacity="0.13"') +
    streaks(t, streak, Math.round(scale * 10)) +
    at(mix(from, 540, easeOut(t / 0.35)), 1000, scale + t * 0.06, body, angle),
});

const scenes: readonly Scene[] = [
  shot(0.7, ['#ff7a4d', '#d92c1d'], ice, 1.25, -14, 1700, '#fff'),
  word(0.5, ['#10131f', '#1b2440'], ['RUN'], '#ff5a3c', 460),
  shot(0.7, ['#ffd84d', '#ff9d1f'], hot, 1.9, -22, -700, '#1b2440'),
  word(0.5, ['#ff5a3c', '#e03a1f'], ['LIGHT', 'ER'], '#ffffff', 330),
  shot(0.7, ['#39c6d6', '#1478a0'], lime, 1.2, 10, 1700, '#fff'),
  word(0.5, ['#c6f135', '#8fc31f'], ['198 g'], '#10131f', 330),
  shot(0.6, ['#1b2440', '#3a4a86'], hot, 2.3, 16, 1800, '#ff9d1f'),
  word(0.5, ['#ffffff', '#dfe7f2'], ['BOUNCE', 'BACK'], '#1b2440', 232),
  shot(0.7, ['#8a5cff', '#4a22c8'], lime, 1.35, -8, -700, '#c6f135'),
  word(0.5, ['#10131f', '#2a1240'], ['GO', 'AGAIN'], '#c6f135', 300),
  {
    seconds: 2.1,
    draw: (t) =>
      wash(W, H, 90, '#f4f6fa', '#cfd8e6') +
      text(540, 330, 'STRIDORRA', { size: 120, fill: '#1b2440', weight: 900 }) +
      text(540, 450, 'Pulse 2', { size: 92, fill: '#ff5a3c', weight: 700 }) +
      [hot, ice, lime]
        .map((body, i) =>
          at(mix(i % 2 ? -800 : 1900, 540, easeOut((t - i * 0.1) / 0.4)), 690 + i * 300, 0.84, body, -6),
        )
        .join('') +
      rise(t - 0.4, text(540, 1590, '\u20ac129', { size: 120, fill: '#1b2440', weight: 900 }), 40) +
      at(540, 1730, 1 + 0.04 * Math.sin(t * 8), pill(0, 0, 600, 150, 'Find your size', '#ff5a3c', '#ffffff')),
  },
];

export const runningShoe: VideoAd = {
  file: 'sample_running_shoe_clipped_sound.mp4',
  width: 720,
  height: 1280,
  canvas: W,
  scenes,
  fault: 'the sound is far too loud and clips',
  tune: {
    bpm: 150,
    chords: [
      [-5, -2, 2],
      [-5, -2, 2],
      [-7, -3, 0],
      [-9, -5, -2],
    ],
    mood: 'driving',
    seed: 21,
  },
  // Driven 20 dB into the ceiling, as a careless export does.
  level: `${RIGHT_LEVEL},volume=20dB,aformat=sample_fmts=s16`,
};
