import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  type AuditEntry,
  anchorOf,
  appendEntry,
  emptyAnchor,
  verifyChain,
} from '../../../../src/main/core/act/audit.ts';
import { type Rng, stream } from '../../../../src/main/core/math/rng.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

function chainOf(length: number, word = 'budget'): AuditEntry[] {
  const chain: AuditEntry[] = [];
  let last = emptyAnchor;
  for (let index = 0; index < length; index += 1) {
    const entry = appendEntry(
      last,
      {
        at: new Date(1_700_000_000_000 + index * 1000).toISOString(),
        actor: 'person ann',
        what: word,
        subject: `set ${index % 7}`,
        before: { budgetMinor: 1000 + index },
        after: { budgetMinor: 1200 + index },
        answerId: index % 3 === 0 ? null : `x${index}`,
      },
      hash,
    );
    chain.push(entry);
    last = anchorOf(entry);
  }
  return chain;
}
const chain = chainOf(60);
const anchor = anchorOf(chain.at(-1) as AuditEntry);

test('a whole chain is whole, an empty one too', () => {
  expect(verifyChain(chain, anchor, hash)).toEqual({ ok: true, count: 60 });
  expect(verifyChain([], emptyAnchor, hash)).toEqual({ ok: true, count: 0 });
});

test('entries after the anchor are allowed: a crash may come between the two', () => {
  expect(verifyChain(chain, anchorOf(chain[50] as AuditEntry), hash)).toEqual({ ok: true, count: 60 });
});

/** Links up again from a place on, as somebody who knows the rules would. */
function relink(entries: readonly AuditEntry[], from: number): AuditEntry[] {
  const made = entries.slice(0, from);
  for (const entry of entries.slice(from)) {
    const last = made.at(-1);
    made.push(appendEntry(last ? anchorOf(last) : emptyAnchor, entry, hash));
  }
  return made;
}

type Tamper = (entries: AuditEntry[], at: number, rng: Rng) => AuditEntry[];
const fields = [
  'at',
  'actor',
  'what',
  'subject',
  'before',
  'after',
  'answerId',
  'seq',
  'previous',
  'hash',
] as const;
const kinds: Record<string, Tamper> = {
  'edit a field': (entries, at, rng) => {
    const field = fields[Math.floor(rng.uniform() * fields.length)] as (typeof fields)[number];
    return entries.map((entry, index) =>
      index === at ? { ...entry, [field]: field === 'seq' ? 999 : 'other' } : entry,
    );
  },
  'edit a field and mend its hash': (entries, at) =>
    entries.map((entry, index) => {
      if (index !== at) return entry;
      const last = entries[at - 1];
      return appendEntry(last ? anchorOf(last) : emptyAnchor, { ...entry, after: { budgetMinor: 1 } }, hash);
    }),
  'edit a field and mend every hash after it': (entries, at) =>
    relink(
      entries.map((entry, index) => (index === at ? { ...entry, actor: 'person bob' } : entry)),
      at,
    ),
  'delete one': (entries, at) => entries.filter((_, index) => index !== at),
  'delete one and mend the rest': (entries, at) =>
    relink(
      entries.filter((_, index) => index !== at),
      at,
    ),
  'put one in': (entries, at) => [...entries.slice(0, at), entries[at] as AuditEntry, ...entries.slice(at)],
  'swap two': (entries, at) => {
    const other = (at + 1) % entries.length;
    return entries.map((entry, index) =>
      index === at ? (entries[other] as AuditEntry) : index === other ? (entries[at] as AuditEntry) : entry,
    );
  },
  'cut off the end': (entries, at) => entries.slice(0, at),
  'put the whole database back': (entries, at) => entries.slice(0, Math.max(1, at)),
  'another history of the same length': (entries) => chainOf(entries.length, 'invented'),
  'swap with a twin of another chain': (entries, at) => {
    const other = chainOf(entries.length, 'invented');
    return entries.map((entry, index) => (index === at ? (other[at] as AuditEntry) : entry));
  },
};

test('500 random tamperings are all found, at the first entry that differs unless its hash is right', () => {
  const names = Object.keys(kinds);
  for (let index = 0; index < 500; index += 1) {
    const rng = stream(index, 'tamper');
    const name = names[index % names.length] as string;
    const at = Math.floor(rng.uniform() * chain.length);
    const bad = (kinds[name] as Tamper)([...chain], at, rng);
    const verdict = verifyChain(bad, anchor, hash);
    expect({ name, at, ok: verdict.ok }).toEqual({ name, at, ok: false });
    if (verdict.ok) continue;
    const longer = bad.length > chain.length ? bad : chain;
    const first = longer.findIndex((_, i) => JSON.stringify(chain[i]) !== JSON.stringify(bad[i]));
    // Where hashes were made right again the break shows at the next entry, or only at the anchor.
    const mended = name.includes('mend') || name.includes('another');
    if (mended) expect(verdict.firstBad).toBeGreaterThanOrEqual(first + 1);
    else expect({ name, at, bad: verdict.firstBad }).toEqual({ name, at, bad: first + 1 });
  }
});

test('without its anchor a chain that lost its end would look whole', () => {
  expect(verifyChain(chain.slice(0, 30), emptyAnchor, hash).ok).toBe(true);
  expect(verifyChain(chain.slice(0, 30), anchor, hash)).toEqual({
    ok: false,
    firstBad: 31,
    reason: 'Entries 31 to 60 are missing at the end.',
  });
});
