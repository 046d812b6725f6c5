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
  shadow,
  text,
  wash,
} from '../draw.ts';
import { serumBottle } from '../products.ts';

const W = 1080;
const H = 1920;
const ink = '#4a2114';
export const vellune = serumBottle('VELLUNE', ['#c96f4a', '#f2a27c', '#8c3f24'], '#5a2a18');

const drop = (x: number, y: number, size: number, fill = '#f2a27c'): string =>
  at(
    x,
    y,
    size,
    path(
      'M0,-100 C40,-30 70,10 70,52 C70,92 38,118 0,118 C-38,118 -70,92 -70,52 C-70,10 -40,-30 0,-100 Z',
      fill,
    ) +
      path(
        'M-40,40 C-40,70 -20,90 0,94',
        'none',
        'stroke="#fff" stroke-width="12" stroke-linecap="round" opacity="0.7"',
      ),
  );

const question: Scene = {
  seconds: 1.5,
  draw: (t) =>
    wash(W, H, 70, '#fbe6d6', '#f4c3a3', '#e08e66') +
    glow(820, 380, 620, '#fff6e8', 0.9) +
    at(
      540,
      1420,
      1 + t * 0.08,
      circle(0, 0, 420, '#fff', 'opacity="0.14"') + circle(0, 0, 300, '#fff', 'opacity="0.16"'),
    ) +
    drop(540, mix(1040, 1440, easeInOut(t / 1.2)), 1.9, '#c9623a') +
    ellipse(
      540,
      1690,
      120 + 90 * easeOut(t - 0.9),
      26 + 18 * easeOut(t - 0.9),
      '#b5532e',
      `opacity="${t > 0.9 ? 0.35 : 0}"`,
    ) +
    text(90, 470, ['Tired skin', 'by 3 pm?'], {
      size: 200,
      fill: ink,
      weight: 500,
      family: SERIF,
      anchor: 'start',
      leading: 1,
    }),
};

const reveal: Scene = {
  seconds: 2,
  draw: (t) => {
    const rays = Array.from({ length: 16 }, (_, i) =>
      path('M0,0 L1400,-90 L1400,90 Z', '#fff', `opacity="0.16" transform="rotate(${i * 22.5 + t * 9})"`),
    );
    return (
      wash(W, H, 90, '#e8865c', '#b64e2c') +
      at(540, 1060, 1, rays.join('')) +
      glow(540, 1040, 620, '#ffe7cf', 0.95) +
      ellipse(540, 1530, 420, 92, '#8f3a1e') +
      ellipse(540, 1505, 420, 92, '#d97a52') +
      at(540, mix(1560, 1085, easeOut(t / 0.7)), 1.35, vellune, (1 - easeOut(t / 0.8)) * -12) +
      text(540, 330, 'One drop.', { size: 190, fill: '#fff7ec', weight: 500, family: SERIF }) +
      rise(
        t - 0.5,
        text(540, 470, 'All-day glow.', {
          size: 120,
          fill: '#ffe1c7',
          weight: 500,
          family: SERIF,
          italic: true,
        }),
      )
    );
  },
};

const card = (y: number, t: number, name: string, what: string, colour: string, icon: string): string =>
  at(
    mix(-1100, 0, pop(t)),
    y,
    1,
    shadow(540, 300, 480, 60, '#7a3a20', 0.25) +
      rect(90, 0, 900, 290, '#ffffff', 56) +
      circle(250, 145, 92, colour) +
      at(250, 145, 1, icon) +
      text(390, 132, name, { size: 70, fill: ink, weight: 800, anchor: 'start' }) +
      text(390, 206, what, { size: 46, fill: '#8b5a45', weight: 500, anchor: 'start', spacing: -0.5 }),
  );

const inside: Scene = {
  seconds: 2,
  draw: (t) =>
    wash(W, H, 80, '#fff3e6', '#fbd9c0') +
    text(90, 380, ['Three things.', 'Nothing else.'], {
      size: 128,
      fill: ink,
      weight: 800,
      anchor: 'start',
    }) +
    card(650, t / 0.5, 'Niacinamide', '5 %, evens the tone', '#f2a27c', drop(0, -4, 0.55, '#fff')) +
    card(
      1000,
      (t - 0.25) / 0.5,
      'Squalane',
      'from olives, never greasy',
      '#c8b560',
      circle(-16, 6, 34, '#fff') + circle(30, -22, 20, '#fff'),
    ) +
    card(
      1350,
      (t - 0.5) / 0.5,
      'Green tea',
      'calms by the evening',
      '#7ea56a',
      path('M-44,34 C-50,-30 0,-58 50,-46 C56,10 20,52 -44,34 Z', '#fff') +
        line('M-34,28 L26,-24', '#7ea56a', 7),
    ),
};

const star = 'M0,-50 L15,-16 L51,-14 L23,10 L32,46 L0,26 L-32,46 L-23,10 L-51,-14 L-15,-16 Z';
const review: Scene = {
  seconds: 2,
  draw: (t) => {
    const random = seeded(5);
    const bubbles = Array.from({ length: 26 }, () => {
      const [x, y, r, speed] = [random() * W, random() * 2200, 12 + random() * 46, 60 + random() * 160];
      return circle(x, y - t * speed, r, '#fff', 'opacity="0.16"');
    });
    const stars = [0, 1, 2, 3, 4].map((i) =>
      at(310 + i * 115, 690, pop((t - i * 0.12) / 0.35) * 1.05, path(star, '#ffd27a')),
    );
    return (
      wash(W, H, 60, '#9c4326', '#5d2413') +
      bubbles.join('') +
      stars.join('') +
      text(540, 930, ['\u201cMy morning', 'glow, bottled.\u201d'], {
        size: 150,
        fill: '#fff4e6',
        weight: 500,
        family: SERIF,
        leading: 1.1,
      }) +
      rise(
        t - 0.5,
        text(540, 1260, 'Ada, 34, on her third bottle', {
          size: 54,
          fill: '#f4c3a3',
          weight: 500,
          spacing: -0.5,
        }),
      )
    );
  },
};

const offer = (headline: readonly [string, string], note: string): Scene => ({
  seconds: 2.5,
  draw: (t) =>
    wash(W, H, 100, '#fdeadb', '#f1b48f') +
    glow(560, 1180, 700, '#fff', 0.8) +
    text(540, 300, headline, { size: 134, fill: ink, weight: 800, leading: 1.05 }) +
    text(540, 560, note, { size: 56, fill: '#8b4a31', weight: 500, spacing: -0.5 }) +
    ellipse(540, 1440, 330, 60, '#e09a72') +
    at(540, 1085 + Math.sin(t * 2.4) * 10, 1.08, vellune, Math.sin(t * 1.6) * 3) +
    at(540, 1620, 1 + 0.04 * Math.sin(t * 6), pill(0, 0, 620, 150, 'Shop now', '#4a2114', '#fff4e6')) +
    text(540, 1810, 'vellune', { size: 64, fill: ink, weight: 500, family: SERIF, spacing: 10 }),
});

const first: Omit<VideoAd, 'file' | 'scenes'> = {
  width: 720,
  height: 1280,
  canvas: W,
  tune: {
    bpm: 96,
    chords: [
      [0, 4, 7, 11],
      [-3, 0, 4, 7],
      [5, 9, 12, 16],
      [7, 11, 14, 17],
    ],
    mood: 'warm',
    seed: 3,
  },
  level: RIGHT_LEVEL,
};

export const skincare: VideoAd = {
  ...first,
  file: 'sample_skincare_serum.mp4',
  scenes: [
    question,
    reveal,
    inside,
    review,
    offer(['20 % off', 'your first bottle'], 'Code GLOW20, until Sunday'),
  ],
};
/** The same but for the price in the last shot: a near duplicate, as every account has them. */
export const skincareAgain: VideoAd = {
  ...first,
  file: 'sample_skincare_serum_15_off.mp4',
  fault: 'nearly the same as sample_skincare_serum.mp4',
  scenes: [
    question,
    reveal,
    inside,
    review,
    offer(['15 % off', 'your first bottle'], 'Code GLOW15, until Sunday'),
  ],
};
