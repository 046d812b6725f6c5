import type { MarkEdit, Marks } from './schemas/marks.ts';

/** Tags are the same tag whatever their case. */
export const foldTag = (tag: string): string => tag.toLowerCase();

export const sortTags = (tags: readonly string[]): string[] =>
  [...tags].sort((a, b) => (foldTag(a) < foldTag(b) ? -1 : 1));

/** The marks after a change: one rule for the host that stores them and the window that paints them before that. */
export function editMarks(marks: Marks, edit: MarkEdit): Marks {
  const tags = new Map((edit.tags ?? marks.tags).map((tag) => [foldTag(tag), tag]));
  for (const tag of edit.add_tags ?? []) if (!tags.has(foldTag(tag))) tags.set(foldTag(tag), tag);
  for (const tag of edit.remove_tags ?? []) tags.delete(foldTag(tag));
  return {
    pick: edit.pick ?? marks.pick,
    rating: edit.rating === undefined ? marks.rating : edit.rating,
    tags: sortTags([...tags.values()]),
  };
}
