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
  rect,
  rise,
  SERIF,
  text,
  wash,
} from '../draw.ts';
import { sofa } from '../products.ts';

const W = 1920;
const H = 1080;
const cloths = {
  pine: sofa('#3d6b5f', '#24453c', '#5d8d80'),
  rust: sofa('#b8562f', '#7c3417', '#d9774c'),
  sand: sofa('#cbb08a', '#9a7f58', '#e3ceac'),
} as const;

const plant = at(
  0,
  0,
  1,
  path('M-70,180 L70,180 L52,320 L-52,320 Z', '#b9653a') +
    [-62, -34, -10, 14, 38, 64]
      .map((a, i) =>
        path(
          'M0,0 C46,-90 40,-220 0,-300 C-40,-220 -46,-90 0,0 Z',
          i % 2 ? '#3f7d54' : '#56996a',
          `transform="translate(0 190) rotate(${a})"`,
        ),
      )
      .join(''),
);
const lamp =
  line('M0,0 L0,430', '#3a2d22', 10) +
  ellipse(0, 432, 90, 18, '#3a2d22') +
  path('M-110,0 L110,0 L70,-150 L-70,-150 Z', '#f7e0ad');

const room = (wall: readonly [string, string], floor: string): string =>
  wash(W, H, 90, ...wall) +
  rect(0, 800, W, 280, floor) +
  rect(0, 792, W, 12, '#fff', 0, 'opacity="0.5"') +
  ellipse(960, 950, 760, 90, '#fff', 'opacity="0.22"');

const scenes: readonly Scene[] = [
  {
    seconds: 2.2,
    draw: (t) =>
      room(['#f1e4d1', '#e3cfb2'], '#c79c6b') +
      glow(1620, 330, 460, '#fff3cf', 0.9) +
      at(1640, 470, 1, lamp) +
      at(230, 560, 1.05, plant, Math.sin(t * 1.4) * 1.5) +
      rect(480, 130, 300, 230, '#fff8ea', 8) +
      circle(630, 250, 70, '#e2894f') +
      at(mix(1010, 950, easeInOut(t / 2.2)), 740, 1.24 + t * 0.02, cloths.pine) +
      text(1140, 290, ['Sit down.'], { size: 150, fill: '#3a2d22', weight: 600, family: SERIF }),
  },
  {
    seconds: 2,
    draw: (t) => {
      const which = t < 0.65 ? 'rust' : t < 1.3 ? 'sand' : 'pine';
      return (
        room(['#dfe7e2', '#bccdc4'], '#a98f6d') +
        at(960, 720, 1.3 + 0.03 * Math.sin(t * 3), cloths[which]) +
        text(960, 230, 'Covers that change with you', {
          size: 110,
          fill: '#24453c',
          weight: 600,
          family: SERIF,
        }) +
        (['rust', 'sand', 'pine'] as const)
          .map((name, i) =>
            circle(
              820 + i * 140,
              340,
              name === which ? 50 : 38,
              { rust: '#b8562f', sand: '#cbb08a', pine: '#3d6b5f' }[name],
              'stroke="#fff" stroke-width="8"',
            ),
          )
          .join('')
      );
    },
  },
  {
    seconds: 6.4,
    draw: (moving) => {
      // Everything has come to rest after a second, and then nothing moves any more: the fault.
      const t = Math.min(moving, 1.1);
      return (
        room(['#2f4a42', '#1f332d'], '#15241f') +
        glow(560, 560, 640, '#f3dfb4', 0.5) +
        at(mix(240, 560, easeOut(t)), 740, 1.08, cloths.rust) +
        text(1140, 300, ['Made to order,', 'here in 3 weeks'], {
          size: 96,
          fill: '#f6ead2',
          weight: 600,
          family: SERIF,
          anchor: 'start',
        }) +
        rise(
          t - 0.3,
          text(1144, 540, 'from \u20ac1,190', { size: 84, fill: '#f0b877', weight: 800, anchor: 'start' }),
        ) +
        at(1370, 670, 1, pill(0, 0, 450, 120, 'Order swatches', '#f0b877', '#1f332d')) +
        text(1144, 1000, 'loungeva', {
          size: 60,
          fill: '#f6ead2',
          weight: 500,
          family: SERIF,
          anchor: 'start',
          spacing: 6,
        })
      );
    },
  },
];

export const sofaAd: VideoAd = {
  file: 'sample_sofa_frozen_ending.mp4',
  width: 1280,
  height: 720,
  canvas: W,
  scenes,
  fault: 'the picture stands still for the last 5 s',
  tune: {
    bpm: 84,
    chords: [
      [-2, 2, 5, 9],
      [-5, -2, 2, 5],
      [0, 3, 7, 10],
      [5, 9, 12, 15],
    ],
    mood: 'warm',
    seed: 89,
  },
  level: RIGHT_LEVEL,
};
