import { SavedView } from '../../../contract/schemas/collections.ts';

const Views = SavedView.omit({ id: true }).array().min(1).max(500);

/** It may come from anywhere; null when it is none. */
export const viewsOfFile = (text: string): Pick<SavedView, 'name' | 'state'>[] | null => {
  try {
    const file = JSON.parse(text) as { titan_views?: unknown; views?: unknown } | null;
    return file?.titan_views === 1 ? (Views.safeParse(file.views).data ?? null) : null;
  } catch {
    return null;
  }
};
