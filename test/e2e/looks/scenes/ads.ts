import { someSeats } from '../../../support/fake-api/council.ts';
import { expect } from '../../support/window.ts';
import { dialog, films, ids, judged, library, type Scene, select, still } from './scene.ts';

export const ads: readonly Scene[] = [
  {
    name: 'detail',
    options: { rows: [...films, still] },
    at: `#/library/${ids(films[0] as { id: string })}`,
    prepare: judged,
    show: (page) => expect(page.getByRole('heading', { name: 'Why' })).toBeVisible(),
  },
  {
    name: 'review',
    options: { rows: films },
    at: `#/review/${ids(films[0] as { id: string })}`,
    prepare: judged,
    show: (page) => expect(page.getByRole('heading', { name: 'Why' })).toBeVisible(),
  },
  {
    name: 'review-note',
    options: { rows: films },
    at: `#/review/${ids(films[0] as { id: string })}`,
    show: async (page) => {
      await expect(page.getByRole('region', { name: 'Tags and notes' })).toBeVisible();
      await page.getByRole('button', { name: 'Comment here' }).click();
      await page.keyboard.type('The logo comes late, and nobody reads the small line under it');
    },
  },
  {
    name: 'review-events',
    options: { rows: films },
    at: `#/review/${ids(films[0] as { id: string })}`,
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
    options: { rows: films },
    at: `#/library/${ids(films[0] as { id: string })}`,
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
    options: { rows: films },
    at: `#/library/${ids(films[0] as { id: string })}`,
    show: async (page) => {
      await page.getByRole('button', { name: 'Import orders …' }).click();
      const buffer = Buffer.from(
        'Number;Total;Currency;Paid at\n1;1.234,50;EUR;2026-09-01T10:00:00Z\n2;x;EUR;now',
      );
      await dialog(page)
        .getByLabel('CSV or JSON of a shop')
        .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer });
      await expect(dialog(page).getByText(/rows can be used/)).toBeVisible();
    },
  },
  {
    name: 'events',
    options: { rows: films },
    at: `#/library/${ids(films[0] as { id: string })}`,
    show: async (page) => {
      await page.getByRole('button', { name: 'Send to Meta …' }).click();
      const buffer = Buffer.from(
        'event_name,event_time,order_id,value,currency,email,action_source\nPurchase,2026-11-19T10:00:00Z,A1,12.50,EUR,a@example.com,physical_store\nPurchase,2026-11-19T10:00:00Z,A2,9.00,EUR,nobody,physical_store',
      );
      await dialog(page)
        .getByLabel('CSV or JSON of purchases')
        .setInputFiles({ name: 'events.csv', mimeType: 'text/csv', buffer });
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
