import type { StillAd } from './ad.ts';
import { at, circle, ellipse, glow, line, path, pill, rect, SERIF, text, wash } from './draw.ts';
import { backpack, bowl, coffeeBag, latte } from './products.ts';
import { beans } from './videos/coffee.ts';
import { vellune } from './videos/skincare.ts';

const mountains = (): string =>
  path('M0,820 L210,560 L360,700 L560,420 L760,690 L880,590 L1080,780 L1080,1350 L0,1350 Z', '#8fae8b') +
  path(
    'M560,420 L622,506 L580,500 L552,540 L520,486 Z M210,560 L244,596 L210,600 L186,592 Z',
    '#ffffff',
    'opacity="0.85"',
  ) +
  path('M0,960 C220,820 420,1000 640,900 C820,820 960,900 1080,860 L1080,1350 L0,1350 Z', '#5f8466') +
  path('M0,1120 C260,1010 520,1150 760,1070 C900,1020 1000,1050 1080,1030 L1080,1350 L0,1350 Z', '#3f6149');

export const stills: readonly StillAd[] = [
  {
    file: 'sample_backpack_feed.jpg',
    width: 1080,
    height: 1350,
    canvas: 1080,
    draw: () =>
      wash(1080, 1350, 90, '#ffd9a0', '#f7b27a', '#e88f6a') +
      circle(810, 330, 130, '#fff1cf') +
      mountains() +
      at(700, 790, 1.08, backpack('#d8693a', '#8e3b1b', '#6b4021')) +
      text(70, 190, ['Three days.', 'One bag.'], {
        size: 128,
        fill: '#3b2213',
        weight: 900,
        anchor: 'start',
        leading: 1.02,
      }) +
      text(74, 420, '38 litres, 890 g, rain-proof', {
        size: 44,
        fill: '#5b3520',
        weight: 600,
        anchor: 'start',
        spacing: -0.5,
      }) +
      pill(270, 1220, 400, 118, 'Pack yours', '#fff6e4', '#3b2213') +
      text(1010, 1240, 'trekuno', { size: 60, fill: '#fff6e4', weight: 900, anchor: 'end' }),
  },
  {
    file: 'sample_skincare_offer.png',
    width: 1080,
    height: 1080,
    canvas: 1080,
    draw: () =>
      wash(1080, 1080, 60, '#fdebdc', '#f3bd99') +
      path('M1080,0 L1080,1080 L560,1080 C760,820 500,560 700,300 C780,190 720,80 660,0 Z', '#c9623a') +
      glow(800, 560, 430, '#ffe1c2', 0.85) +
      ellipse(800, 930, 250, 46, '#8f3a1e') +
      at(800, 590, 1.08, vellune) +
      text(70, 300, ['Glow', 'before', 'coffee.'], {
        size: 168,
        fill: '#4a2114',
        weight: 500,
        family: SERIF,
        anchor: 'start',
        leading: 0.98,
      }) +
      line('M76,720 L236,720', '#c9623a', 8) +
      text(74, 810, '20 % off your first bottle', {
        size: 40,
        fill: '#7a3a20',
        weight: 600,
        anchor: 'start',
        spacing: -0.5,
      }) +
      pill(260, 930, 370, 110, 'Shop now', '#4a2114', '#fff4e6'),
  },
  {
    file: 'sample_coffee_low_contrast.jpg',
    width: 1080,
    height: 1080,
    canvas: 1080,
    fault: 'hardly any contrast: the words drown in the ground',
    draw: () =>
      `<g opacity="0.2">${wash(1080, 1080, 90, '#e8d3b4', '#d6b98f')}${beans(40, 0.4, 1080, 6)}${at(770, 620, 1.2, coffeeBag('KAFFARRA', 'Colombia, Huila', '#8a6a45', '#e6d2b0'))}${at(230, 860, 0.55, latte(-20))}${text(70, 240, ['Slow', 'mornings.'], { size: 150, fill: '#f9eedd', weight: 800, anchor: 'start' })}</g>`.replace(
        /^/,
        rect(0, 0, 1080, 1080, '#dcc6a6'),
      ) + text(74, 560, 'Fresh on Wednesday', { size: 50, fill: '#e6d5ba', weight: 600, anchor: 'start' }),
  },
  {
    file: 'sample_meal_kit_wide.jpg',
    width: 1200,
    height: 628,
    canvas: 1200,
    draw: () =>
      wash(1200, 628, 20, '#2b6a4a', '#1a4330') +
      circle(930, 320, 380, '#3a7f5b') +
      at(915, 300, 0.8, bowl(), 14) +
      text(70, 190, ['Dinner in', '20 minutes'], {
        size: 102,
        fill: '#fff6e6',
        weight: 900,
        anchor: 'start',
        leading: 1.04,
      }) +
      text(74, 390, '3 meals for \u20ac11.70', {
        size: 46,
        fill: '#ffc875',
        weight: 700,
        anchor: 'start',
        spacing: -0.5,
      }) +
      pill(240, 490, 336, 92, 'Choose meals', '#ff8a62', '#fff') +
      text(1150, 590, 'platteo', { size: 40, fill: '#fff6e6', weight: 900, anchor: 'end' }),
  },
];
