import { AppError } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { callAsPerson } from './client.ts';
import type { Flags } from './options.ts';
import { say, table, writeResult } from './output.ts';

/** `hooks`, `hooks open anytrack`, `hooks close anytrack`. */
export async function hooks(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [what, source, extra] = args;
  if (what !== undefined && ((what !== 'open' && what !== 'close') || !source || extra))
    throw new AppError('INVALID_INPUT', 'Usage: titan hooks [open|close <source>]');
  if (what === 'open') {
    const { shop, zone, currency } = flags;
    const made = await callAsPerson(app, 'learn.openHook', {
      source: source as string,
      ...(shop !== undefined && { shop }),
      ...(zone !== undefined && { time_zone: zone }),
      ...(currency !== undefined && { currency }),
    });
    say(
      `The token is shown this once. With titan serve running on port 8000 the tracker posts to\n` +
        `http://127.0.0.1:8000/hooks/${made.hook.source} with the header "Authorization: Bearer <token>".` +
        (zone === undefined
          ? `\nTimes that name no zone are taken as ${made.hook.time_zone}; --zone says otherwise.`
          : ''),
    );
    await writeResult(flags.json ? JSON.stringify(made) : made.token, flags.out);
    return 0;
  }
  const found =
    what === 'close'
      ? await callAsPerson(app, 'learn.closeHook', { source: source as string })
      : await callAsPerson(app, 'learn.hooks', {});
  const text =
    found.hooks.length === 0
      ? 'No tracker may post.'
      : table(found.hooks, [
          { head: 'source', cell: (hook) => hook.source },
          { head: 'shop', cell: (hook) => hook.shop ?? '' },
          { head: 'received', align: 'right', cell: (hook) => String(hook.received) },
          { head: 'refused', align: 'right', cell: (hook) => String(hook.refused) },
          { head: 'last', cell: (hook) => hook.last_at ?? '' },
        ]);
  await writeResult(flags.json ? JSON.stringify(found) : text, flags.out);
  return 0;
}
