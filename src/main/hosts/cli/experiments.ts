import { AppError, type Experiment, type Input, majorText, type Output } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { call } from './client.ts';
import { accountIn } from './learnt.ts';
import type { Flags } from './options.ts';
import { dim, table, writeResult } from './output.ts';

const adsIn = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((ad) => ad.trim())
    .filter(Boolean);

export async function tests(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'plan') await plan(app, rest, flags);
  else if (verb === 'size') return size(app, rest, flags);
  else if (verb === 'drop' && rest.length === 1) await call(app, 'learn.dropTest', { id: rest[0] as string });
  else if (verb !== undefined)
    throw new AppError(
      'INVALID_INPUT',
      'titan tests, titan tests size <metric>, titan tests plan …, titan tests drop <test>',
    );
  const result = await call(app, 'learn.tests', accountIn(flags));
  await writeResult(flags.json ? JSON.stringify(result) : testsInWords(result), flags.out);
  return 0;
}

async function plan(
  app: App,
  [metric, feature, value, more]: readonly string[],
  flags: Flags,
): Promise<void> {
  if (!metric || !feature || !value || more !== undefined)
    throw new AppError(
      'INVALID_INPUT',
      'Name a metric, a feature and its value as titan patterns shows them.',
    );
  if (!flags.randomised)
    throw new AppError(
      'INVALID_INPUT',
      'Only an A/B test at Meta, which splits people at random, makes a pattern tested: --randomised says that it is one.',
    );
  await call(app, 'learn.planTest', {
    ...accountIn(flags),
    metric,
    feature,
    value,
    with: adsIn(flags.with),
    without: adsIn(flags.without),
    randomised: true,
    ...(flags.since !== undefined && { since: flags.since }),
    ...(flags.days !== undefined && { days: Number(flags.days) }),
  } as Input<'learn.planTest'>);
}

/** `tests size <metric> [--lift 20] [--days 14]`: percentages are 0 to 900. */
async function size(app: App, [metric, more]: readonly string[], flags: Flags): Promise<number> {
  const { lift, days } = flags;
  const wrong = [lift, days].find((text) => text !== undefined && !/^\d+(\.\d+)?$/.test(text));
  if (!metric || more !== undefined || wrong !== undefined)
    throw new AppError('INVALID_INPUT', 'titan tests size <metric> [--lift 20] [--days 14]');
  const found = await call(app, 'learn.testSize', {
    ...accountIn(flags),
    metric: metric as Input<'learn.testSize'>['metric'],
    ...(lift !== undefined && { lift: Number(lift) / 100 }),
    ...(days !== undefined && { days: Number(days) }),
  });
  await writeResult(flags.json ? JSON.stringify(found) : sizeInWords(found), flags.out);
  return 0;
}

export function sizeInWords(found: Output<'learn.testSize'>): string {
  const { lift, power, days, smallest_lift, unit, currency } = found;
  const of = (per_arm: number) => unitsText(per_arm, unit, currency);
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  return [
    `To find a lift of ${percent(lift)} with a power of ${percent(power)}: ${of(found.needed_per_arm)} in each of two arms, ${found.needed_days} days at the present rate.`,
    `In ${days} days: ${of(found.per_arm)} in each arm find it with a power of ${percent(found.power_then)}; the smallest lift with ${percent(power)} is ${smallest_lift === null ? 'above tenfold' : percent(smallest_lift)}.`,
    'That is chance in the counts alone: ads differ besides, so with few in an arm it takes more.',
    dim('Two-sided at 5 %, if all that the account shows goes into the test.'),
  ].join('\n');
}

const far = ({ with: a, without: b, per_arm }: Experiment): string =>
  `${Math.floor((100 * Math.min(a.trials, b.trials)) / per_arm)} %`;

const result = ({ verdict, effect, interval95, state }: Experiment): string => {
  if (state === 'dropped') return 'dropped';
  if (verdict === 'running' || effect === null || !interval95) return verdict;
  const [low, high] = interval95.map((bound) => `${(100 * bound).toFixed(0)} %`);
  return `${verdict}: ${(100 * effect).toFixed(0)} % (95 %: ${low} to ${high})`;
};

const unitsText = (units: number, unit: Experiment['unit'], currency: string): string =>
  unit === 'minor units' ? `${currency} ${majorText(units, currency)} of spend` : `${units} ${unit}`;

export const testsInWords = ({ tests: all, currency }: Output<'learn.tests'>): string =>
  all.length === 0
    ? 'No test is planned. titan patterns says what would be worth one, and its size.'
    : [
        table(all, [
          { head: 'test', cell: ({ id }) => id },
          { head: 'of', max: 40, cell: ({ feature, value, metric }) => `${feature}: ${value}, ${metric}` },
          { head: 'days', cell: ({ since, until }) => `${since} to ${until}` },
          {
            head: 'per arm',
            align: 'right',
            cell: ({ per_arm, unit }) => unitsText(per_arm, unit, currency),
          },
          { head: 'so far', align: 'right', cell: far },
          { head: 'result', max: 60, cell: result },
        ]),
        dim('Each is read once, by a refresh, when both arms have what was planned or its days are over.'),
      ].join('\n\n');
