/**
 * Words that show a type of hook (`scoring.md` 3.1: "text/speech cues" of the taxonomy). Strength is a house value of
 * 2026-11-23: how often a line with this cue is truly that hook, guessed, not measured; what rests on words alone never
 * exceeds 0.8. Types that need the picture (pattern interrupt) are not told.
 */
export interface HookCue {
  readonly type: string;
  readonly pattern: RegExp;
  readonly strength: number;
}

const experts = 'doctor|dermatologist|dentist|nutritionist|nurse|trainer|chef|founder|engineer|lawyer';

export const hookCues: readonly HookCue[] = [
  {
    type: 'pov',
    pattern: /^pov\b|\bnobody (told|tells) (me|you)\b|\bi (didn't|did not) believe\b/,
    strength: 0.8,
  },
  { type: 'giveaway', pattern: /\b(giveaway|enter to win|win (a|an|one|your)\b)/, strength: 0.75 },
  { type: 'before_after', pattern: /\bbefore (and|&|vs\.?|\/) after\b|\bday 1\b.*\bday \d+/, strength: 0.75 },
  {
    type: 'listicle',
    pattern:
      /\b(\d{1,2}|two|three|four|five|six|seven|ten) (reasons|ways|mistakes|things|tips|hacks|signs|steps|facts)\b/,
    strength: 0.75,
  },
  { type: 'how_to', pattern: /\bhow to\b|\bhere's how\b|\bwatch this\b|\bstep (1|one)\b/, strength: 0.7 },
  {
    type: 'offer',
    pattern:
      /\b\d{1,2} ?% ?off\b|\b(sale|free (shipping|delivery|trial|gift))\b|\b(from|for|only|now) [$€£] ?\d/,
    strength: 0.7,
  },
  {
    type: 'urgency',
    pattern: /\b(today only|last chance|only \d+ left|ends (today|tonight|soon)|hurry)\b/,
    strength: 0.7,
  },
  {
    type: 'social_proof',
    pattern:
      /\b\d[\d.,]*[km+]* ?(\+ )?(happy )?(customers|people|users|reviews|women|men|parents|teams)\b|\b(loved|trusted) by\b|★{3,}|\b[45](\.\d)? ?(stars?|★)/,
    strength: 0.7,
  },
  {
    type: 'authority',
    pattern: new RegExp(
      `\\bas an? (${experts})\\b|\\b(dermatologist|doctor|clinically)[- ](tested|approved|recommended|proven)\\b`,
    ),
    strength: 0.7,
  },
  { type: 'comparison', pattern: /\bvs\.?(?!\w)|\binstead of\b|\bunlike (other|most)\b/, strength: 0.6 },
  {
    type: 'problem',
    pattern:
      /\b(tired of|struggling|sick of|fed up|still (using|drinking|paying|doing|waiting|buying)|why (does|do|is|are|can't)|hate (when|it)|tired \w+|problem with)\b|\bshould(n't| not) (feel|be|take|have)\b/,
    strength: 0.6,
  },
  {
    type: 'myth',
    pattern: /\b(stop (using|buying|doing|paying|wasting)|myth|they lied?|don't (buy|use|ever))\b/,
    strength: 0.6,
  },
  {
    type: 'newness',
    pattern: /^(new|introducing|meet)\b|\b(just (launched|dropped)|finally here|brand[- ]new)\b/,
    strength: 0.6,
  },
  { type: 'unboxing', pattern: /\b(just arrived|let's open|unbox(ing)?)\b/, strength: 0.6 },
  {
    type: 'curiosity',
    pattern: /\b(this one (thing|trick)|here's why|the secret|you won't believe|what happens when)\b/,
    strength: 0.6,
  },
  {
    type: 'bold_claim',
    pattern:
      /\bthe (only|best|first|fastest|easiest|world's)\b|\b\d+(\.\d+)? ?(x|times) (faster|better|cheaper|more)\b|\b100 ?%/,
    strength: 0.55,
  },
  {
    type: 'question',
    pattern: /\?\s*$|^(what|why|how|who|where|when|did|do|does|are|is|can|would|ever) .*\?/,
    strength: 0.65,
  },
];

/** Said and not shown: who tells a story or speaks of their own use, and amounts as they are spoken. House values of 2026-11-29. */
export const speechCues: readonly HookCue[] = [
  {
    type: 'story',
    pattern:
      /\b(years?|months?|weeks?) ago\b|\bwhen i was\b|\bit (all )?(started|began) (with|when|in|as)\b|^(so )?last (year|spring|summer|autumn|fall|winter|month|week|night)\b/,
    strength: 0.6,
  },
  {
    type: 'social_proof',
    pattern:
      /\bi('ve| have) been (using|wearing|taking|drinking|eating)\b|\bi (tried|bought|ordered|switched to) (this|it|these|them|one|my)\b|\bi was (so |really |very )?s[ck]eptical\b/,
    strength: 0.6,
  },
  {
    type: 'demo',
    pattern: /\blet me show you\b|\b(look|watch) (me|how|what|at (this|that|how))\b/,
    strength: 0.55,
  },
  { type: 'authority', pattern: new RegExp(`\\bi'm an? (${experts})\\b`), strength: 0.7 },
  { type: 'offer', pattern: /\b[a-z]+ percent off\b/, strength: 0.7 },
];

/** All that `Hook` may say. */
export const hookTypes: readonly string[] = [
  ...new Set([...hookCues, ...speechCues].map(({ type }) => type)),
  'unknown',
];
