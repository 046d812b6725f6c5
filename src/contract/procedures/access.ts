import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { Empty } from '../schemas/common.ts';
import { ProgramToken, TokenId, TokenScopes } from '../schemas/token.ts';
import { strict } from '../strict.ts';

const All = strict(() => ({ tokens: z.array(ProgramToken) }));

/** Tokens for programs that call the gateway, each with scopes of its own. */
export const access = {
  'access.tokens': procedure({
    kind: 'query',
    effect: 'none',
    hosts: notForModels,
    person: 'present',
    input: Empty,
    output: All,
    errors: [],
    summary: 'Which programs have a token for the gateway, what each may, and when it was last used',
  }),
  'access.makeToken': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    person: 'present',
    input: strict(() => ({
      name: z.string().trim().min(1).max(80),
      scopes: TokenScopes.default('read'),
    })),
    output: strict(() => ({
      made: ProgramToken,
      /** Shown this once; of what is kept nobody can make it. */
      token: z.string(),
    })),
    errors: ['CONFLICT'],
    summary: 'Make a token for a program: it reads, or reads and proposes; none approves',
  }),
  'access.revokeToken': procedure({
    kind: 'command',
    effect: 'local',
    hosts: notForModels,
    person: 'present',
    input: strict(() => ({ id: TokenId })),
    output: All,
    errors: ['NOT_FOUND'],
    summary: 'Take a program’s token away; its next call is refused',
  }),
  'access.whose': procedure({
    kind: 'command',
    effect: 'local',
    hosts: ['gateway'],
    /** SHA-256 of the token. */
    input: strict(() => ({ digest: z.string().regex(/^[0-9a-f]{64}$/) })),
    output: strict(() => ({ id: TokenId, scopes: TokenScopes })),
    errors: ['AUTH_EXPIRED'],
    summary: 'Whose token this is, as the gateway asks at each call',
  }),
};
