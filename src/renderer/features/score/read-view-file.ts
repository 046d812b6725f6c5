import { z } from 'zod';
import { SavedView } from '../../../contract/index.ts';

const ViewFile = z.object({
  titan_views: z.literal(1),
  views: z
    .array(SavedView.omit({ id: true }))
    .min(1)
    .max(500),
});

/** It may come from anywhere; null when it is none. */
export const viewsOfFile = (text: string): Pick<SavedView, 'name' | 'state'>[] | null => {
  try {
    return ViewFile.safeParse(JSON.parse(text)).data?.views ?? null;
  } catch {
    return null;
  }
};
