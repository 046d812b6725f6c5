import {
  AppError,
  type ApprovalDetail,
  type ApprovalItem,
  type Caller,
  errors,
  majorText,
} from '../../../contract/index.ts';
import { decimalsOf, minorOf } from '../../core/money.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { call, callAsPerson } from './client.ts';
import { askLine } from './hidden-input.ts';
import type { Flags } from './options.ts';
import { dim, say, table, writeResult } from './output.ts';

/** Only where somebody sits at a terminal and types the amount. */
const approver: Caller = { host: 'cli', scopes: ['read', 'propose', 'approve'], person: true };

const usage = 'titan approvals [list|show|approve|reject|undo] [id], or stop, or go-on';
const amountText = ({ amount_minor, currency }: ApprovalItem): string => majorText(amount_minor, currency);

/** The queue on a terminal. A script can look at it, propose and undo; approving takes a person. */
export async function approvals(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [what = 'list', given, extra] = args;
  if (extra !== undefined) throw new AppError('INVALID_INPUT', usage);
  if (what === 'list' && given === undefined) return list(app, flags);
  if ((what === 'stop' || what === 'go-on') && given === undefined) return halt(app, what === 'stop', flags);
  if (!['show', 'approve', 'reject', 'undo'].includes(what) || given === undefined)
    throw new AppError('INVALID_INPUT', usage);
  const id = await idOf(app, given);
  if (what === 'show') return tell(await call(app, 'approve.show', { id }), flags);
  if (what === 'undo') return tell(await call(app, 'approve.undo', { id }), flags);
  if (what === 'reject') {
    const reason = process.stdin.isTTY ? await askLine('Why (may be empty): ', { hidden: false }) : '';
    return tell(await callAsPerson(app, 'approve.reject', { id, reason }), flags);
  }
  return tell(await approveAtTerminal(app, id), flags);
}

/** Anybody who may use this account may stop everything; that it goes on again takes somebody at a terminal. */
async function halt(app: App, stop: boolean, flags: Flags): Promise<number> {
  if (!stop && !process.stdin.isTTY)
    throw new AppError('NEEDS_APPROVAL', 'Run it at a terminal: only a person lets go of a stop.');
  const done = await callAsPerson(app, 'approve.kill', { stop });
  const words = stop
    ? `Everything is stopped and nothing is sent; ${done.cancelled} requests are over. "titan approvals go-on" lets go of it.`
    : 'It goes on. What was over stays so: have it proposed anew.';
  await writeResult(flags.json ? JSON.stringify(done) : words, flags.out);
  return 0;
}

/** Shows a request and has its amount typed back: where nobody sits at a terminal, nothing is approved. */
export async function approveAtTerminal(app: App, id: string): Promise<ApprovalDetail> {
  if (!process.stdin.isTTY)
    throw new AppError('NEEDS_APPROVAL', 'Run it at a terminal: the amount is typed back there.');
  const shown = await call(app, 'approve.show', { id });
  const { item } = shown;
  say(inWords(shown));
  const typed = await askLine(`Type ${amountText(item)} to approve: `, { hidden: false });
  const typed_minor = minorOf(typed, decimalsOf(item.currency));
  if (typed_minor === null) throw new AppError('NEEDS_APPROVAL', `"${typed}" is no amount of money.`);
  return typedCall(app, approver, 'approve.confirm', { id, content_hash: item.content_hash, typed_minor });
}

async function list(app: App, flags: Flags): Promise<number> {
  const { items, waiting, stopped } = await call(app, 'approve.list', {});
  if (stopped)
    say(
      'Everything is stopped: nothing is sent until it is let go of, in the window or by "titan approvals go-on".',
    );
  const text =
    items.length === 0
      ? 'Nothing to decide.'
      : table(items, [
          { head: 'id', cell: ({ id }) => id },
          { head: 'what', max: 70, cell: ({ title }) => title },
          { head: 'at stake', align: 'right', cell: (item) => `${amountText(item)} ${item.currency}` },
          { head: 'state', cell: ({ state }) => state },
          { head: 'until', cell: ({ expires_at }) => expires_at },
        ]);
  const more = waiting - items.length;
  const all = more > 0 ? `${text}\n${more} more wait, with less at stake or set aside.` : text;
  await writeResult(flags.json ? JSON.stringify({ items, waiting }) : all, flags.out);
  return 0;
}

/** An id, its unique beginning, or an ad that has one request waiting. */
async function idOf(app: App, given: string): Promise<string> {
  const { items } = await call(app, 'approve.list', { which: 'all', limit: 1000 });
  const exact = items.find(({ id }) => id === given);
  if (exact) return exact.id;
  const fits = items.filter(
    ({ id, ad_id, state }) => id.startsWith(given) || (ad_id === given && state === 'proposed'),
  );
  if (fits.length > 1)
    throw new AppError('CONFLICT', `Several fit ${given}: ${fits.map(({ id }) => id).join(', ')}.`);
  const [only] = fits;
  if (!only) throw new AppError('NOT_FOUND', `No request is called ${given}.`);
  return only.id;
}

async function tell(detail: ApprovalDetail, flags: Flags): Promise<number> {
  await writeResult(flags.json ? JSON.stringify(detail) : inWords(detail), flags.out);
  return detail.item.state === 'failed' ? 1 : 0;
}

function inWords({ item, parts, warnings, undo }: ApprovalDetail): string {
  const side = (value: number | string | null): string =>
    typeof value === 'number' ? majorText(value, item.currency) : (value ?? '');
  const lines = table(parts, [
    { head: 'target', cell: ({ target }) => target },
    { head: 'name', cell: ({ name }) => name ?? '' },
    { head: 'before', align: 'right', cell: ({ before }) => side(before) },
    { head: 'after', align: 'right', cell: ({ after }) => side(after) },
    { head: 'state', cell: ({ state, detail }) => [state, detail].filter(Boolean).join(': ') },
  ]);
  return [
    `${item.title}`,
    dim(`${item.id}  ${item.state}  account ${item.account}  ${item.currency}  until ${item.expires_at}`),
    '',
    lines,
    ...(item.problem ? ['', item.problem] : []),
    ...(warnings.length > 0 ? ['', ...warnings] : []),
    ...(undo ? ['', `titan approvals undo ${item.id} proposes what takes it back.`] : []),
  ].join('\n');
}

/** `audit verify`: every entry of the log, and its end against the copy outside of the database. */
export async function audit(app: App, args: readonly string[], flags: Flags): Promise<number> {
  if (args.length !== 1 || args[0] !== 'verify') throw new AppError('INVALID_INPUT', 'titan audit verify');
  const found = await call(app, 'act.verify', {});
  const text = found.ok
    ? `The audit log is whole: ${found.count} entries, each as it was written.`
    : `The audit log is NOT as it was written. ${found.reason}`;
  await writeResult(flags.json ? JSON.stringify(found) : text, flags.out);
  return found.ok ? 0 : errors.STORE_CORRUPT.exit;
}
