import { expect, it } from 'vitest';
import type { LedgerRow } from '../../../src/main/core/learn/ledger/row.ts';
import { addDays } from '../../../src/main/core/learn/meta/days.ts';
import { watchOrders } from '../../../src/main/stages/watch-orders.ts';
import { tempStore } from '../../support/temp-store.ts';

const now = '2026-11-20T09:15:00.000Z';
const heard = '2026-11-16T08:40:00.000Z';
const account = { id: '77', name: 'Fjordline', currency: 'EUR', timeZone: 'Europe/Berlin' };
const clock = { now: () => now, monotonicMs: () => 0 };
const days = Array.from({ length: 30 }, (_, back) => addDays('2026-11-19', -back));

const sale = (day: string, n: number): LedgerRow => ({
  source: 'anytrack',
  eventId: `${day} ${n}`,
  order: `${day} ${n}`,
  kind: 'order',
  status: 'approved',
  minor: 5000,
  currency: 'EUR',
  happenedAt: `${day}T07:00:00.000Z`,
  beganAt: `${day}T06:00:00.000Z`,
  saidAt: null,
  learntAt: `${day}T07:00:01.000Z`,
  ad: '1',
  campaign: null,
  shop: 'fjordline.example',
  account: '77',
});

it('a tracker that posted its last sale days ago is told of, until it is heard again', async () => {
  const store = await tempStore(() => now);
  const { reader, writer } = store;
  await writer.saveMetaAccount(account, now);
  const post = (at: string, shop: string) =>
    writer.addLedgerRows([], {
      words: at,
      shop,
      told: { source: 'anytrack', at, how: 'post' },
    });
  const row = { orders: null, revenueMinor: null, readAt: now, confirmedAt: now };
  await watchOrders({
    reader: {
      ...reader,
      budgetAccount: async () => ({
        ...account,
        windowDays: 7,
        arms: [
          {
            id: '2',
            name: 'Broad',
            level: 'ad_set',
            budgetMinor: 5000,
            learning: false,
            editedAt: null,
            significantAt: null,
            paused: null,
          },
        ],
        edits: [],
        rows: days.map((day) => ({ ...row, arm: '2', day, spendMinor: 5000 })),
      }),
      armPlaces: async () => [{ kind: 'ad', id: '1', arm: '2' }],
      ledgerRows: async () => days.slice(3).flatMap((day) => [0, 1, 2, 3].map((n) => sale(day, n))),
      ledgerTold: async () => [{ source: 'anytrack', at: heard, how: 'post', shop: 'fjordline.example' }],
    },
    writer,
    clock,
  });
  const silence = { at: heard, due: 12 };
  expect(await reader.silence('77')).toEqual(silence);
  // Of another shop, or of before: it says nothing of this one.
  await post('2026-11-20T09:00:00.000Z', 'other.example');
  await post(heard, 'fjordline.example');
  expect(await reader.silence('77')).toEqual(silence);
  await post('2026-11-20T09:00:00.000Z', 'fjordline.example');
  expect(await reader.silence('77')).toBeNull();
  await writer.setSilence('77', null);
  expect(await reader.silence('77')).toBeNull();
});
