import { RIGHT_LEVEL, type Scene, type VideoAd } from '../ad.ts';
import { at, circle, easeOut, glow, line, mix, pill, pop, rect, rise, text, wash } from '../draw.ts';
import { bowl } from '../products.ts';

const W = 1920;
const H = 1080;
const food = bowl();
const green = '#1f4d36';

const step = (index: number, t: number, minutes: string, what: string, colour: string): string =>
  at(
    340 + index * 620,
    600,
    pop((t - index * 0.3) / 0.5),
    rect(-270, -230, 540, 460, '#fff', 48) +
      circle(0, -70, 104, colour) +
      text(0, -34, minutes, { size: 104, fill: '#fff', weight: 900 }) +
      text(0, 96, 'minutes', { size: 44, fill: '#7b8a7f', weight: 500, spacing: -0.5 }) +
      text(0, 172, what, { size: 62, fill: green, weight: 700 }),
  );

const scenes: readonly Scene[] = [
  {
    seconds: 2,
    draw: (t) =>
      wash(W, H, 20, '#ffe9c9', '#ffc875') +
      at(1360, 560, 1.5 + t * 0.05, food, -10 + t * 14) +
      text(110, 420, ['Dinner,', 'solved.'], {
        size: 220,
        fill: green,
        weight: 900,
        anchor: 'start',
        leading: 0.98,
      }) +
      rise(
        t - 0.5,
        text(118, 800, 'Cooked by you in 20 minutes', {
          size: 62,
          fill: '#5a6b3c',
          weight: 600,
          anchor: 'start',
          spacing: -0.8,
        }),
        40,
      ),
  },
  {
    seconds: 2.2,
    draw: (t) =>
      wash(W, H, 90, '#2b6a4a', '#1a4330') +
      text(960, 220, 'As easy as this', { size: 120, fill: '#ffe9c9', weight: 800 }) +
      step(0, t, '3', 'Unpack', '#ff8a62') +
      step(1, t, '15', 'Cook', '#e0a62f') +
      step(2, t, '2', 'Plate', '#6f9a52'),
  },
  {
    seconds: 2,
    draw: (t) =>
      wash(W, H, 160, '#ff9d6b', '#e8633a') +
      glow(560, 560, 620, '#fff0d6', 0.7) +
      at(560, 560, mix(1.1, 1.34, easeOut(t / 1.2)), food, t * 10) +
      line('M1060,300 L1060,820', '#fff', 6, 'opacity="0.5"') +
      text(1130, 420, ['Salmon,', 'avocado,', 'greens.'], {
        size: 140,
        fill: '#fff',
        weight: 800,
        anchor: 'start',
      }) +
      rise(
        t - 0.4,
        text(1134, 850, '640 kcal, 38 g protein', {
          size: 60,
          fill: '#ffe9dc',
          weight: 600,
          anchor: 'start',
          spacing: -0.8,
        }),
        40,
      ),
  },
  {
    seconds: 2.3,
    draw: (t) =>
      wash(W, H, 90, '#fff6e6', '#ffe0ad') +
      at(1480, 560, 1.35, food, 20 + t * 8) +
      text(120, 330, ['Your first box'], { size: 104, fill: green, weight: 800, anchor: 'start' }) +
      at(
        116,
        640,
        0.7 + 0.3 * pop(t / 0.5),
        text(0, 0, '\u20ac3.90', { size: 280, fill: '#e8633a', weight: 900, anchor: 'start' }),
      ) +
      text(124, 730, 'a meal', { size: 62, fill: '#5a6b3c', weight: 600, anchor: 'start' }) +
      at(420, 890, 1 + 0.03 * Math.sin(t * 6), pill(0, 0, 600, 140, 'Choose meals', green, '#fff6e6')) +
      text(1480, 120, 'platteo', { size: 72, fill: green, weight: 900 }),
  },
];

export const mealKit: VideoAd = {
  file: 'sample_meal_kit_letterboxed.mp4',
  width: 720,
  height: 406,
  padTo: 1280,
  canvas: W,
  scenes,
  fault: 'a wide film in a vertical frame: black bars above and below',
  tune: {
    bpm: 112,
    chords: [
      [3, 7, 10],
      [5, 8, 12],
      [-2, 2, 5],
      [3, 7, 10],
    ],
    mood: 'bright',
    seed: 13,
  },
  level: RIGHT_LEVEL,
};
