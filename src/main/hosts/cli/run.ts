import { parseArgs } from 'node:util';
import { AppError, errors } from '../../../contract/index.ts';
import { recoveryText } from '../../../contract/words.ts';
import type { App } from '../app.ts';
import { type OpenOptions, openApp } from '../compose.ts';
import { CallError } from '../typed-call.ts';
import { appVersion } from '../version.ts';
import { call } from './client.ts';
import { type Flags, type OptionName, options } from './options.ts';
import { say, writeResult } from './output.ts';
import { type Verb, verbs } from './verbs.ts';

const common: readonly OptionName[] = ['json', 'out', 'help'];

/** Runs one command and answers its exit code. stdout carries the result alone; everything else goes to stderr. */
export async function runCli(
  argv: readonly string[],
  host: Pick<OpenOptions, 'startMediaHost'> = {},
): Promise<number> {
  try {
    const [name, ...rest] = argv;
    if (name === '--version') return await print(appVersion);
    if (name === undefined || name === '--help' || name === 'help') return await print(overview());
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!verb) throw new AppError('INVALID_INPUT', `There is no verb "${name}". Run "titan --help".`);
    const { flags, args } = parse(verb, rest);
    if (flags.help) return await print(help(verb));
    const place = await verb.prepare?.();
    try {
      const app = await openApp({
        ...host,
        role: verb.role,
        ...(place && { home: place.home, sandbox: place.sandbox }),
      }).catch(async (error: unknown) => {
        if (error instanceof AppError) await verb.unopened?.(error, flags);
        throw error;
      });
      try {
        if (verb !== verbs.restore) await tellRecovery(app);
        return await verb.run(app, [...(place?.args ?? []), ...args], flags);
      } finally {
        await app.close();
      }
    } finally {
      await place?.close();
    }
  } catch (error) {
    return fail(error);
  }
}

/** Before the verb: a served library is told of while it is served. */
async function tellRecovery(app: App): Promise<void> {
  const { recovery } = await call(app, 'settings.get', {});
  if (recovery)
    say(`${recoveryText(recovery)} To end this line: titan call settings.set '{"recovery":null}'`);
}

function parse(verb: Verb, argv: readonly string[]): { flags: Flags; args: string[] } {
  const names = [...verb.options, ...common];
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(names.map((name) => [name, { type: options[name].type }])),
      allowPositionals: true,
    });
    return { flags: values as Flags, args: positionals };
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${(error as Error).message} Usage: titan ${verb.usage}`);
  }
}

function fail(error: unknown): number {
  if (!(error instanceof AppError)) {
    say(`${errors.INTERNAL.text} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return errors.INTERNAL.exit;
  }
  const text = error instanceof CallError ? error.failure.message : error.message;
  say(`${error.code}: ${text} ${errors[error.code].next}`);
  return errors[error.code].exit;
}

const print = async (text: string): Promise<number> => {
  await writeResult(text, undefined);
  return 0;
};

/** What is too long for the first column has a line of its own. */
const twoColumns = (left: string, width: number, right: string): string =>
  left.length < width ? `  ${left.padEnd(width)}${right}` : `  ${left}\n  ${' '.repeat(width)}${right}`;

const overview = (): string =>
  [
    'titan <verb> [options]   Measures, scores and explains ads on this machine.',
    '',
    ...Object.values(verbs).map(({ usage, summary }) => twoColumns(usage, 28, summary)),
    '',
    'titan <verb> --help tells the options. TITAN_HOME sets the data folder.',
    'Exit: 0 done, 1 nothing could be done, 2 wrong usage, 3 store, 4 account, 5 budget or approval, 130 Ctrl-C.',
  ].join('\n');

const help = (verb: Verb): string =>
  [
    `titan ${verb.usage}`,
    verb.summary,
    '',
    ...[...verb.options, ...common].map((name) => {
      const option = options[name];
      const flag = `--${name}${'value' in option ? ` ${option.value}` : ''}`;
      return twoColumns(flag, 22, option.help);
    }),
  ].join('\n');
