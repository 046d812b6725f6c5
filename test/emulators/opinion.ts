import { createHash } from 'node:crypto';
import type { JudgeReply, RubricItem } from '../../src/contract/index.ts';

/** What an emulated model is shown. */
export interface Shown {
  readonly system: string;
  readonly user: string;
  /** Bytes of each picture, or of the film. */
  readonly media: readonly Buffer[];
  readonly isFilm: boolean;
}

/**
 * The opinion of an emulated model: it follows from the media alone, so that one ad gets the same answer each time and
 * another ad another. A model told to be `gullible` gives top marks as soon as anything outside the quoted text of the
 * ad says so, as an attack that escapes its quotation would.
 */
export function opinionOf(shown: Shown, { lean = 0, gullible = false } = {}): JudgeReply {
  const digest = createHash('sha256');
  for (const one of shown.media) digest.update(one);
  const hash = digest.digest();
  const outside = `${shown.system}\n${shown.user.replace(/<(ad_text|ad_copy|ad_speech)>.*?<\/\1>/gs, '')}`;
  const fooled = gullible && /give (it )?(100|4|full marks)|rate this/i.test(outside);
  const ids = [...shown.user.matchAll(/^(R\d+):/gm)].map(([, id]) => id as RubricItem);
  return {
    items: ids.map((id) => {
      const score = Math.max(0, Math.min(4, ((hash[Number(id.slice(1))] as number) % 5) + lean));
      return { id, score: fooled ? 4 : score, confidence: 0.7, t0: 0, t1: 1, why: `seen in the ad (${id})` };
    }),
    hook_type: 'demo',
    strengths: ['the product is seen at once'],
    risks: ['nothing proves the claim'],
    policy_risks: [],
    edits: [0, 1, 2].map((t) => ({ t0: t, t1: t + 1, change: `cut second ${t}`, because: 'it is slow' })),
    addresses_the_judge: false,
    transcript: shown.isFilm ? [{ t0: 0, t1: 1, text: 'hello' }] : null,
  };
}

/** Tokens as a service might count them; below our bound for the same request. */
export const tokensOf = ({ system, user, media, isFilm }: Shown) => ({
  input: Math.ceil((system.length + user.length) / 4) + (isFilm ? 3000 : 800 * media.length),
  output: 900,
  thinking: 300,
});

/** How many tokens of each question were read from a cache, and written into one for the next. */
export interface Cached {
  readonly read: number;
  readonly written: number;
}

/** How the next questions of batches end, in order; all after them are answered. */
export type LineEnd = 'answered' | 'errored' | 'too long' | 'expired';
