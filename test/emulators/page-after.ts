/** When batches are made there, and how they are listed: of one service the order is written down. */
export interface ListOptions {
  readonly now?: () => number;
  readonly oldestFirst?: boolean;
}

/** A page of what was made, the newest first, as services list it that go on after an id. */
export function pageAfter(
  made: Iterable<string>,
  after: string | null,
  limit: string | null,
  oldestFirst = false,
) {
  const all = oldestFirst ? [...made] : [...made].reverse();
  const from = all.indexOf(after ?? '') + 1;
  const ids = all.slice(from, from + Number(limit ?? 20));
  const ends = { first_id: ids[0] ?? null, last_id: ids.at(-1) ?? null };
  return { ids, ends: { ...ends, has_more: from + ids.length < all.length } };
}
