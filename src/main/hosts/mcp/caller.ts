import type { Caller } from '../../../contract/index.ts';

/** A model, whoever started it: it may read and propose. Which token or terminal it came through adds nothing. */
export const model: Caller = { host: 'mcp', scopes: ['read', 'propose'], person: false };
