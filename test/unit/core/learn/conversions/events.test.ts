import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { eventFields } from '../../../../../src/main/core/learn/conversions/columns.ts';
import { spell } from '../../../../../src/main/core/learn/conversions/customer.ts';
import { readEvents } from '../../../../../src/main/core/learn/conversions/events.ts';
import { mapFields } from '../../../../../src/main/core/learn/import/columns.ts';
import { readRecords } from '../../../../../src/main/core/learn/import/records.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a customer', () => {
  test.each([
    // Meta's own examples.
    [
      'em',
      ' John_Smith@gmail.com ',
      null,
      '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
    ],
    ['ph', '+1 (650) 555-1212', null, 'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176'],
    ['ph', '650.555.1212', 'us', 'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176'],
    ['country', 'US', null, '79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621'],
    ['fn', 'Val\u00e9ry', null, '08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c'],
    ['fn', 'Vale\u0301ry', null, '08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c'],
  ] as const)('%s %s is hashed as Meta does', (key, text, country, hash) => {
    const found = spell(key, text, country);
    expect('value' in found && sha256(found.value)).toBe(hash);
  });

  test.each([
    ['ph', '07911 123456', 'gb', '447911123456'],
    ['ph', '+44 (0)7911 123456', null, '447911123456'],
    ['ph', '0049 170 1234567', 'us', '491701234567'],
    ['ph', '06 1234 5678', 'it', '390612345678'],
    ['ln', 'O\u2019Brien-Smith', null, 'obriensmith'],
    ['ct', 'New York', null, 'newyork'],
    ['zp', '94107-1207', 'us', '94107'],
    ['zp', 'SW1A 1AA', 'gb', 'sw1a1aa'],
    ['db', '1997-02-16', null, '19970216'],
    ['ge', 'Female', null, 'f'],
    ['external_id', ' Cust-7 ', null, 'Cust-7'],
    ['em', 'A'.repeat(64), null, 'a'.repeat(64)],
  ] as const)('%s %s is spelled', (key, text, country, value) => {
    expect(spell(key, text, country)).toMatchObject({ value });
  });

  test.each([
    ['em', 'nobody', null],
    ['ph', '0170 1234567', null],
    ['ph', '12', 'de'],
    ['ph', 'call me', 'de'],
    ['st', 'California', 'us'],
    ['country', 'usa', null],
    ['db', '16.02.1997', null],
    ['ge', 'x', null],
  ] as const)('%s %s is refused, not hashed into nonsense', (key, text, country) => {
    expect(spell(key, text, country)).toHaveProperty('problem');
  });
});

const now = '2026-11-20T12:00:00.000Z';
function read(csv: string, change: object = {}) {
  const records = readRecords(csv);
  if (!records) throw new Error('no table');
  const mapping = mapFields(eventFields, records.headers, {});
  return readEvents(records.records, {
    mapping,
    timeZone: 'UTC',
    currency: null,
    country: null,
    actionSource: 'physical_store',
    now,
    sha256,
    ...change,
  });
}
const head = 'event_name,event_time,order_id,value,currency,email';

describe('an event', () => {
  it('is in Meta’s own words, with the order as its id and the customer as hashes', () => {
    const { ready } = read(`${head}\nPurchase,2026-11-19T10:00:00Z,A1,29.99,eur,john_smith@gmail.com`);
    expect(ready).toEqual([
      {
        line: 2,
        minor: 2999,
        ad: null,
        campaign: null,
        event: {
          event_name: 'Purchase',
          event_time: 1_795_082_400,
          event_id: 'A1',
          action_source: 'physical_store',
          user_data: { em: ['62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f'] },
          custom_data: { value: 29.99, currency: 'EUR', order_id: 'A1' },
        },
      },
    ]);
  });

  it('goes by Meta’s own name where only its spelling differs, and keeps any other', () => {
    const rows = ['purchase', 'add_to_cart', 'initiate checkout', 'Purchase', 'quiz_done'].map(
      (name, n) => `${name},2026-11-19T10:00:00Z,A${n},5,EUR,a@b.de`,
    );
    const { ready, bad, renamed } = read([head, ...rows].join('\n'));
    expect(ready.map(({ event }) => event.event_name)).toEqual([
      'Purchase',
      'AddToCart',
      'InitiateCheckout',
      'Purchase',
      'quiz_done',
    ]);
    expect(bad).toEqual([]);
    expect([...renamed]).toEqual([
      ['purchase', 'Purchase'],
      ['add_to_cart', 'AddToCart'],
      ['initiate checkout', 'InitiateCheckout'],
    ]);
  });

  it('may be one of somebody’s own that has to do with a return, without a value', () => {
    const rows = ['ReturnVisitor', 'Return to shop'].map(
      (name, n) => `${name},2026-11-19T10:00:00Z,A${n},,,a@b.de`,
    );
    const { ready, bad } = read([head, ...rows].join('\n'));
    expect(bad).toEqual([]);
    expect(ready.map(({ event }) => event.event_name)).toEqual(['ReturnVisitor', 'Return to shop']);
  });

  it('may come as Meta writes it, in JSON', () => {
    const event = {
      event_name: 'Lead',
      event_time: 1_795_082_400,
      event_id: 'L1',
      action_source: 'email',
      user_data: { em: ['a'.repeat(64)], fbc: 'fb.1.1.AbC' },
    };
    expect(read(JSON.stringify({ data: [event] })).ready[0]?.event).toEqual(event);
  });

  test.each([
    ['Purchase,2026-09-01T10:00:00Z,A1,5,EUR,a@b.de', 'event_time', 'older than the 62 days'],
    ['Purchase,2026-11-21T10:00:00Z,A1,5,EUR,a@b.de', 'event_time', 'future'],
    ['Purchase,2026-11-19T10:00:00Z,,5,EUR,a@b.de', 'event_id', 'count twice'],
    ['Purchase,2026-11-19T10:00:00Z,{{ order.name }},5,EUR,a@b.de', 'event_id', 'count twice'],
    ['Purchase,2026-11-19T10:00:00Z,A1,,EUR,a@b.de', 'value', 'needs its value'],
    ['Purchase,2026-11-19T10:00:00Z,A1,5,,a@b.de', 'currency', 'missing'],
    ['Purchase,2026-11-19T10:00:00Z,A1,-5,EUR,a@b.de', 'value', 'no money back'],
    ['Purchase,2026-11-19T10:00:00Z,A1,5,EUR,secret.person', 'em', 'no address'],
    ['Purchase,2026-11-19T10:00:00Z,A1,5,EUR,', null, 'nothing is known'],
    [',2026-11-19T10:00:00Z,A1,5,EUR,a@b.de', 'event_name', 'missing'],
    ['purchase,2026-11-19T10:00:00Z,A1,,EUR,a@b.de', 'value', 'needs its value'],
    ['refund,2026-11-19T10:00:00Z,A1,5,EUR,a@b.de', 'event_name', 'no money back'],
  ])('%s is refused', (row, field, problem) => {
    const { ready, bad } = read(`${head}\n${row}`);
    expect(ready).toEqual([]);
    expect(bad).toMatchObject([{ line: 2, field, problem: expect.stringContaining(problem) }]);
    // A customer's own words are never part of a message.
    expect(JSON.stringify(bad)).not.toContain('secret');
  });

  it('of a website names its page and browser, and customers by more than where they live', () => {
    const web = { actionSource: 'website' };
    expect(read(`${head}\nPurchase,2026-11-19T10:00:00Z,A1,5,EUR,a@b.de`, web).bad).toMatchObject([
      { field: 'event_source_url' },
    ]);
    expect(
      read(`event_name,event_time,event_id,city,country\nLead,2026-11-19T10:00:00Z,1,Bonn,de`).bad,
    ).toMatchObject([{ problem: expect.stringContaining('too many people') }]);
  });

  it('twice in a file is one', () => {
    const row = 'Purchase,2026-11-19T10:00:00Z,A1,5,EUR,a@b.de';
    expect(read(`${head}\n${row}\n${row}`)).toMatchObject({
      ready: [{ line: 2 }],
      bad: [{ line: 3, field: 'event_id' }],
    });
  });

  it('keeps the case of a click and says when it was', () => {
    const { ready } = read('event_name,event_time,event_id,fbclid\nLead,2026-11-19T10:00:00Z,1,IwAR0AbC');
    expect(ready[0]?.event.user_data.fbc).toBe('fb.1.1795082400000.IwAR0AbC');
  });
});
