import { folded } from './folded.ts';

/** Some systems write their ids in braces. */
const isGuid = (text: string): boolean => /^\{[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}$/i.test(text);

/** Null for what stands in place of an id that is not known, or of one that nobody filled in: it would make one order of all. */
export const idOf = (text: string | null): string | null =>
  text === null ||
  /^(0*|notset|null|undefined|none|na|nan)$/.test(folded(text)) ||
  (/^([#$]?\{.*\}|\[.*\]|%.*%|<.*>)$/.test(text.trim()) && !isGuid(text.trim()))
    ? null
    : text;

/**
 * The same of an ad or a campaign, which may go by a name: `NA` may be North America, and names often begin and end with a
 * bracket, as `[TOF] Broad [US]` does.
 */
export const nameOf = (text: string | null): string | null =>
  text === null ||
  /^(0*|notset|null|undefined|nan)$/.test(folded(text)) ||
  /^(none|\([Nn]one\)|[Nn]\/[Aa]|[#$]?\{+[^{}]*\}+|%[^%]*%|\[+[\w.-]+\]+|<[\w.-]+>)$/.test(text.trim())
    ? null
    : text;
