import { AppError, majorText, type Output } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { call } from './client.ts';
import { accountIn } from './learnt.ts';
import type { Flags } from './options.ts';
import { table, writeResult } from './output.ts';

/** `backtest`: what would have been proposed each week, and how well it foretold what came. */
export async function backtest(app: App, args: readonly string[], flags: Flags): Promise<number> {
  if (args.length > 0) throw new AppError('INVALID_INPUT', 'titan backtest [--account NUMBER]');
  const found = await call(app, 'decide.backtest', accountIn(flags));
  await writeResult(flags.json ? JSON.stringify(found) : backtestInWords(found), flags.out);
  return 0;
}

type Found = Output<'decide.backtest'>;
type Sums = NonNullable<Found['sums']>;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const hitsText = ({ hits, of, interval90 }: Sums['raised']): string =>
  interval90 === null
    ? 'none'
    : `${hits} of ${of} (90 % interval ${percent(interval90[0])} to ${percent(interval90[1])})`;

export function backtestInWords({ account, currency, days, sums, ...found }: Found): string {
  const money = (minor: number): string => majorText(Math.round(minor), currency);
  const rows = table(days, [
    { head: 'week from', cell: ({ day }) => day },
    {
      head: 'would move',
      align: 'right',
      cell: ({ moved_share }) => (moved_share === null ? '' : percent(moved_share)),
    },
    { head: 'brought', align: 'right', cell: ({ whole }) => (whole ? money(whole.revenue_minor) : '') },
    {
      head: 'foretold (90 %)',
      align: 'right',
      cell: ({ whole }) =>
        whole
          ? `${money(whole.foretold.p50)} (${money(whole.foretold.p5)}–${money(whole.foretold.p95)})`
          : '',
    },
    { head: 'inside', cell: ({ whole }) => (whole ? (whole.as_foretold ? 'yes' : 'no') : '') },
    { head: 'nothing told, since', max: 60, cell: ({ refused }) => refused ?? '' },
  ]);
  const { settled_days, budget_weeks, needed } = found;
  return [
    `${account.name}, ${currency}`,
    ...(days.length > 0 ? ['', rows] : []),
    '',
    ...(sums
      ? sumsInWords(sums)
      : [
          `Not enough data: ${settled_days} of ${needed.settled_days} weeks that have settled, ${budget_weeks} of ${needed.budget_weeks} weeks of single budgets.`,
        ]),
    '',
    found.rule,
  ].join('\n');
}

const sumsInWords = ({ inside, scatter, better, sure, raised, moved_share }: Sums): string[] => [
  ...inside.map(
    ({ expected, seen }) => `In the ${percent(expected)} interval of a budget's week: ${hitsText(seen)}.`,
  ),
  `Off by ${scatter.toFixed(2)} times what was foretold, squared (1 is right).`,
  `Said better or worse than the others, and was: ${hitsText(better)}; it expected ${percent(better.expected)} of the means, a week adds chance.`,
  ...(sure.of > 0
    ? [`Where it was 90 % sure: ${hitsText(sure)}; it expected ${percent(sure.expected)} of the means.`]
    : []),
  `Weeks in which what it would have raised returned more than what it would have cut: ${hitsText(raised)}.`,
  `It would have moved ${percent(moved_share)} of the money a week.`,
];
