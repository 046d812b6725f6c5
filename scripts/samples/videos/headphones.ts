import { RIGHT_LEVEL, type Scene, type VideoAd } from '../ad.ts';
import { at, circle, easeOut, glow, line, mix, pill, rise, text, wash } from '../draw.ts';
import { headphones } from '../products.ts';

const S = 1080;
const navy = headphones('#3a4a7a', '#131828', '#ffb347');
const blush = headphones('#f2b8b0', '#a86a63', '#ffffff');

/** A sound wave that calms down from left to right of its own accord. */
const wave = (t: number, y: number, calm: number, colour: string): string => {
  const points = Array.from({ length: 90 }, (_, i) => {
    const x = i * 12.3;
    const level = mix(150, 8, Math.min(1, Math.max(0, (calm * 1400 - x) / 260)));
    return `${i ? 'L' : 'M'}${x.toFixed(1)},${(y + Math.sin(i * 0.9 + t * 14) * level * (0.5 + 0.5 * Math.sin(i * 1.7))).toFixed(1)}`;
  });
  return line(points.join(' '), colour, 9);
};

const scenes: readonly Scene[] = [
  {
    seconds: 1.9,
    draw: (t) =>
      wash(S, S, 60, '#ffcf70', '#ff7b3d') +
      wave(t, 560, 0, '#7c2a10') +
      text(540, 300, 'The office is loud.', { size: 112, fill: '#4a1607', weight: 900 }) +
      wave(t + 1, 800, 0, '#b5481f'),
  },
  {
    seconds: 2,
    draw: (t) =>
      wash(S, S, 90, '#1a2140', '#0b0e1d') +
      glow(540, 600, 480, '#5468c8', 0.7) +
      wave(t, 620, Math.min(1, t / 1.1), '#5468c8') +
      at(540, mix(1250, 590, easeOut(t / 0.6)), 1.25, navy, (1 - easeOut(t / 0.9)) * -16) +
      text(540, 160, 'Not any more.', { size: 120, fill: '#fff', weight: 800 }),
  },
  {
    seconds: 1.9,
    draw: (t) => {
      const facts = [
        ['40 h', 'battery'],
        ['\u221238 dB', 'noise'],
        ['210 g', 'light'],
      ] as const;
      return (
        wash(S, S, 45, '#fbe3df', '#f2b8b0') +
        circle(540, 430, 350 + t * 20, '#fff', 'opacity="0.35"') +
        at(540, 430, 0.98, blush, Math.sin(t * 2) * 5) +
        facts
          .map(([big, small], i) =>
            rise(
              t - i * 0.2,
              text(210 + i * 330, 890, big, { size: 92, fill: '#6d3832', weight: 900 }) +
                text(210 + i * 330, 960, small, { size: 46, fill: '#a86a63', weight: 600, spacing: -0.5 }),
            ),
          )
          .join('')
      );
    },
  },
  {
    seconds: 2.4,
    draw: (t) =>
      wash(S, S, 100, '#232c54', '#0f1429') +
      glow(760, 520, 460, '#ffb347', 0.4) +
      at(770, 540, 1.0, navy, 8 + Math.sin(t * 2) * 3) +
      text(80, 300, ['hushra', 'One'], { size: 130, fill: '#fff', weight: 900, anchor: 'start' }) +
      text(84, 590, '\u20ac199', { size: 120, fill: '#ffb347', weight: 800, anchor: 'start' }) +
      text(84, 670, '60 nights to try', {
        size: 48,
        fill: '#aab4dc',
        weight: 500,
        anchor: 'start',
        spacing: -0.5,
      }) +
      at(330, 840, 1 + 0.03 * Math.sin(t * 6), pill(0, 0, 500, 130, 'Hear nothing', '#ffb347', '#131828')),
  },
];

export const quietHeadphones: VideoAd = {
  file: 'sample_headphones_quiet_sound.mp4',
  width: 720,
  height: 720,
  canvas: S,
  scenes,
  fault: 'the sound is 20 dB too quiet',
  tune: {
    bpm: 92,
    chords: [
      [0, 3, 7, 10],
      [5, 8, 12, 15],
      [-4, 0, 3, 7],
      [-2, 2, 5, 8],
    ],
    mood: 'warm',
    seed: 144,
  },
  level: `${RIGHT_LEVEL},volume=-20dB`,
};
