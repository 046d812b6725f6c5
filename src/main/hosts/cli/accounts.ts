import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { type Account, AppError, errors, type Input, Service } from '../../../contract/index.ts';
import { accessEndsText } from '../../../contract/words.ts';
import type { App } from '../app.ts';
import { fromUser } from '../home.ts';
import { keyVariables } from '../key-variables.ts';
import { callAsPerson } from './client.ts';
import { askLine } from './hidden-input.ts';
import type { Flags } from './options.ts';
import { say, table, writeResult } from './output.ts';

type Connecting = Input<'accounts.connect'>;

const lookAgainMs = 500;

/** The secret comes from a prompt that shows nothing, from a pipe, or from the environment; never from an argument. */
export async function connect(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [name, extra] = args;
  const service = Service.safeParse(name);
  if (!service.success || extra)
    throw new AppError('INVALID_INPUT', `Name one service: titan connect ${Service.options.join('|')}.`);
  const input = flags['from-env'] ? await fromEnvironment(service.data) : await fromPerson(service.data);
  const { account, sign_in_url } = await callAsPerson(app, 'accounts.connect', input);
  if (sign_in_url === null) return tell(app, account, flags);
  say(`Open this address in your browser and sign in:\n${sign_in_url}`);
  return tell(app, await signedIn(app), flags);
}

async function signedIn(app: App): Promise<Account> {
  for (;;) {
    const { accounts } = await callAsPerson(app, 'accounts.list', {});
    const google = accounts.find((account) => account.service === 'google') as Account;
    if (!google.signing_in) return google;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}

async function tell(app: App, account: Account, flags: Flags): Promise<number> {
  const { no_keychain } = await callAsPerson(app, 'accounts.list', {});
  if (account.kept_in === 'session')
    say(
      `Nothing was stored: ${no_keychain} It lasts until the Titan Ads that holds this library ends. Set ${account.service === 'google' ? 'GOOGLE_DRIVE_CREDENTIALS' : 'the environment variable'} instead to keep it.`,
    );
  await writeResult(flags.json ? JSON.stringify(account) : inWords(account), flags.out);
  return account.problem ? errors[account.problem.code].exit : 0;
}

/** For people: "google connected as anna@example.com, ends in 4f2a". */
function inWords(account: Account): string {
  const { service, kept_in, label, ends_in, limits, problem } = account;
  const ends = accessEndsText(account, Date.now());
  if (problem) return `${service}: ${problem.message} ${problem.next_step}`;
  if (kept_in === null) return `${service} is not connected.`;
  return [
    `${service} connected`,
    label && ` as ${label}`,
    ends_in && `, ends in ${ends_in}`,
    limits && ` (${limits})`,
    ends && `. ${ends}`,
  ]
    .filter(Boolean)
    .join('');
}

async function fromEnvironment(service: Service): Promise<Connecting> {
  const read = (name: string): string => {
    const value = process.env[name];
    if (!value) throw new AppError('INVALID_INPUT', `${name} is not set.`);
    return value;
  };
  if (service === 'local') return { kind: 'server', service, url: read('LOCAL_MODEL_URL') };
  if (service !== 'google') return { kind: 'key', service, key: read(keyVariables[service]) };
  const { GOOGLE_DRIVE_CREDENTIALS: keyFile, GOOGLE_CLIENT_ID: id } = process.env;
  if (keyFile) return googleFile(keyFile);
  if (id) return { kind: 'oauth', service, client: { id, secret: read('GOOGLE_CLIENT_SECRET') } };
  throw new AppError(
    'INVALID_INPUT',
    'Set GOOGLE_DRIVE_CREDENTIALS, or GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.',
  );
}

async function fromPerson(service: Service): Promise<Connecting> {
  if (service === 'local')
    return { kind: 'server', service, url: await askLine('Address of the server: ', { hidden: false }) };
  if (service !== 'google')
    return { kind: 'key', service, key: await askLine(`${service} API key (not shown): `, { hidden: true }) };
  const id = await askLine('OAuth client id, or the path of the JSON file from Google Cloud: ', {
    hidden: false,
  });
  if (existsSync(fromUser(id))) return googleFile(id);
  return {
    kind: 'oauth',
    service,
    client: { id, secret: await askLine('Client secret (not shown): ', { hidden: true }) },
  };
}

/** Google Cloud hands out both as JSON: the key of a service account, and the client of a desktop app. */
async function googleFile(path: string): Promise<Connecting> {
  const text = await readFile(fromUser(path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new AppError('UNREADABLE', `${path} (${error.code}).`);
  });
  if (process.platform !== 'win32' && ((await stat(fromUser(path))).mode & 0o077) !== 0)
    say(`Other users of this machine can read ${path}: chmod 600 it, or delete it once it is connected.`);
  const client = desktopClient(text);
  return client
    ? { kind: 'oauth', service: 'google', client }
    : { kind: 'service_account', service: 'google', key_file: text };
}

function desktopClient(text: string): { id: string; secret: string } | null {
  try {
    const { installed } = JSON.parse(text) as { installed?: { client_id?: string; client_secret?: string } };
    return installed?.client_id && installed.client_secret
      ? { id: installed.client_id, secret: installed.client_secret }
      : null;
  } catch {
    return null;
  }
}

/** `accounts`, `accounts test <service>`, `accounts remove <service>`. */
export async function accounts(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [what, name, extra] = args;
  if (what !== undefined) {
    const service = Service.safeParse(name);
    if ((what !== 'test' && what !== 'remove') || !service.success || extra)
      throw new AppError('INVALID_INPUT', `titan accounts [test|remove ${Service.options.join('|')}]`);
    const account = await callAsPerson(app, `accounts.${what}`, { service: service.data });
    await writeResult(flags.json ? JSON.stringify(account) : inWords(account), flags.out);
    return account.problem ? errors[account.problem.code].exit : 0;
  }
  const { accounts, no_keychain } = await callAsPerson(app, 'accounts.list', {});
  const text = table(accounts, [
    { head: 'service', cell: (account) => account.service },
    {
      head: 'state',
      cell: ({ kept_in, problem }) => problem?.code ?? (kept_in ? 'connected' : 'not connected'),
    },
    { head: 'account', cell: ({ label }) => label ?? '' },
    { head: 'ends in', cell: ({ ends_in }) => ends_in ?? '' },
    { head: 'kept in', cell: ({ kept_in }) => kept_in ?? '' },
    { head: 'limits', cell: ({ limits }) => limits ?? '' },
    { head: 'access until', cell: ({ expires_at }) => expires_at ?? '' },
    { head: 'tested', cell: ({ tested_at }) => tested_at ?? '' },
  ]);
  await writeResult(flags.json ? JSON.stringify({ accounts }) : text, flags.out);
  for (const account of accounts) {
    const ends = accessEndsText(account, Date.now());
    if (ends) say(ends);
  }
  if (no_keychain !== null) say(`No keychain here: ${no_keychain}`);
  return 0;
}
