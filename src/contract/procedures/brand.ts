import { z } from 'zod';
import { procedure } from '../define.ts';
import { BrandKit } from '../schemas/brand.ts';
import { ClientId } from '../schemas/collections.ts';
import { Empty } from '../schemas/common.ts';

/** Null is the kit of all ads that belong to no client. */
const Owner = { client: ClientId.nullable() };

export const brand = {
  'brand.kits': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: z.strictObject({ kits: z.array(z.strictObject({ ...Owner, kit: BrandKit })) }),
    errors: [],
    summary: 'How the brand of each client is told on the screen',
  }),
  'brand.set': procedure({
    kind: 'command',
    effect: 'local',
    /** An empty kit takes it away. */
    input: z.strictObject({ ...Owner, kit: BrandKit }),
    output: BrandKit,
    errors: ['NOT_FOUND'],
    summary: 'Set the names and colours of a brand',
  }),
};
