import { AppError, type ProgramToken } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { callAsPerson } from './client.ts';
import type { Flags } from './options.ts';
import { say, table, writeResult } from './output.ts';

/** `tokens`, `tokens new Grafana`, `tokens new n8n --propose`, `tokens revoke Grafana`. */
export async function tokens(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [what, name, extra] = args;
  if (what !== undefined && ((what !== 'new' && what !== 'revoke') || !name || extra))
    throw new AppError('INVALID_INPUT', 'Usage: titan tokens [new <name> [--propose] | revoke <name>]');
  if (what === 'new') {
    const scopes = flags.propose ? 'read propose' : 'read';
    const made = await callAsPerson(app, 'access.makeToken', { name: name as string, scopes });
    say('The token is shown this once. While titan serve runs, send it as "Authorization: Bearer <token>".');
    await writeResult(flags.json ? JSON.stringify(made) : made.token, flags.out);
    return 0;
  }
  let found = await callAsPerson(app, 'access.tokens', {});
  if (what === 'revoke') {
    const one = found.tokens.find((token) => token.name === name || token.id === name);
    if (!one) throw new AppError('NOT_FOUND', `No token is called "${name}".`);
    found = await callAsPerson(app, 'access.revokeToken', { id: one.id });
  }
  await writeResult(flags.json ? JSON.stringify(found) : tableOf(found.tokens), flags.out);
  return 0;
}

const tableOf = (found: readonly ProgramToken[]): string =>
  found.length === 0
    ? 'No program has a token.'
    : table(found, [
        { head: 'name', cell: ({ name }) => name },
        { head: 'may', cell: ({ scopes }) => (scopes === 'read' ? 'read' : 'read and propose') },
        { head: 'made', cell: ({ made_at }) => made_at.slice(0, 10) },
        { head: 'last used', cell: ({ last_at }) => last_at ?? '' },
      ]);
