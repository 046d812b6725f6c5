import type { Ad } from '../../../contract/index.ts';

/** Hook types come from words on the screen and in the sound; this engine reads neither yet. */
export const hookUnknown: Ad['hook'] = {
  type: 'unknown',
  confidence: 0,
  basis: 'not measured by this engine version',
};
