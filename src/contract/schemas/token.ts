import { z } from 'zod';
import { strict } from '../strict.ts';
import { Instant } from './common.ts';

export const TokenId = z.string().regex(/^tok_[0-9a-f]{16}$/);
/** What a program may: look, or also change this machine and propose. To approve ends with the run that allowed it. */
export const TokenScopes = z.enum(['read', 'read propose']);
export type TokenScopes = z.infer<typeof TokenScopes>;

/** A token of one program for the gateway, as it is shown: what opens the door is never told again. */
export const ProgramToken = strict(() => ({
  id: TokenId,
  name: z.string(),
  scopes: TokenScopes,
  made_at: Instant,
  /** To the minute; null until it was used. */
  last_at: Instant.nullable(),
}));
export type ProgramToken = z.infer<typeof ProgramToken>;
