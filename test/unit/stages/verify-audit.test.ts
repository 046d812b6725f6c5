import { expect, test } from 'vitest';
import { type AuditEntry, anchorOf, appendEntry, emptyAnchor } from '../../../src/main/core/act/audit.ts';
import { sha256 } from '../../../src/main/hosts/sha256.ts';
import type { ApprovalReader } from '../../../src/main/ports.ts';
import { createAuditCheck } from '../../../src/main/stages/verify-audit.ts';

/** A log with what was read of it since it was last asked, and its end as it is kept elsewhere. */
function aLog() {
  let entries: AuditEntry[] = [];
  let read: number[] = [];
  const hour = { ms: 0 };
  const append = (count: number): void => {
    for (let n = 0; n < count; n += 1) {
      const last = entries.at(-1);
      const at = '2026-11-29T10:00:00.000Z';
      const body = { at, actor: 'person ann', what: 'approve', subject: 'ap_1', before: null, after: null };
      const entry = appendEntry(last ? anchorOf(last) : emptyAnchor, { ...body, answerId: null }, sha256);
      entries = [...entries, entry];
    }
  };
  const reader = {
    auditEntries: async (after: number, limit: number) => {
      const found = entries.filter(({ seq }) => seq > after).slice(0, limit);
      read = [...read, ...found.map(({ seq }) => seq)];
      return found;
    },
  } as unknown as ApprovalReader;
  const kept = { places: [] as AuditEntry[] };
  const anchor = {
    kept: async () =>
      [...kept.places, ...entries.slice(-1)].map((entry) => ({
        place: 'file' as const,
        anchor: anchorOf(entry),
      })),
  };
  return {
    hour,
    kept,
    append,
    check: createAuditCheck({ reader, anchor }, sha256, () => hour.ms),
    change: (seq: number) => {
      entries = entries.map((entry) => (entry.seq === seq ? { ...entry, actor: 'person nobody' } : entry));
    },
    entry: (seq: number) => entries[seq - 1] as AuditEntry,
    wasRead: () => {
      const was = read;
      read = [];
      return was;
    },
  };
}

test('a look at each step goes through what came since, and through all of it once an hour', async () => {
  const { check, append, wasRead, hour } = aLog();
  append(3);
  expect(await check(true)).toMatchObject({ ok: true, count: 3 });
  expect(wasRead()).toEqual([1, 2, 3]);
  append(2);
  expect(await check(true)).toMatchObject({ ok: true, count: 5 });
  // With the last that was checked, so that what follows must follow it.
  expect(wasRead()).toEqual([3, 4, 5]);
  hour.ms = 3_600_000;
  expect(await check(true)).toMatchObject({ ok: true, count: 5 });
  expect(wasRead()).toEqual([1, 2, 3, 4, 5]);
  expect(await check(false)).toMatchObject({ ok: true });
  expect(wasRead()).toEqual([1, 2, 3, 4, 5]);
});

test('what was changed before the last look is found by the next at the whole, and told until it is as it was', async () => {
  const { check, append, change, hour } = aLog();
  append(5);
  await check(true);
  change(2);
  append(1);
  expect(await check(true)).toMatchObject({ ok: true, count: 6 });
  expect(await check(false)).toMatchObject({ ok: false, first_bad: 2, reason: 'Entry 2 was changed.' });
  expect(await check(true)).toMatchObject({ ok: false, first_bad: 2 });
  hour.ms = 3_600_000;
  expect(await check(true)).toMatchObject({ ok: false, first_bad: 2 });
});

test('the last entry that was checked, one that came since and an end that is kept from before are looked at at once', async () => {
  for (const seq of [5, 6]) {
    const { check, append, change } = aLog();
    append(5);
    await check(true);
    append(1);
    change(seq);
    expect(await check(true)).toMatchObject({ ok: false, first_bad: seq });
  }
  const { check, append, kept, entry } = aLog();
  append(5);
  await check(true);
  kept.places = [{ ...entry(2), hash: sha256('an older log') }];
  expect(await check(true)).toMatchObject({ ok: false, first_bad: 2 });
});
