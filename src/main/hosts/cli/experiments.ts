import { AppError, type Experiment, type Input, majorText, type Output } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { call } from './client.ts';
import { accountIn } from './learnt.ts';
import { dim, table, writeResult } from './output.ts';
import type { Flags } from './verbs.ts';

const adsIn = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((ad) => ad.trim())
    .filter(Boolean);

export async function tests(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'plan') await plan(app, rest, flags);
  else if (verb === 'drop' && rest.length === 1) await call(app, 'learn.dropTest', { id: rest[0] as string });
  else if (verb !== undefined)
    throw new AppError('INVALID_INPUT', 'titan tests, titan tests plan …, titan tests drop <test>');
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
      'Only an A/B test at Meta, which splits people at random, shows what causes what: --randomised says that it is one.',
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
  } as Input<'learn.planTest'>);
}

const far = ({ with: a, without: b, per_arm }: Experiment): string =>
  `${Math.floor((100 * Math.min(a.trials, b.trials)) / per_arm)} %`;

const result = ({ verdict, effect, interval95, state }: Experiment): string => {
  if (state === 'dropped') return 'dropped';
  if (verdict === 'running' || effect === null || !interval95) return verdict;
  const [low, high] = interval95.map((bound) => `${(100 * bound).toFixed(0)} %`);
  return `${verdict}: ${(100 * effect).toFixed(0)} % (95 %: ${low} to ${high})`;
};

const size = ({ per_arm, unit }: Experiment, currency: string): string =>
  unit === 'minor units' ? `${currency} ${majorText(per_arm, currency)} of spend` : `${per_arm} ${unit}`;

export const testsInWords = ({ tests: all, currency }: Output<'learn.tests'>): string =>
  all.length === 0
    ? 'No test is planned. titan patterns says what would be worth one, and its size.'
    : [
        table(all, [
          { head: 'test', cell: ({ id }) => id },
          { head: 'of', max: 40, cell: ({ feature, value, metric }) => `${feature}: ${value}, ${metric}` },
          { head: 'since', cell: ({ since }) => since },
          { head: 'per arm', align: 'right', cell: (one) => size(one, currency) },
          { head: 'so far', align: 'right', cell: far },
          { head: 'result', max: 60, cell: result },
        ]),
        dim('Each is read once, by a refresh, when both arms have what was planned.'),
      ].join('\n\n');
