import { RIGHT_LEVEL, type Scene, type VideoAd } from '../ad.ts';
import {
  at,
  circle,
  easeInOut,
  easeOut,
  ellipse,
  glow,
  line,
  mix,
  path,
  pill,
  pop,
  rect,
  rise,
  SERIF,
  seeded,
  text,
  wash,
} from '../draw.ts';
import { coffeeBag, latte } from '../products.ts';

const S = 1080;
const cream = '#f6e7cf';
const bag = coffeeBag('KAFFARRA', 'Ethiopia, Guji', '#1d3b34', '#f3dcb6');

/** Beans that tumble past; the same ones on every run. */
export function beans(count: number, t: number, height: number, seed = 2): string {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const [x, y, size, speed, turn] = [
      random() * S,
      random() * height * 1.3,
      0.5 + random() * 0.9,
      90 + random() * 260,
      random() * 360,
    ];
    const place = ((y + t * speed) % (height * 1.3)) - height * 0.15;
    return at(
      x,
      place,
      size,
      ellipse(0, 0, 44, 30, '#5b2e14') +
        ellipse(-8, -9, 26, 12, '#8a4d26', 'opacity="0.6"') +
        path('M-40,2 C-14,-16 14,18 40,-2', 'none', 'stroke="#2d1407" stroke-width="6"'),
      turn + t * 70,
    );
  }).join('');
}

const steam = (x: number, y: number, t: number): string =>
  [0, 1, 2]
    .map((i) => {
      const sway = Math.sin(t * 2.2 + i * 2) * 26;
      return line(
        `M${x - 70 + i * 70},${y} q${30 + sway},-60 0,-120 q${-30 - sway},-60 ${sway},-120`,
        '#fff',
        16,
        'opacity="0.28"',
      );
    })
    .join('');

const scenes: readonly Scene[] = [
  {
    seconds: 1.8,
    draw: (t) =>
      wash(S, S, 60, '#c98a52', '#7d431d') +
      at(770, 810, 1.06 + t * 0.06, latte(-24 + t * 22)) +
      steam(770, 700, t) +
      text(70, 190, ['Still drinking', 'supermarket', 'coffee?'], {
        size: 116,
        fill: cream,
        weight: 800,
        anchor: 'start',
        leading: 1.04,
      }),
  },
  {
    seconds: 1.6,
    draw: (t) =>
      wash(S, S, 90, '#f6e7cf', '#e3c79c') +
      beans(34, t, S) +
      glow(540, 560, 460, '#fff8ea', 0.95) +
      at(540, mix(1300, 620, easeOut(t / 0.6)), 1.18, bag, (1 - easeOut(t / 0.9)) * 14) +
      rect(0, 0, S, 190, '#f6e7cf') +
      text(540, 132, 'Meet Monday roast.', { size: 100, fill: '#1d3b34', weight: 800 }),
  },
  {
    seconds: 2,
    draw: (t) => {
      const days = ['Mon', 'Tue', 'Wed'];
      const done = easeInOut(t / 1.4);
      return (
        wash(S, S, 90, '#1d3b34', '#12261f') +
        text(540, 270, ['Roasted Monday.', 'In your cup Wednesday.'], {
          size: 88,
          fill: cream,
          weight: 700,
        }) +
        line('M190,660 L890,660', '#3d6156', 18) +
        line(`M190,660 L${190 + 700 * done},660`, '#e9a85b', 18) +
        days
          .map((day, i) => {
            const on = done >= i / 2 - 0.02;
            return (
              circle(190 + i * 350, 660, on ? 58 : 44, on ? '#e9a85b' : '#3d6156') +
              (on ? line(`M${166 + i * 350},662 l18,20 l34,-40`, '#12261f', 13) : '') +
              text(190 + i * 350, 800, day, { size: 58, fill: cream, weight: 600 })
            );
          })
          .join('') +
        rise(
          t - 0.9,
          text(540, 950, 'Fresh, never warehoused', {
            size: 52,
            fill: '#b8d1c4',
            weight: 500,
            spacing: -0.5,
          }),
          40,
        )
      );
    },
  },
  {
    seconds: 1.6,
    draw: (t) => {
      const notes = [
        ['Blueberry', '#5d6bb8', 0.86],
        ['Jasmine', '#d8b94a', 0.68],
        ['Cocoa', '#8a4d26', 0.54],
      ] as const;
      return (
        wash(S, S, 90, '#fdf4e3', '#f3dcb6') +
        text(90, 220, 'Tastes like', { size: 70, fill: '#7d5a34', weight: 500, anchor: 'start' }) +
        notes
          .map(([name, colour, share], i) => {
            const grown = easeOut((t - i * 0.18) / 0.7);
            return (
              rect(90, 300 + i * 230, 900, 150, '#ead3a8', 75) +
              rect(90, 300 + i * 230, 150 + 750 * share * grown, 150, colour, 75) +
              text(150, 398 + i * 230, name, { size: 66, fill: '#fff', weight: 700, anchor: 'start' })
            );
          })
          .join('')
      );
    },
  },
  {
    seconds: 2.4,
    draw: (t) =>
      wash(S, S, 45, '#d98d4a', '#a4551f') +
      glow(790, 560, 460, '#ffe2b8', 0.8) +
      at(835, 560 + Math.sin(t * 2) * 8, 1.0, bag, 5) +
      text(70, 250, ['First bag', 'for'], { size: 96, fill: '#fff3df', weight: 700, anchor: 'start' }) +
      at(
        70,
        590,
        0.6 + 0.4 * pop(t / 0.5),
        text(0, 0, '\u20ac5', { size: 300, fill: '#fff', weight: 900, anchor: 'start' }),
      ) +
      text(74, 700, 'then \u20ac13, cancel any time', {
        size: 40,
        fill: '#ffe6c8',
        weight: 500,
        anchor: 'start',
        spacing: -0.5,
      }) +
      at(310, 850, 1 + 0.03 * Math.sin(t * 6), pill(0, 0, 480, 120, 'Try a bag', '#1d3b34', cream)) +
      text(74, 1010, 'kaffarra', {
        size: 56,
        fill: '#fff3df',
        weight: 600,
        family: SERIF,
        anchor: 'start',
        spacing: 4,
      }),
  },
];

export const coffee: VideoAd = {
  file: 'sample_coffee_subscription.mp4',
  width: 720,
  height: 720,
  canvas: S,
  scenes,
  tune: {
    bpm: 104,
    chords: [
      [2, 5, 9, 12],
      [-2, 2, 5, 9],
      [3, 7, 10, 14],
      [0, 4, 7, 10],
    ],
    mood: 'bright',
    seed: 8,
  },
  level: RIGHT_LEVEL,
};
