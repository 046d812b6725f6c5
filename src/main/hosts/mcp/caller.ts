import type { Caller } from '../../../contract/index.ts';

/** A model, whoever started it: it may read and propose. Which token or terminal it came through adds nothing. */
export const model: Caller = { host: 'mcp', scopes: ['read', 'propose'], person: false };

/** The same by a token that may do less. */
export const modelWith = (held: readonly string[]): Caller => ({
  ...model,
  scopes: model.scopes.filter((scope) => held.includes(scope)),
});
