import { randomBytes } from 'node:crypto';
import { AppError } from '../../../contract/index.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { sha256 } from '../sha256.ts';
import { newToken } from '../token-text.ts';

type AccessHandlers = Pick<Handlers, Extract<keyof Handlers, `access.${string}`>>;

/** What is written down of a use is no finer. */
const useKeptMs = 60_000;

export function accessHandlers({
  store: { reader, writer },
  clock,
  events,
}: Pick<Owner, 'store' | 'clock' | 'events'>): AccessHandlers {
  return {
    'access.tokens': async () => ({ tokens: await reader.tokens() }),
    async 'access.makeToken'({ name, scopes }) {
      const token = newToken();
      const made = { id: `tok_${randomBytes(8).toString('hex')}`, name, scopes, made_at: clock.now() };
      if (!(await writer.addToken(made, sha256(token))))
        throw new AppError('CONFLICT', `"${name}" has a token already; take it away first.`);
      events.emit({ type: 'tokens' });
      return { made: { ...made, last_at: null }, token };
    },
    async 'access.revokeToken'({ id }) {
      if (!(await writer.removeToken(id))) throw new AppError('NOT_FOUND', `Token ${id}.`);
      events.emit({ type: 'tokens' });
      return { tokens: await reader.tokens() };
    },
    async 'access.whose'({ digest }) {
      const found = await reader.tokenOf(digest);
      if (!found) throw new AppError('AUTH_EXPIRED', 'The token was taken away, or never was one.');
      const at = clock.now();
      if (found.last_at === null || Date.parse(at) - Date.parse(found.last_at) >= useKeptMs)
        await writer.noteTokenUse(found.id, at);
      return { id: found.id, scopes: found.scopes };
    },
  };
}
