import type { Need } from './allowance.ts';
import type { Usage } from './judge-error.ts';
import type { Prompt } from './prompt.ts';

export interface CallSize {
  readonly prompt: Prompt;
  /** Bytes of the schema, which is billed as input too. */
  readonly schemaBytes: number;
  readonly frames: readonly { readonly width: number; readonly height: number }[];
  /** Null when frames are sent. */
  readonly videoS: number | null;
  readonly maxOutputTokens: number;
}

/**
 * The most tokens that a call can take: a token of text is at least one byte; a picture at most 2.5 tokens for each
 * square of 28 px and 300 more; a second of film with its sound at most 600. Above what any service documents, so that
 * a ceiling reserved from it holds however wrong an expectation was.
 */
export function mostTokens({ prompt, schemaBytes, frames, videoS, maxOutputTokens }: CallSize): Usage {
  const text = bytes(prompt.system) + bytes(prompt.user) + schemaBytes + 1000;
  const pictures = frames.reduce((sum, { width, height }) => sum + 300 + 2.5 * squares(width, height), 0);
  const film = videoS === null ? 0 : 2000 + 600 * videoS;
  return { input: Math.ceil(text + pictures + film), cachedInput: 0, output: maxOutputTokens };
}

/** What an answer usually takes, thinking included (house value). */
const usualOutput = 2200;

/** What to expect: for the estimate before a run, never for the ceiling. */
export function usualTokens({ prompt, schemaBytes, frames, videoS }: CallSize): Usage {
  const text = (bytes(prompt.system) + bytes(prompt.user) + schemaBytes) / 4;
  const pictures = frames.reduce((sum, { width, height }) => sum + squares(width, height), 0);
  const film = videoS === null ? 0 : 290 * videoS;
  return { input: Math.ceil(text + pictures + film), cachedInput: 0, output: usualOutput };
}

/**
 * What a call takes of a service's limits: what is expected of it, for a bound would leave most of a limit unused. Where
 * all tokens are counted together, the answer counts as long as it may become.
 */
export function needOf(size: CallSize): Need {
  const { input, output } = usualTokens(size);
  return { requests: 1, tokens: input + size.maxOutputTokens, input, output };
}

const squares = (width: number, height: number): number => Math.ceil(width / 28) * Math.ceil(height / 28);

/** Of UTF-8. */
function bytes(text: string): number {
  let count = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}
