import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError, type Check } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { examineClosed } from '../doctor.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { table, writeResult } from './output.ts';

const marks = { ok: 'ok', warn: 'warning', fail: 'FAILED' } as const;

const checksTable = (checks: readonly Check[]): string =>
  table(checks, [
    { head: 'state', cell: (check) => marks[check.state] },
    { head: 'part', cell: (check) => check.name },
    { head: 'detail', max: 120, cell: (check) => check.detail },
    { head: 'what to do', max: 120, cell: (check) => check.next_step ?? '' },
  ]);

export async function doctor(app: App, _args: readonly string[], flags: Flags): Promise<number> {
  const health = await call(app, 'health.doctor', { deep: true });
  const versions = `Titan Ads ${health.app_version}, engine ${health.engine_version}, weights ${health.weights_version}, Node ${health.node_version}, ${health.platform}`;
  const text = `${versions}\n\n${checksTable(health.checks)}`;
  await writeResult(flags.json ? JSON.stringify(health) : text, flags.out);
  return health.checks.some((check) => check.state === 'fail') ? 1 : 0;
}

/** For people alone: half of the document would lack. */
export async function doctorClosed(error: AppError, flags: Flags): Promise<void> {
  if (!flags.json) await writeResult(checksTable(await examineClosed(error)), flags.out);
}

export async function backup(app: App, _args: readonly string[], flags: Flags): Promise<number> {
  const made = await call(app, 'store.backup', {});
  const text = `Backed up to ${app.home}/backups/${made.file} (${made.bytes} bytes, opened and checked).`;
  await writeResult(flags.json ? JSON.stringify(made) : text, flags.out);
  return 0;
}

export async function restore(app: App, args: readonly string[], flags: Flags): Promise<number> {
  if (flags.list) {
    const { backups } = await call(app, 'store.backups', { deep: true });
    const text = table(backups, [
      { head: 'file', cell: (row) => row.file },
      { head: 'made', cell: (row) => row.at },
      { head: 'bytes', align: 'right', cell: (row) => String(row.bytes) },
      { head: 'because', cell: (row) => row.reason },
      { head: '', cell: (row) => (row.verified ? '' : 'DAMAGED') },
    ]);
    await writeResult(flags.json ? JSON.stringify({ backups }) : text, flags.out);
    return 0;
  }
  if (args.length > 1) throw new AppError('INVALID_INPUT', 'Name one backup file, or none for the newest.');
  const file = args[0] === undefined ? undefined : await backupName(app, args[0]);
  const done = await call(app, 'store.restore', { file });
  const passedOver =
    done.passed_over.length > 0 ? ` Damaged and passed over: ${done.passed_over.join(', ')}.` : '';
  const text = `Restored ${done.restored.file}.${passedOver} Ads added after ${done.missing_since} are missing: analyze them again. What was replaced is kept as ${done.replaced_kept_as}. What was sent since is not known now, so everything is stopped: look at what waits in "titan approvals", then let it go on by "titan approvals go-on".`;
  await writeResult(flags.json ? JSON.stringify(done) : text, flags.out);
  return 0;
}

/** A name of the list, also as the path of its file; a copy that lies elsewhere has to be among the backups first. */
async function backupName(app: App, given: string): Promise<string> {
  const folder = join(app.home, 'backups');
  if (dirname(resolve(given)) === folder) return basename(given);
  if (existsSync(join(folder, given)) || !existsSync(given)) return given;
  const { store } = await call(app, 'health.doctor', {});
  throw new AppError(
    'INVALID_INPUT',
    `${given} is not among the backups. If it is a copy of a library, put it into ${folder} under the name of a backup, such as 20261122T210315Z-${store.schema_version}-manual.db (when it was made in UTC, the version of the library), and restore that name.`,
  );
}

/** Any procedure of the contract by its id, for scripts: titan call score.rows '{"limit":5}'. */
export async function callAny(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [id, text = '{}', extra] = args;
  if (!id || extra) throw new AppError('INVALID_INPUT', "titan call <procedure> ['<json input>']");
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new AppError('INVALID_INPUT', 'The input is not JSON.');
  }
  const value = await call(app, id as 'health.doctor', input as object);
  await writeResult(JSON.stringify(value, null, flags.json ? 0 : 2), flags.out);
  return 0;
}
