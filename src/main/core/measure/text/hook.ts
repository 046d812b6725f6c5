import type { AdText, Hook, Spoken } from '../../../../contract/index.ts';
import { hookCues, speechCues } from '../../weights/hook-cues-1.ts';
import { HOOK_SECONDS } from '../signals.ts';
import { classifyHook } from './phrases.ts';

const cuesOfSpeech = [...hookCues, ...speechCues];

/**
 * How an ad opens, by the stronger of two: what stands on the screen in its first seconds and what its subtitles say is
 * spoken then. Told on reading, as subtitles may come and go without a frame read anew; an ad whose words were not read
 * says so.
 */
export function hookOf(text: AdText | null, spoken: Spoken | null): Hook {
  const early = spoken?.lines.filter(({ t0 }) => t0 < HOOK_SECONDS) ?? [];
  const said = classifyHook(
    early.map(({ text: words }) => ({ text: words, confidence: 1 })),
    cuesOfSpeech,
  );
  if (said.cue !== null && said.confidence > (text?.hook.confidence ?? 0))
    return { type: said.type, confidence: said.confidence, basis: `spoken, by the subtitles: "${said.cue}"` };
  if (!text) return { type: 'unknown', confidence: 0, basis: 'words not read yet' };
  const { type, confidence, cue } = text.hook;
  if (cue !== null) return { type, confidence, basis: `words on the screen: "${cue}"` };
  const nor = early.length > 0 ? ', nor among those that are spoken then' : '';
  return { type, confidence, basis: `no cue among the words found in the first 3 s${nor}` };
}
