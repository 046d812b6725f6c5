import {
  type AdRow,
  AppError,
  editMarks,
  type MarkChange,
  type Note,
  type NoteChange,
} from '../../../src/contract/index.ts';
import type { FakeHost } from './fake-host.ts';

const rowOf = (host: FakeHost, id: string): AdRow => {
  const row = host.library.row(id);
  if (!row) throw new AppError('NOT_FOUND', id);
  return row;
};

/** Beyond this the real host names none of them. */
const mostTold = 500;

const tell = (host: FakeHost, ids: readonly string[]): void =>
  host.emit({
    type: 'marks',
    marks: (ids.length > mostTold ? [] : ids).map((ad) => {
      const { pick, rating, tags, note_count } = rowOf(host, ad);
      return { ad, pick, rating, tags, note_count };
    }),
  });

/** As the real host does it, ad by ad: all of them or none. */
export const mark = (host: FakeHost, changes: readonly MarkChange[]): MarkChange[] => {
  for (const { ads } of changes) for (const id of ads) rowOf(host, id);
  const before: MarkChange[] = [];
  for (const { ads, ...edit } of changes) {
    for (const id of ads) {
      const { pick, rating, tags } = rowOf(host, id);
      const after = editMarks({ pick, rating, tags }, edit);
      if (JSON.stringify(after) === JSON.stringify({ pick, rating, tags })) continue;
      before.push({
        ads: [id],
        ...(after.pick !== pick && { pick }),
        ...(after.rating !== rating && { rating }),
        ...(after.tags.join() !== tags.join() && { tags }),
      });
      host.library.change(id, after);
    }
  }
  before.reverse();
  if (before.length > 0)
    tell(
      host,
      before.flatMap(({ ads }) => ads),
    );
  return before;
};

export const setNote = (host: FakeHost, ad: string, id: string, change: NoteChange | null) => {
  rowOf(host, ad);
  const notes = host.library.notes.get(ad) ?? [];
  const before = notes.find((note) => note.id === id) ?? null;
  const after: Note | null = change && {
    ...change,
    id,
    created_at: change.created_at ?? before?.created_at ?? '2026-11-20T09:30:00.000Z',
  };
  const kept = [...notes.filter((note) => note.id !== id), ...(after ? [after] : [])];
  host.library.notes.set(
    ad,
    kept.sort((a, b) => (a.t0 ?? -1) - (b.t0 ?? -1)),
  );
  host.library.change(ad, { note_count: kept.length });
  tell(host, [ad]);
  return { before, after };
};

export const tagsOf = (host: FakeHost): { tag: string; ads: number }[] => {
  const counts = new Map<string, number>();
  for (const { tags } of host.library.view({ where: '', sort: 'added' }))
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].map(([tag, ads]) => ({ tag, ads })).sort((a, b) => b.ads - a.ads);
};
