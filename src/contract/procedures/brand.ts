import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { BrandChange, BrandKit, Logo } from '../schemas/brand.ts';
import { ClientId } from '../schemas/collections.ts';
import { Empty } from '../schemas/common.ts';
import { strict } from '../strict.ts';

/** Null is the kit of all ads that belong to no client. */
const Owner = { client: ClientId.nullable() };

/** What a call may carry, as base64. */
const mostChars = 800_000;

export const brand = {
  'brand.kits': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({ kits: z.array(strict(() => ({ ...Owner, kit: BrandKit }))) })),
    errors: [],
    summary: 'How the brand of each client is told on the screen',
  }),
  'brand.set': procedure({
    kind: 'command',
    effect: 'local',
    /** A kit that becomes empty is taken away. */
    input: strict(() => ({ ...Owner, kit: BrandChange })),
    output: BrandKit,
    errors: ['NOT_FOUND'],
    summary: 'Set the names, the colours and the logo of a brand',
  }),
  'brand.addLogo': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    /** A PNG, JPEG or WebP in base64. It is in use once a kit names it. */
    input: strict(() => ({ picture: z.base64().min(1).max(mostChars) })),
    output: Logo,
    errors: [
      'UNSUPPORTED_CODEC',
      'NOT_MEDIA',
      'TOO_LARGE',
      'DAMAGED',
      'BAD_HEADER',
      'TRUNCATED',
      'EMPTY_FILE',
      'NOT_FOUND',
      'TIMEOUT',
      'OUT_OF_MEMORY',
      'MEDIA_CRASH',
      'UNREADABLE',
    ],
    summary: 'Keep a picture as a logo, made small and without what it carries beside its pixels',
  }),
};
