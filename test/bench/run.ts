import { readdirSync } from 'node:fs';

type Ratio = number | { readonly value: number; readonly bar?: number; readonly goal?: number };

/** What every file beside this one exports as `bench`. */
export interface BenchResult {
  readonly name: string;
  /** Measured against something else in the same run, so that they hold on any machine; each with its bar, if it has one. */
  readonly ratios: Readonly<Record<string, Ratio>>;
  /** Figures behind the ratios, which hold for this machine alone. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly pass: boolean;
}
type Bench = (flags: Map<string, string>) => Promise<BenchResult>;

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -3))
  .sort();

/** `--files 20 --json` and `--files=20` alike; a flag without a value is "true". */
const parseFlags = (args: readonly string[]): Map<string, string> => {
  const flags = new Map<string, string>();
  args.forEach((arg, index) => {
    if (!arg.startsWith('--')) return;
    const [key = '', inline] = arg.slice(2).split('=', 2);
    const next = args[index + 1];
    flags.set(key, inline ?? (next !== undefined && !next.startsWith('--') ? next : 'true'));
  });
  return flags;
};

const print = ({ name, ratios, raw, pass }: BenchResult) => {
  console.log(`${name}: ${pass ? 'pass' : 'FAIL'}`);
  for (const [key, ratio] of Object.entries(ratios)) {
    const { value, bar, goal }: Exclude<Ratio, number> = typeof ratio === 'number' ? { value: ratio } : ratio;
    const target = [bar === undefined ? '' : `bar ${bar}`, goal === undefined ? '' : `goal ${goal}`].filter(
      Boolean,
    );
    console.log(`  ${key.padEnd(36)} ${value.toFixed(4).padStart(10)}  ${target.join(', ')}`);
  }
  console.log('  raw figures of this machine');
  for (const [key, value] of Object.entries(raw)) {
    console.log(`  ${key.padEnd(36)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  }
};

const [name, ...rest] = process.argv.slice(2);
if (!name || name.startsWith('--')) {
  console.log(`npm run bench -- <name> [--json] [flags of that benchmark]\n\n${names.join('\n')}`);
} else if (!names.includes(name)) {
  console.error(`There is no benchmark "${name}". Known: ${names.join(', ') || 'none'}.`);
  process.exitCode = 2;
} else {
  const flags = parseFlags(rest);
  const { bench } = (await import(`./${name}.ts`)) as { bench: Bench };
  const result = await bench(flags);
  if (flags.has('json')) console.log(JSON.stringify(result));
  else print(result);
  process.exitCode = result.pass ? 0 : 1;
}
