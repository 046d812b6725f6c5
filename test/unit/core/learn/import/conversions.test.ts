import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { majorText, minorDigits } from '../../../../../src/contract/index.ts';
import { decimalMarkOf, readAmount } from '../../../../../src/main/core/learn/import/amount.ts';
import { kindOf } from '../../../../../src/main/core/learn/import/event-kind.ts';
import { dayOrderOf, readMoment } from '../../../../../src/main/core/learn/import/moment.ts';
import { ordersAt } from '../../../../../src/main/core/learn/ledger/orders.ts';
import { safeCell } from '../../../../../src/main/core/score/cell.ts';
import { previewConversions } from '../../../../../src/main/stages/import-conversions.ts';

const now = '2026-11-27T12:00:00.000Z';
const read = (text: string, change: object = {}) =>
  previewConversions({ source: 'shop', text, map: {}, time_zone: 'UTC', currency: null, ...change }, now);

describe('an amount', () => {
  const minor = (text: string | number, currency = 'EUR', mark: '.' | ',' | null = null) => {
    const found = readAmount(text, currency, mark);
    return 'minor' in found ? found.minor : found.problem;
  };

  test.each([
    ['12.50', 1250],
    ['12,5', 1250],
    ['€ 1.234,56', 123_456],
    ['$1,234.56', 123_456],
    ["CHF 1'234.50", 123_450],
    ['1.234.567', 123_456_700],
    ['-3.10', -310],
    ['(3.10)', -310],
    ['\u22125', -500],
    ['0', 0],
    ['12.500000', 1250],
    [29.99, 2999],
    [0.1 + 0.2, 30],
    // Programs that divide write fractions of a cent: half away from zero.
    ['33.3333333', 3333],
    ['1234.5678', 123_457],
    ['-0.0050', -1],
    [12.345, 1235],
    [-1.005, -101],
    [1e-7, 0],
  ])('%s is %i cents', (text, cents) => expect(minor(text)).toBe(cents));

  test.each([
    ['1,234', 'two ways'],
    ['1.234', 'two ways'],
    ['12.345', 'two ways'],
    ['=1+1', 'no amount'],
    ['12.5x.1', 'no amount'],
    ['', 'no amount'],
    ['99999999999999999', 'too large'],
    [1e21, 'no amount'],
    [Number.NaN, 'no amount'],
  ])('%s is none: %s', (text, why) => expect(minor(text)).toContain(why));

  it('takes thousands apart once the column has shown its mark', () => {
    expect(decimalMarkOf(['1,234', '12.50'])).toBe('.');
    expect(minor('1,234', 'EUR', '.')).toBe(123_400);
    expect(decimalMarkOf(['12.50', '12,50'])).toBeNull();
  });

  it('knows how many digits a currency has', () => {
    expect(minor('1234', 'JPY')).toBe(1234);
    expect(minor('12.5', 'JPY')).toBe(13);
    // In a column of decimal marks it may still be a thousand.
    expect(minor('1.234', 'EUR', '.')).toContain('more digits');
    expect(minor('0.500', 'KWD')).toBe(500);
  });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        (cents, currency) => {
          expect(minor(majorText(cents, currency), currency, '.')).toBe(cents);
          expect(minor(cents / 10 ** minorDigits(currency), currency)).toBe(cents);
        },
      ),
    );
  });
});

describe('a time', () => {
  const at = (text: string | number, zone = 'UTC', order: 'day first' | 'month first' | null = null) => {
    const found = readMoment(text, zone, order);
    return 'at' in found ? found.at : found.problem;
  };
  test.each([
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00+02:00', '2026-11-20T08:00:00.000Z'],
    ['2026-11-20 10:00:00 UTC', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20 1:05 PM', '2026-11-20T13:05:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['20.11.2026 10:00', 'two ways'],
    ['1795170000', '2026-11-20T10:20:00.000Z'],
    [1795170000123, '2026-11-20T10:20:00.123Z'],
    ['2026-02-31', 'no date of the calendar'],
    ['yesterday', 'no time'],
    ['0001-01-01', 'no date of this century'],
    ['2026-13-01', 'no date of this century'],
  ])('%s', (text, expected) => {
    expect(at(text)).toContain(expected);
  });

  it('without a zone is one of the zone that is named, over both changes of the clock', () => {
    expect(at('2026-07-01 12:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
    expect(at('2026-12-01 12:00', 'Europe/Berlin')).toBe('2026-12-01T11:00:00.000Z');
    // Shown twice in that night: the earlier one.
    expect(at('2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    // Never shown: as if the clock had not been put forward yet.
    expect(at('2026-03-29 02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('is the same sale by whichever zone it is read, where no number says so', () => {
    const text = 'customer,value,currency,date\nx1,50.00,EUR,2026-10-10\nx1,-5.00,EUR,2026-10-10\n';
    const idsIn = (time_zone: string) => read(text, { time_zone }).rows.map(({ eventId }) => eventId);
    expect(idsIn('America/Los_Angeles')).toEqual(idsIn('Europe/Berlin'));
    const happened = (time_zone: string) => read(text, { time_zone }).rows[0]?.happenedAt;
    expect(happened('America/Los_Angeles')).not.toBe(happened('Europe/Berlin'));
  });

  it('is told apart from another order of day and month by the column, or refused', () => {
    expect(at('03/04/2026', 'UTC', dayOrderOf(['03/04/2026', '25/04/2026']))).toBe(
      '2026-04-03T00:00:00.000Z',
    );
    expect(at('03/04/2026', 'UTC', dayOrderOf(['03/04/2026', '04/25/2026']))).toBe(
      '2026-03-04T00:00:00.000Z',
    );
    expect(at('03/04/2026', 'UTC', dayOrderOf(['03/04/2026']))).toContain('two ways');
  });
});

describe('an event', () => {
  test.each([
    [
      'sale',
      'Purchase purchase order_completed OrderCompleted Subscribe Rebill sale checkout_completed closed_won',
    ],
    [
      'refund',
      'refund Refund order.refunded chargeback charge_back Reversal PartialRefund subscription_refunded',
    ],
    ['void', 'order_cancelled OrderCanceled void'],
    [
      'other',
      'AddToCart addtocart add_to_cart InitiateCheckout initiatecheckout ViewContent pageview sign_up signup lead Lead StartTrial starttrial subscription_cancelled payment_failed refund_requested formsubmit OutboundClick',
    ],
    ['unknown', 'Kauf goal_7 thank_you'],
  ])('is a %s by its name', (kind, names) => {
    expect(names.split(' ').map((name) => [name, kindOf(name)])).toEqual(
      names.split(' ').map((name) => [name, kind]),
    );
  });

  // What it is with the number and the value of an order, and without.
  test.each([
    ['Paid Search Order', 'sale', 'other'],
    ['Lead Sale', 'sale', 'other'],
    ['Trial Converted', 'sale', 'other'],
    ['trial_to_paid', 'sale', 'other'],
    ['Order Form Purchase', 'sale', 'other'],
    ['Shop Purchase from newsletter', 'sale', 'other'],
    ['Click & Collect order', 'sale', 'other'],
    ['Purchase (view-through)', 'sale', 'sale'],
    ['Return Customer Purchase', 'sale', 'sale'],
    ['returned customer sale', 'sale', 'sale'],
    ['Order returned', 'refund', 'refund'],
    ['Order returned by customer', 'refund', 'refund'],
    ['Sales Return', 'refund', 'refund'],
    ['Customer refund', 'refund', 'refund'],
    ['Sales Lead', 'other', 'other'],
    ['Paid Search Click', 'other', 'other'],
    ['purchase_view', 'other', 'other'],
    ['Payment failed', 'other', 'other'],
    ['Paid trial cancelled', 'other', 'other'],
    ['ReturnVisitor', 'other', 'other'],
    ['Lead', 'other', 'other'],
    ['Chargeback Reversed', 'other', 'other'],
    ['Canceled_Reversal', 'other', 'other'],
    ['Refund Cancelled', 'other', 'other'],
    ['Cancelled and refunded', 'refund', 'refund'],
    ['Purchase Declined', 'other', 'other'],
    ['payment_error', 'other', 'other'],
    ['Order Unpaid', 'other', 'other'],
    ['Order cancelled - payment declined', 'void', 'void'],
    ['Cancelled (unpaid)', 'void', 'void'],
    ['Refund to original payment method', 'refund', 'refund'],
    ['Refund - item rejected', 'refund', 'refund'],
    ['refund_cancelled_order', 'refund', 'refund'],
    ['Purchase - payment method Klarna', 'sale', 'sale'],
    ['Refund Declined', 'other', 'other'],
    ['Return Rejected', 'other', 'other'],
    ['pending_refund', 'other', 'other'],
    ['Requested a refund', 'other', 'other'],
    ['Refund request cancelled', 'other', 'other'],
    ['Refund initiated by customer', 'refund', 'refund'],
    ['Cancellation Declined', 'other', 'other'],
    ['Order cancelled - payment failed', 'void', 'void'],
    ['Order cancelled by request', 'void', 'void'],
    ['Cancelled - refund pending', 'void', 'void'],
    ['Order Dispute', 'other', 'other'],
    ['payment_method.attached', 'other', 'other'],
    ['Payment Info Entered', 'other', 'other'],
    ['Payment Method Added', 'other', 'other'],
    ['Payment Link Sent', 'other', 'other'],
    ['Subscription Paused', 'other', 'other'],
    ['subscription_started', 'sale', 'sale'],
    ['payment_intent.succeeded', 'sale', 'sale'],
    ['Order add-on', 'sale', 'sale'],
    ['Checkout Purchase', 'sale', 'other'],
    ['Sales Checkout', 'other', 'other'],
    ['begin checkout', 'other', 'other'],
    ['Add to cart', 'other', 'other'],
    ['MQL', 'unknown', 'unknown'],
    ['FTD', 'sale', 'sale'],
  ])('%s is a %s with an order, %s without', (name, ordered, bare) => {
    expect([kindOf(name, true), kindOf(name)]).toEqual([ordered, bare]);
  });
});

describe('a file', () => {
  const csv = [
    'Transaction ID;Revenue;Currency;Conversion Time;utm_content;Status',
    'T1;1.234,50;EUR;2026-11-20T10:00:00Z;120001;approved',
    'T2;"12,00";;2026-11-20T10:00:00Z;120001;approved',
    '"T',
    '3";12,00;EUR;2026-11-20T10:00:00Z;120001;pending',
    'T4;abc;EUR;2026-11-20T10:00:00Z;120001;approved',
    'T5;5,00;EUR;2026-11-20T10:00:00Z;120001;who knows',
    'T1;-10,00;EUR;2026-11-21T10:00:00Z;120001;',
    'T6;5,00;EUR;2026-11-20T10:00:00Z;120001;approved;extra',
  ].join('\r\n');

  it('is mapped by its header, and every bad row is told by its line', () => {
    const { read: found, rows } = read(csv);
    expect(found.map).toMatchObject({
      order_id: 'Transaction ID',
      value: 'Revenue',
      ad_id: 'utm_content',
      event_id: null,
    });
    expect(found.bad).toEqual([
      { line: 3, field: 'currency', problem: 'the currency is missing' },
      { line: 6, field: 'value', problem: '"abc" is no amount' },
      {
        line: 7,
        field: 'status',
        problem: expect.stringContaining('"who knows" is no known state of an order'),
      },
      { line: 9, field: null, problem: 'it has 7 cells, the header has 6' },
    ]);
    expect(rows.map(({ order, kind, minor, status }) => [order, kind, minor, status])).toEqual([
      ['T1', 'order', 123_450, 'approved'],
      ['T\r\n3', 'order', 1200, 'pending'],
      ['T1', 'refund', -1000, 'approved'],
    ]);
    expect(found).toMatchObject({ rows: 7, good: 3, names: { ad: 3, campaign: 0, neither: 0 } });
  });

  it('may have its columns named, and one taken away', () => {
    const text = 'a,b,c,d,status\n1,5.00,EUR,2026-11-20,weird';
    expect(read(text).read.missing).toEqual(['event_time', 'value', 'currency']);
    const map = { order_id: 'a', value: 'b', currency: 'c', event_time: 'd', status: null };
    expect(read(text, { map }).rows).toMatchObject([{ order: '1', minor: 500, status: 'approved' }]);
    expect(() => read(text, { map: { value: 'z' } })).toThrow('no column "z"');
  });

  it('may name the mark between its cells on a first line of its own', () => {
    const { rows, read: found } = read(
      'sep=;\r\norder_id;value;currency;date\r\n1;1,50;EUR;2026-11-20\r\n2;x;EUR;2026-11-20',
    );
    expect(rows).toMatchObject([{ order: '1', minor: 150 }]);
    expect(found.bad).toMatchObject([{ line: 4, field: 'value' }]);
    const bars = '"sep=|"\norder_id|value|currency|date\n1|1,50|EUR|2026-11-20';
    expect(read(bars).rows).toMatchObject([{ minor: 150 }]);
  });

  it('with two columns of one name is refused where one of them is meant', () => {
    const text = 'order_id,amount,currency,date,amount,note,note\n1,10,USD,2026-11-01,99,a,b';
    expect(() => read(text)).toThrow('Several columns are called "amount"');
    expect(read(text.replace('date,amount', 'date,net')).rows).toMatchObject([{ minor: 1000 }]);
  });

  it('may be JSON: a list, an object with one list, or an object a line', () => {
    const one = {
      transaction_id: 'T1',
      eventValue: 29.99,
      currency: 'eur',
      eventTimestamp: 1_795_170_000,
      ad_id: '1',
    };
    for (const text of [
      JSON.stringify([one]),
      JSON.stringify({ data: [one], total: 1 }),
      `${JSON.stringify(one)}\n`,
    ]) {
      expect(read(text).rows).toMatchObject([{ order: 'T1', minor: 2999, currency: 'EUR', ad: '1' }]);
    }
    const lines = read(`${JSON.stringify(one)}\n{"half":\n`);
    expect(lines.read).toMatchObject({ good: 1, bad: [{ line: 2, problem: 'it is no JSON' }] });
  });

  it('of deals counts those that were won, and asks for the stage where it has none', () => {
    const deals = [
      '"Record ID","Deal Name","Deal Stage","Close Date","Deal owner","Amount","Create Date","Currency"',
      '1,a,Closed Won,2026-11-01 10:00,x,100,2026-10-01 10:00,USD',
      '2,b,Closed Lost,2026-11-01 10:00,x,900,2026-10-01 10:00,USD',
      '3,c,Appointment Scheduled,2026-12-15 10:00,x,900,2026-10-02 10:00,USD',
      '4,d,Closed Won (Partners),2026-11-02 10:00,x,50,2026-10-01 10:00,USD',
      '5,e,Proposal Sent,2026-12-15 10:00,x,900,2026-10-01 10:00,USD',
    ];
    const { rows, read: found } = read(deals.join('\n'));
    expect(rows.map(({ eventId, status, happenedAt }) => [eventId, status, happenedAt.slice(0, 10)])).toEqual(
      [
        ['1', 'approved', '2026-11-01'],
        ['2', 'declined', '2026-11-01'],
        ['3', 'open', '2026-10-02'],
        ['4', 'approved', '2026-11-02'],
      ],
    );
    expect(found.bad).toMatchObject([{ line: 6, field: 'status' }]);
    const bare = deals.map((line) => line.split(',').toSpliced(2, 1).join(',')).join('\n');
    expect(read(bare).read).toMatchObject({ missing: ['status'], good: 0 });
    expect(read(bare, { map: { status: null } }).read).toMatchObject({ missing: [], good: 5 });
  });

  it('counts leads and the like apart', () => {
    const text =
      'order_id,value,currency,date,event_name\n1,0,EUR,2026-11-20,Lead\n2,5,EUR,2026-11-20,Purchase';
    expect(read(text).read).toMatchObject({ good: 1, no_sale: [{ event: 'Lead', rows: 1 }] });
  });

  const events = (...rows: string[]) =>
    read(`event_name,order_id,value,currency,event_time\n${rows.join('\n')}`);
  const ordersOf = (rows: ReturnType<typeof read>['rows']) =>
    ordersAt(
      rows.map((row) => ({ ...row, shop: null, account: null })),
      null,
    ).map(({ sale, minor, status }) => [sale, minor, status]);

  it('takes money off the order whose event says that it goes back, whatever its sign', () => {
    const { rows, read: found } = events(
      'Purchase,1001,100.00,USD,2026-11-01T10:00:00Z',
      'Refund,1001,25.00,USD,2026-11-05T10:00:00Z',
      'Purchase,1002,50.00,USD,2026-11-01T10:00:00Z',
      'Chargeback,1002,-50.00,USD,2026-11-09T10:00:00Z',
      'Purchase,1003,10.00,USD,2026-11-01',
      'OrderCancelled,1003,,USD,2026-11-01',
      'Refund,,100.00,USD,2026-11-05T10:00:00Z',
      'Refund,1001,0,USD,2026-11-06T10:00:00Z',
      'SubscriptionCancelled,1001,30,USD,2026-11-07T10:00:00Z',
    );
    expect(ordersOf(rows)).toEqual([
      ['1001', 7500, 'approved'],
      ['1002', 0, 'approved'],
      ['1003', 0, 'declined'],
    ]);
    expect(found.bad).toMatchObject([
      { line: 8, field: 'order_id' },
      { line: 9, field: 'value' },
    ]);
    expect(found.no_sale).toEqual([{ event: 'SubscriptionCancelled', rows: 1 }]);
    expect(found.sums).toEqual([
      { event: 'Purchase', as: 'approved', currency: 'USD', rows: 3, minor: 16_000 },
      { event: 'Refund', as: 'refund', currency: 'USD', rows: 1, minor: -2500 },
      { event: 'Chargeback', as: 'refund', currency: 'USD', rows: 1, minor: -5000 },
      { event: 'OrderCancelled', as: 'declined', currency: 'USD', rows: 1, minor: 0 },
    ]);
  });

  it('counts of what GA4 reports the purchase alone', () => {
    const names =
      'view_item begin_checkout generate_lead add_to_cart qualify_lead add_shipping_info view_cart select_item page_view';
    const other = names.split(' ').map((name) => `${name},,20.00,USD,2026-11-01T09:40:00Z`);
    const { rows, read: found } = events('purchase,T1,100.00,USD,2026-11-01T10:00:00Z', ...other);
    expect(ordersOf(rows)).toEqual([['t1', 10_000, 'approved']]);
    expect(found.bad).toEqual([]);
    expect(found.no_sale.map(({ event }) => event)).toEqual(names.split(' '));
  });

  it('takes an event of a name of its own for a sale where it names its order, and else asks', () => {
    const { rows, read: found } = events(
      'Kauf,7,5,EUR,2026-11-20',
      'Kauf,,5,EUR,2026-11-20',
      'Upsell B,,5,EUR,2026-11-20',
    );
    expect(rows.map(({ order, minor }) => [order, minor])).toEqual([
      ['7', 500],
      [null, 500],
    ]);
    expect(found.bad).toMatchObject([{ line: 3, field: 'event_name' }]);
    const text = 'event_name,value,currency,date\nKauf,5,EUR,2026-11-20';
    expect(read(text, { map: { event_name: null } }).read).toMatchObject({ good: 1, bad: [] });
  });

  it('takes a name of somebody’s own beside a named sale of that order for something else', () => {
    const lines = [
      'Purchase,1,80,USD,2026-11-01',
      'Installment,1,20,USD,2026-11-02',
      'Kauf,2,30,USD,2026-11-02',
    ];
    for (const given of [lines, lines.toReversed()]) {
      const { rows, read: found } = events(...given);
      expect(ordersOf(rows).toSorted()).toEqual([
        ['1', 8000, 'approved'],
        ['2', 3000, 'approved'],
      ]);
      expect(found).toMatchObject({ bad: [], no_sale: [{ event: 'Installment', rows: 1 }] });
    }
  });

  it('takes money back by a name of somebody’s own beside a named sale, and a sale beside one that cannot be read', () => {
    const lines = [
      'Purchase,1,80,USD,2026-11-01',
      'Gutschrift,1,-20,USD,2026-11-02',
      'Purchase,2,abc,USD,2026-11-01',
      'Kauf,2,30,USD,2026-11-02',
    ];
    for (const given of [lines, lines.toReversed()]) {
      const { rows, read: found } = events(...given);
      expect(ordersOf(rows).toSorted()).toEqual([
        ['1', 6000, 'approved'],
        ['2', 3000, 'approved'],
      ]);
      expect(found).toMatchObject({ bad: [{ field: 'value' }], no_sale: [] });
    }
  });

  it('takes no placeholder for the number of an order or of an event: all sales would be one', () => {
    const ids = [
      '(not set)',
      'null',
      'N/A',
      '-',
      '0',
      '{transaction_id}',
      '{{order.id}}',
      '[[txid]]',
      '%TX%',
      '{{ order.name }}',
      '{{transaction-id}}',
      '[order-id]',
      '<not provided>',
      '#{order_id}',
    ];
    const lines = ids.map((id, n) => `${id},${id},${id},${n + 1},EUR,2026-11-20`);
    const { rows } = read(`order_id,event_id,ad_id,value,currency,date\n${lines.join('\n')}`);
    // The last may be an ad's name, as these may.
    expect(rows.map(({ order, ad }) => [order, ad])).toEqual(
      ids.map((id) => [null, id === '<not provided>' ? id : null]),
    );
    const names = ['[UGC] Hook A [v2]', 'NA', 'None', '<new> test <v2>', '{brand} x {offer}', '%SALE% 50%'];
    const named = names.map((name, n) => `${n + 1},${name},5,EUR,2026-11-20`).join('\n');
    expect(read(`order_id,ad_id,value,currency,date\n${named}`).rows.map(({ ad }) => ad)).toEqual(names);
    expect(new Set(rows.map(({ eventId }) => eventId)).size).toBe(ids.length);
    const guid = '{3f2504e0-4f89-11d3-9a0c-0305e82c3301}';
    for (const id of ['a0', guid])
      expect(ordersOf(read(`order_id,value,currency,date\n${id},5,EUR,2026-11-20`).rows)).toEqual([
        [id, 500, 'approved'],
      ]);
  });

  it('counts a sale by a name that says where it came from, with its number and its value', () => {
    const { rows, read: found } = events(
      'Lead Sale,A1,50,USD,2026-11-01',
      'Lead Sale,A2,,USD,2026-11-01',
      'Lead Sale,,50,USD,2026-11-01',
    );
    expect(ordersOf(rows)).toEqual([['a1', 5000, 'approved']]);
    expect(found).toMatchObject({ bad: [], no_sale: [{ event: 'Lead Sale', rows: 2 }] });
  });

  it('does not count what the brackets of a state take back', () => {
    const states = [
      'Paid',
      'Paid (refunded)',
      'Completed (chargeback)',
      'Approved (cancelled by customer)',
      'Paid (partially refunded)',
      'Paid (on hold)',
      'Closed Won (refunded)',
      'Closed Won (New Business)',
      'Declined (refunded)',
    ];
    const rows = states.map((state, n) => `${n + 1},5,EUR,2026-11-20,${state}`);
    const { rows: found, read: told } = read(`order_id,value,currency,date,status\n${rows.join('\n')}`);
    expect(found.map(({ order, status }) => [order, status])).toEqual([
      ['1', 'approved'],
      ['8', 'approved'],
      ['9', 'declined'],
    ]);
    expect(told.bad.map(({ line, field }) => [line, field])).toEqual(
      [3, 4, 5, 6, 7, 8].map((line) => [line, 'status']),
    );
  });

  it('leaves nothing of an order of which more went back than was paid', () => {
    const { rows, read: found } = read(
      'order_id,value,refunded_amount,currency,date\n1,100,120,EUR,2026-11-20',
    );
    expect(ordersOf(rows)).toEqual([['1', 0, 'approved']]);
    expect(found).toMatchObject({ good: 1, bad: [] });
  });

  it('takes no line of an item for the order', () => {
    const items = (...prices: string[]) =>
      read(
        `order_id,price,currency,created_at\n${prices.map((one) => `${one},EUR,2026-11-01T10:00:00Z`).join('\n')}`,
      );
    const { rows, read: found } = items('1001,10.00', '1001,20.00', '1002,5.00', '1002,5.00', '1003,7.00');
    expect(rows.map(({ order }) => order)).toEqual(['1003']);
    expect(found.bad.map(({ line, field }) => [line, field])).toEqual(
      [2, 3, 4, 5].map((line) => [line, 'value']),
    );
    expect(found.bad[0]?.problem).toContain('order 1001 stands on 2 lines');
    // All of one change, as exports of orders write it.
    const changed = 'order_id,value,currency,date,updated_at';
    expect(
      read(`${changed}\n1,100,EUR,2026-11-01,2026-11-02\n1,30,EUR,2026-11-01,2026-11-02`).read.bad,
    ).toHaveLength(2);
    expect(
      read(`${changed}\n1,100,EUR,2026-11-01,2026-11-02\n1,30,EUR,2026-11-01,2026-11-03`).read.bad,
    ).toEqual([]);
    // The total on every line, and an order that is told again later or in another state, are its own words.
    expect(items('1,30.00', '1,30.00').read).toMatchObject({ good: 2, bad: [] });
    const states = 'order_id,value,currency,date,status\n1,30,EUR,2026-11-01,paid\n1,0,EUR,2026-11-01,void';
    expect(read(states).read).toMatchObject({ good: 2, bad: [] });
  });

  it('of Shopify has its orders by their number, with what went back', () => {
    const csv = [
      'Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id',
      '#1001,a@b.c,partially_refunded,2026-11-01 10:05:00 -0500,fulfilled,USD,90,5,5,100.00,2026-11-01 10:00:00 -0500,1,A,50,20.00,5551',
      '#1001,a@b.c,,,,,,,,,2026-11-01 10:00:00 -0500,1,B,40,,',
      '#1002,a@b.c,paid,2026-11-01 10:00:00 -0500,,USD,90,5,5,200.00,2026-11-01 10:00:00 -0500,1,A,50,0.00,5552',
      '#1003,a@b.c,refunded,2026-11-01 10:00:00 -0500,,USD,90,5,5,60.00,2026-11-01 10:00:00 -0500,1,A,50,60.00,5553',
      '#1004,a@b.c,pending,,,USD,90,5,5,30.00,2026-11-01 10:00:00 -0500,1,A,50,0.00,5554',
      '#1005,a@b.c,partially_refunded,,,USD,90,5,5,30.00,2026-11-01 10:00:00 -0500,1,A,50,0.00,5555',
    ].join('\n');
    const { rows, read: found } = read(csv);
    expect(found).toMatchObject({
      good: 4,
      bad: [{ line: 7, field: 'refunded' }],
      no_sale: [{ event: 'further line of an order', rows: 1 }],
    });
    expect(ordersOf(rows)).toEqual([
      ['1001', 8000, 'approved'],
      ['1002', 20_000, 'approved'],
      ['1003', 0, 'refunded'],
      ['1004', 3000, 'pending'],
    ]);
    expect(rows[0]?.happenedAt).toBe('2026-11-01T15:00:00.000Z');
    // Another source that knows the order tells of the same refund: it is taken off once.
    const tracker = { ...rows[1], source: 'anytrack' } as (typeof rows)[0];
    expect(ordersOf([...rows, tracker])[0]).toEqual(['1001', 8000, 'approved']);
  });

  it('takes what went back off a sale that has no number', () => {
    const charge = (back: string) =>
      read(`amount,amount refunded,currency,created at\n100.00,${back},USD,2026-11-01 10:00`).rows;
    expect(charge('40.00')).toMatchObject([{ minor: 6000, order: null }]);
    expect(charge('0')[0]?.eventId).toBe(charge('40.00')[0]?.eventId);
    expect(charge('0')).toMatchObject([{ minor: 10_000 }]);
    expect(charge('100.01')).toMatchObject([{ minor: 0 }]);
  });

  it('says how many amounts it rounded', () => {
    const text = 'order_id,value,currency,date\n1,33.3333333,USD,2026-11-01\n2,10.00,USD,2026-11-01';
    expect(read(text).read).toMatchObject({ good: 2, rounded: 1 });
  });

  it('keeps two equal sales without a number apart, and gives the same rows again', () => {
    const text = 'value,currency,date,ad_id\n5,EUR,2026-11-20,1\n5,EUR,2026-11-20,1';
    const ids = read(text).rows.map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(2);
    expect(read(text).rows.map(({ eventId }) => eventId)).toEqual(ids);
  });

  it('never takes a cell for a formula, and has back what an export made safe', () => {
    const order = '=HYPERLINK("http://x")';
    const text = `order_id,value,currency,date\n"${safeCell(order).replaceAll('"', '""')}",5,EUR,2026-11-20\nT2,=2+3,EUR,2026-11-20`;
    const { rows, read: found } = read(text);
    expect(rows).toMatchObject([{ order, minor: 500 }]);
    expect(found.bad).toMatchObject([{ line: 3, field: 'value' }]);
  });

  it('of any text is read or refused, never half', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '1', ',', ';', '"', '\n', '\r', '=', '{', '[', '-', '.', ' '),
        }),
        (text) => {
          try {
            const { read: found } = read(`order_id,value,currency,date\n${text}`);
            expect(found.good + found.bad.length + found.no_sale.length).toBe(found.rows);
          } catch (error) {
            expect((error as { code?: string }).code).toBe('INVALID_INPUT');
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
