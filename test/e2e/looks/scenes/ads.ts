import { someSeats } from '../../../support/fake-api/council.ts';
import { expect } from '../../support/window.ts';
import {
  dialog,
  films,
  give,
  ids,
  inDetail,
  inReview,
  judged,
  library,
  type Scene,
  select,
  still,
} from './scene.ts';

export const ads: readonly Scene[] = [
  {
    name: 'detail',
    ...inDetail,
    options: { rows: [...films, still] },
    prepare: judged,
    show: (page) => expect(page.getByRole('heading', { name: 'Why' })).toBeVisible(),
  },
  {
    name: 'review',
    ...inReview,
    prepare: judged,
    show: (page) => expect(page.getByRole('heading', { name: 'Why' })).toBeVisible(),
  },
  {
    name: 'review-note',
    ...inReview,
    show: async (page) => {
      await expect(page.getByRole('region', { name: 'Tags and notes' })).toBeVisible();
      await page.getByRole('button', { name: 'Comment here' }).click();
      await page.keyboard.type('The logo comes late, and nobody reads the small line under it');
    },
  },
  {
    name: 'review-events',
    ...inReview,
    prepare: judged,
    show: async (page) => {
      await expect(page.getByRole('heading', { name: 'Why' })).toBeVisible();
      await page.keyboard.press('e');
      await expect(page.getByRole('table').first()).toBeVisible();
    },
  },
  {
    name: 'compare',
    options: { rows: [...films, still] },
    at: `#/compare/${ids(...films, still)}`,
    show: async (page) => {
      await expect(page.getByRole('region', { name: /^Compare/ })).toBeVisible();
      await expect(page.getByText(/points/).first()).toBeVisible();
    },
  },
  {
    name: 'council',
    ...inDetail,
    prepare: (host) => {
      host.seats = someSeats();
    },
    show: async (page) => {
      await page.getByRole('button', { name: 'Ask the council …' }).click();
      await expect(dialog(page).getByText(/api\.anthropic\.com/)).toBeVisible();
    },
  },
  {
    name: 'orders',
    ...inDetail,
    show: async (page) => {
      await page.getByRole('button', { name: 'Import orders …' }).click();
      await give(page, 'CSV or JSON of a shop', 'orders.csv', [
        'Number;Total;Currency;Paid at',
        '1;1.234,50;EUR;2026-09-01T10:00:00Z',
        '2;x;EUR;now',
      ]);
      await expect(dialog(page).getByText(/rows can be used/)).toBeVisible();
    },
  },
  {
    name: 'events',
    ...inDetail,
    show: async (page) => {
      await page.getByRole('button', { name: 'Send to Meta …' }).click();
      await give(page, 'CSV or JSON of purchases', 'events.csv', [
        'event_name,event_time,order_id,value,currency,email,action_source',
        'Purchase,2026-11-19T10:00:00Z,A1,12.50,EUR,a@example.com,physical_store',
        'Purchase,2026-11-19T10:00:00Z,A2,9.00,EUR,nobody,physical_store',
      ]);
      await expect(dialog(page).getByText(/of 2 rows can be sent/)).toBeVisible();
    },
  },
  {
    name: 'export',
    options: { rows: library },
    show: async (page) => {
      await select(page, 3);
      await page.keyboard.press('ControlOrMeta+e');
      await page.getByRole('radio', { name: /^Report/ }).check();
      await expect(page.getByLabel('Title')).toBeVisible();
    },
  },
];
