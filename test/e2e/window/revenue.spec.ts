import { aRow } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, pictures, test } from '../support/window.ts';

const row = aRow(1, 1, { state: 'ok', problem: null });

test('what is known and not added up is told, and not called nothing', async ({ open }) => {
  const { page, host } = await open({ rows: [row] }, `#/library/${row.id}`);
  const panel = page.getByRole('region', { name: 'Revenue' });
  await expect(panel.getByText('Nobody has reported any.')).toBeVisible();
  host.ledger.several = ['Fjordline DE', 'Fjordline FR'];
  host.emit({ type: 'revenue' });
  await expect(panel).toContainText('It runs in 2 ad accounts (Fjordline DE, Fjordline FR), so orders alone');
  await panel.scrollIntoViewIfNeeded();
  await pictures(page, 'revenue-accounts');
  const line = (order: number, currency: string) => `${order},10.00,${currency},2026-11-19,${row.id}`;
  const text = ['order_id,value,currency,date,ad_id', line(1, 'EUR'), line(2, 'USD')].join('\n');
  host.ledger.import({ text, map: {}, source: 'shop', shop: null, time_zone: 'UTC', currency: null });
  host.emit({ type: 'revenue' });
  await expect(panel).toContainText('What was reported is in several currencies, with no rate given.');
  await expect(panel.getByRole('listitem')).toHaveText([/no rate given.*10\.00\sEUR/, /10\.00\sUSD/]);
  await pictures(page, 'revenue-currencies');
});

test('orders of a file become the revenue of an ad, after a look at how they are read', async ({ open }) => {
  const { page } = await open({ rows: [row] }, `#/library/${row.id}`);
  const panel = page.getByRole('region', { name: 'Revenue' });
  await expect(panel.getByText('Nobody has reported any.')).toBeVisible();
  await panel.getByRole('button', { name: 'Import orders …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import orders' });
  await expect(dialog.getByLabel('Ad account or shop')).toBeVisible();
  const rows = [
    'Number;Total;Currency;Paid at;Content;Status',
    `1001;1.234,50;EUR;2026-09-01T10:00:00Z;${row.id};paid`,
    `1002;20,00;EUR;2026-11-19T10:00:00Z;${row.id};pending`,
    `1003;many;EUR;2026-11-19T10:00:00Z;${row.id};paid`,
  ];
  const choose = (text: string, encoding: BufferEncoding) =>
    dialog.getByLabel('CSV or JSON of a shop').setInputFiles({
      name: 'orders.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text, encoding),
    });
  // What trackers and GA4 report, and money that goes back, in letters of Windows: told before anything is taken.
  const events = [
    'event_name;transaction_id;value;currency;event_time;campaign',
    'purchase;T1;1.100,00;EUR;2026-11-19T10:00:00Z;Frühling',
    'purchase;T2;20,00;EUR;2026-11-19 11:00;Frühling',
    'refund;T1;25,00;EUR;2026-11-20T10:00:00Z;Frühling',
    'view_item;;80,00;EUR;2026-11-19T10:00:00Z;Frühling',
  ];
  await choose(events.join('\r\n'), 'latin1');
  const taken = dialog.getByRole('table', { name: 'What the rows are taken for' });
  await expect(taken.getByRole('row')).toHaveText([
    'EventTaken forRowsSum',
    /purchase\s*sold\s*2\s*1,120\.00\sEUR/,
    /refund\s*money that goes back\s*1\s*−25\.00\sEUR/,
    /view_item\s*no sale\s*1\s*–/,
  ]);
  await expect(dialog.getByText(/read as Windows-1252/)).toBeVisible();
  await expect(dialog.getByText(/^Times that name no zone are those of/)).toBeVisible();
  await taken.scrollIntoViewIfNeeded();
  await expectLooks(page, 'revenue-import-events');
  // Deals of which nothing says whether they were won.
  await choose('Deal Name,Close Date,Amount,Currency\na,2026-11-01,100,EUR', 'utf8');
  await expect(dialog.getByText('Choose the column for State.')).toBeVisible();
  await expectLooks(page, 'revenue-import-deals');
  await dialog.getByLabel('State').selectOption('– all were sold');
  await expect(dialog.getByText(/1 of 1 row can be used/)).toBeVisible();
  await choose(rows.join('\n'), 'utf8');
  await expect(dialog.getByText(/2 of 3 rows can be used: 0 name an ad/)).toBeVisible();
  await dialog.getByLabel('Ad', { exact: true }).selectOption('Content');
  await dialog.getByLabel('Order number').selectOption('Number');
  await expect(dialog.getByText(/2 name an ad/)).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'Rows that cannot be used' })).toContainText(
    '"many" is no amount',
  );
  await expectLooks(page, 'revenue-import');
  await dialog.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(panel.getByText(/1,254\.50\sEUR/).first()).toBeVisible();
  await expect(panel.getByText('2 orders')).toBeVisible();
  await panel.scrollIntoViewIfNeeded();
  await expectLooks(page, 'revenue');
  // A file that was the wrong one counts no longer, and again.
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByText('0 orders')).toBeVisible();
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(panel.getByText('2 orders')).toBeVisible();

  // Events for Meta: each row is checked first, and then they wait for a person.
  await panel.getByRole('button', { name: 'Send to Meta …' }).click();
  const send = page.getByRole('dialog', { name: 'Send conversions to Meta' });
  await expect(send.getByRole('button', { name: 'Ask to send' })).toBeDisabled();
  const sent = [
    'event_name,event_time,order_id,value,currency,email,action_source',
    'purchase,2026-11-19T10:00:00Z,A1,12.50,EUR,a@example.com,physical_store',
    'Purchase,2026-11-19T10:00:00Z,A2,9.00,EUR,nobody,physical_store',
  ];
  await send.getByLabel('CSV or JSON of purchases').setInputFiles({
    name: 'events.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(sent.join('\n')),
  });
  await expect(send.getByText('Name the data set that they go to.')).toBeVisible();
  await send.getByLabel('Data set (pixel)').fill('1234567890');
  await send.getByLabel('Test code').fill('TEST123');
  await expect(send.getByText('1 of 2 rows can be sent, 1 cannot')).toBeVisible();
  await expect(send.getByText('By Meta’s own names: purchase goes as Purchase.')).toBeVisible();
  await expect(send.getByRole('list', { name: 'Rows that cannot be sent' })).toContainText('Line 3');
  await expectLooks(page, 'send-events');
  await send.getByRole('button', { name: 'Ask to send 1 event' }).click();
  await expect(send.getByRole('status')).toContainText('1 event waits for you in Approvals');
  await expect(send.getByRole('button', { name: 'Open Approvals' })).toBeFocused();
});
