import { expect, test } from 'vitest';
import { requestAll } from '../../../src/main/stages/approve.ts';
import { tempStore } from '../../support/temp-store.ts';

const now = '2026-11-27T12:00:00.000Z';

test('requests that belong together are all in the queue, or none of them is', async () => {
  const store = await tempStore(() => now);
  const { reader, writer } = store;
  const ask = (ids: readonly `ap_${string}`[], currency = 'EUR') => {
    const left = [...ids];
    const parts = {
      reader,
      writer,
      anchor: { keep: async () => undefined, kept: async () => [], newest: async () => [] },
      events: { emit: () => undefined },
      clock: { now: () => now, monotonicMs: () => 0 },
      hash: (text: string) => text,
      newId: () => left.shift() ?? 'ap_none',
      person: 'mara',
    };
    const of = (target: string, code: string) => ({
      content: {
        account: '1',
        client: '1',
        currency: code,
        kind: 'pause' as const,
        switches: [{ target, budgetMinor: 100 }],
      },
      by: { kind: 'agent' as const, id: 'mcp' },
      adId: null,
      decisionId: null,
    });
    return requestAll(parts, [of('11', 'EUR'), of('12', currency)]);
  };
  await expect(ask(['ap_00000001', 'ap_00000002'], 'euro')).rejects.toThrow();
  // The second cannot be written: its id is taken.
  await expect(ask(['ap_00000003', 'ap_00000003'])).rejects.toThrow();
  expect(await reader.approvalRows(null, 10)).toEqual([]);
  expect(await reader.auditEntries(0, 10)).toEqual([]);
  expect(await ask(['ap_00000004', 'ap_00000005'])).toHaveLength(2);
  expect(await reader.approvalRows(null, 10)).toHaveLength(2);
});
