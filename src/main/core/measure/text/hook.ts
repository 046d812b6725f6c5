import type { AdText, Hook } from '../../../../contract/index.ts';

/** How an ad opens, as far as its words tell; an ad whose words were not read says so. */
export function hookOf(text: AdText | null): Hook {
  if (!text) return { type: 'unknown', confidence: 0, basis: 'words not read yet' };
  const { type, confidence, cue } = text.hook;
  if (cue === null) return { type, confidence, basis: 'no cue among the words found in the first 3 s' };
  return { type, confidence, basis: `words on the screen: "${cue}"` };
}
