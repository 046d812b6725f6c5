import { RIGHT_LEVEL, type Scene, type VideoAd } from '../ad.ts';
import {
  at,
  circle,
  clamp,
  easeInOut,
  easeOut,
  glow,
  line,
  mix,
  pill,
  pop,
  rect,
  rise,
  text,
  wash,
} from '../draw.ts';
import { phone } from '../products.ts';

const W = 1080;
const H = 1920;
const night = '#141a3a';
const mint = '#3fe0b0';

const rows = [
  ['Coffee runs', 86, '#ffb347'],
  ['Taxis', 124, '#8a7bff'],
  ['Subscriptions', 63, '#ff6f91'],
  ['Groceries', 312, '#3fe0b0'],
] as const;

const header = (title: string): string =>
  text(30, 96, title, { size: 34, fill: '#fff', weight: 700, anchor: 'start' }) +
  circle(338, 84, 22, '#3a447a');

/** The list with its bars growing. */
const spending = (t: number): string =>
  header('October') +
  rows
    .map(([name, spent, colour], i) => {
      const grown = easeOut((t - i * 0.15) / 0.7);
      return (
        rect(24, 140 + i * 150, 332, 130, '#232b57', 24) +
        text(48, 192 + i * 150, name, { size: 27, fill: '#fff', weight: 600, anchor: 'start', spacing: 0 }) +
        text(332, 192 + i * 150, `\u20ac${Math.round(spent * grown)}`, {
          size: 27,
          fill: '#fff',
          weight: 700,
          anchor: 'end',
          spacing: 0,
        }) +
        rect(48, 222 + i * 150, 284, 18, '#37407a', 9) +
        rect(48, 222 + i * 150, 18 + 266 * (spent / 320) * grown, 18, colour, 9)
      );
    })
    .join('');

/** The month as a ring that fills. */
const saved = (t: number): string => {
  const share = easeInOut(t / 1.4);
  const around = 2 * Math.PI * 118;
  return (
    header('Saved') +
    circle(190, 330, 118, 'none', 'stroke="#2c3568" stroke-width="34"') +
    circle(
      190,
      330,
      118,
      'none',
      `stroke="${mint}" stroke-width="34" stroke-linecap="round" stroke-dasharray="${around * 0.78 * share} ${around}" transform="rotate(-90 190 330)"`,
    ) +
    text(190, 346, `\u20ac${Math.round(231 * share)}`, { size: 62, fill: '#fff', weight: 800 }) +
    text(190, 388, 'this month', { size: 24, fill: '#9aa5d8', weight: 500, spacing: 0 }) +
    [0, 1, 2, 3, 4, 5]
      .map((i) => {
        const h = (60 + i * 26) * easeOut((t - 0.2 - i * 0.1) / 0.6);
        return rect(36 + i * 54, 740 - h, 38, h, i === 5 ? mint : '#4453a8', 12);
      })
      .join('')
  );
};

const caption = (words: readonly string[], y = 300): string =>
  text(540, y, words, { size: 116, fill: '#fff', weight: 800, leading: 1.06 });

const ground = (t: number, a: string, b: string): string =>
  wash(W, H, 110, a, b) +
  glow(220 + t * 40, 520, 620, '#6f7dff', 0.4) +
  glow(900, 1500 - t * 40, 620, mint, 0.25);

const scenes: readonly Scene[] = [
  {
    seconds: 2.4,
    draw: (t) => {
      const coins = Array.from({ length: 9 }, (_, i) => {
        const fall = clamp((t - i * 0.16) / 1.1);
        return at(
          160 + ((i * 317) % 780),
          mix(-160, 2050, fall * fall),
          1,
          circle(0, 0, 84, '#ffcf5c') +
            circle(0, 0, 62, '#ffb42e') +
            text(0, 32, '\u20ac', { size: 88, fill: '#fff3cf', weight: 800 }),
          t * 160 + i * 40,
        );
      });
      return (
        ground(t, '#232c6b', night) +
        coins.join('') +
        text(540, 820, ['Where did', 'your money', 'go?'], {
          size: 172,
          fill: '#fff',
          weight: 900,
          leading: 1.02,
        })
      );
    },
  },
  {
    seconds: 2.6,
    draw: (t) =>
      ground(t, '#2a2f7a', night) +
      caption(['See every euro']) +
      at(540, mix(1700, 1130, easeOut(t / 0.6)), 1.5, phone(spending(t - 0.3), '#1a2047')),
  },
  {
    seconds: 2.4,
    draw: (t) => {
      const found = ['Gym, unused 3 months', 'Film trial, renews Friday', 'Second music plan'];
      return (
        ground(t, '#47207a', night) +
        caption(['Stop paying', 'for nothing'], 320) +
        found
          .map((name, i) => {
            const crossed = easeInOut((t - 0.6 - i * 0.4) / 0.3);
            return at(
              540,
              760 + i * 290,
              pop((t - i * 0.15) / 0.4),
              rect(-450, -110, 900, 220, '#ffffff', 52) +
                circle(-340, 0, 56, crossed > 0.5 ? '#ff6f91' : '#d6daf0') +
                (crossed > 0.5 ? line('M-362,-22 l44,44 M-318,-22 l-44,44', '#fff', 14) : '') +
                text(-250, 20, name, {
                  size: 54,
                  fill: crossed > 0.5 ? '#9aa0bd' : '#1a2047',
                  weight: 700,
                  anchor: 'start',
                }) +
                line(`M-250,2 l${560 * crossed},0`, '#ff6f91', crossed > 0 ? 9 : 0),
            );
          })
          .join('')
      );
    },
  },
  {
    seconds: 2.4,
    draw: (t) =>
      ground(t, '#11614f', night) +
      caption(['Keep \u20ac231', 'a month']) +
      at(540, 1230, 1.4, phone(saved(t), '#1a2047'), -3 + t * 1.5),
  },
  {
    seconds: 2.6,
    draw: (t) =>
      ground(t, '#2a2f7a', '#0d1230') +
      at(
        540,
        700,
        0.6 + 0.4 * pop(t / 0.5),
        rect(-190, -190, 380, 380, mint, 96) + line('M-92,66 L-26,-6 L26,44 L98,-70', night, 40),
      ) +
      text(540, 1090, 'tallyo', { size: 170, fill: '#fff', weight: 900 }) +
      rise(
        t - 0.3,
        text(540, 1200, 'The budget that finds money', {
          size: 60,
          fill: '#aeb8ec',
          weight: 500,
          spacing: -0.6,
        }),
        40,
      ) +
      at(540, 1440, 1 + 0.03 * Math.sin(t * 6), pill(0, 0, 660, 156, 'Start free', mint, night)),
  },
];

export const budgetApp: VideoAd = {
  file: 'sample_budget_app_voice.mp4',
  width: 720,
  height: 1280,
  canvas: W,
  scenes,
  tune: {
    bpm: 100,
    chords: [
      [0, 3, 7],
      [-4, 0, 3],
      [3, 7, 10],
      [-2, 2, 5],
    ],
    mood: 'bright',
    seed: 34,
  },
  speech: {
    words:
      'Where did your money go? See every euro. Stop paying for what you never use. Most people keep more than two hundred a month. Tally oh. Start free.',
    at: 0.3,
  },
  level: RIGHT_LEVEL,
};
