import { z } from 'zod';
import { strict } from '../strict.ts';

/** Motion and loudness over time, coarse enough to be drawn at once. A number is null where nothing can be said. */
export const Curves = strict(() => ({
  step_s: z.number().positive(),
  /** T06 for each step, 0–1; null where all of it is cuts. The whole list is null when motion could not be seen. */
  motion: z.array(z.number().min(0).max(1).nullable()).max(240).nullable(),
  /** LUFS of each step; null where it is quieter than -70. The whole list is null without sound. */
  loudness: z.array(z.number().nullable()).max(240).nullable(),
}));
export type Curves = z.infer<typeof Curves>;

/** Where an app lays its own controls over an ad, as shares of the frame. */
export const PlacementZone = strict(() => ({
  name: z.string(),
  /** Width by height of the ads it is for. */
  aspect: z.number().positive(),
  keep_out: strict(() => ({
    top: z.number(),
    bottom: z.number(),
    left: z.number(),
    right: z.number(),
  })),
  source: z.string(),
  /** When the source was read. */
  date: z.iso.date(),
}));
export type PlacementZone = z.infer<typeof PlacementZone>;
