import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { Currency } from '../money.ts';
import { Empty } from '../schemas/common.ts';
import { TrackerHook } from '../schemas/hooks.ts';
import { BadRow, ShopName, SourceName } from '../schemas/revenue.ts';
import { strict } from '../strict.ts';

const Count = z.int().nonnegative();

/** Off until somebody sets one up; each tracker has a token of its own, which opens nothing else. */
export const hooks = {
  'learn.hooks': procedure({
    kind: 'query',
    effect: 'none',
    hosts: notForModels,
    input: Empty,
    output: strict(() => ({ hooks: z.array(TrackerHook) })),
    errors: [],
    summary: 'The trackers that may post conversions to the gateway, and what came',
  }),
  'learn.openHook': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    person: true,
    input: strict(() => ({
      source: SourceName,
      shop: ShopName,
      currency: Currency.nullable().default(null),
      /** Of times that name none; null is that of the ad account whose sales these are, UTC where none is known. */
      time_zone: z.string().max(64).nullable().default(null),
    })),
    output: strict(() => ({
      hook: TrackerHook,
      /** Shown this once; a new one takes the place of the old. */
      token: z.string(),
    })),
    errors: [],
    summary: 'Let a tracker post its conversions to the gateway, with a token of its own',
  }),
  'learn.closeHook': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    person: true,
    input: strict(() => ({ source: SourceName })),
    output: strict(() => ({ hooks: z.array(TrackerHook) })),
    errors: ['NOT_FOUND'],
    summary: 'Take a tracker’s token away; what it brought stays',
  }),
  'learn.receive': procedure({
    kind: 'command',
    effect: 'local',
    hosts: ['gateway'],
    input: strict(() => ({
      source: SourceName,
      token: z.string().max(128),
      /** JSON of one event or of a list. */
      text: z.string().max(256 * 1024),
    })),
    output: strict(() => ({ added: Count, known: Count, no_sale: Count, bad: z.array(BadRow) })),
    errors: ['AUTH_EXPIRED', 'NOT_FOUND'],
    summary: 'What a tracker posts: conversions, each kept once however often it comes',
  }),
};
