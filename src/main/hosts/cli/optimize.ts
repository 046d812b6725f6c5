import { AppError, type BudgetProposal, majorText } from '../../../contract/index.ts';
import {
  asNowText,
  delayDoubtText,
  earnsAsNow,
  isShown,
  rateChangedText,
  silenceText,
  spendsText,
  toldText,
} from '../../../contract/words.ts';
import { decimalsOf, minorOf } from '../../core/money.ts';
import type { App } from '../app.ts';
import { call, callAsPerson } from './client.ts';
import { accountIn } from './learnt.ts';
import type { Flags } from './options.ts';
import { dim, table, writeResult } from './output.ts';

/** `optimize [--account N] [--total 500.00] [--explain] [--propose]`: where the daily money would do most. */
export async function optimize(app: App, args: readonly string[], flags: Flags): Promise<number> {
  if (args.length > 0)
    throw new AppError(
      'INVALID_INPUT',
      'titan optimize [--account N] [--total 500.00] [--source ledger|meta] [--explain] [--propose]',
    );
  const { source } = flags;
  if (source !== undefined && source !== 'ledger' && source !== 'meta')
    throw new AppError('INVALID_INPUT', '--source takes ledger or meta.');
  // At a terminal it is a person who names the source; a program that does lifts no doubt.
  const ask = process.stdin.isTTY ? callAsPerson : call;
  const found = await ask(app, flags.propose ? 'decide.propose' : 'decide.optimize', {
    ...accountIn(flags),
    ...(source !== undefined && { source }),
    ...(flags.total !== undefined && { total_minor: await totalOf(app, flags, flags.total) }),
  });
  await writeResult(
    flags.json ? JSON.stringify(found) : budgetInWords(found, flags.explain ?? false),
    flags.out,
  );
  return 0;
}

/** In the currency of the account, which decides how many decimals there are. */
async function totalOf(app: App, flags: Flags, text: string): Promise<number> {
  const { currency } = await call(app, 'decide.limits', accountIn(flags));
  const minor = minorOf(text, decimalsOf(currency));
  if (minor === null || minor <= 0)
    throw new AppError('INVALID_INPUT', '--total takes an amount of a day, such as 500.00.');
  return minor;
}

export function budgetInWords(found: BudgetProposal, explain: boolean): string {
  const { currency, arms, expected_gain, explain: facts, basis } = found;
  const money = (minor: number): string => majorText(minor, currency);
  const rows = table(arms.filter(isShown), [
    { head: 'ad set', max: 40, cell: ({ name }) => name },
    { head: 'now', align: 'right', cell: (arm) => money(arm.now_minor) },
    { head: 'proposed', align: 'right', cell: (arm) => money(arm.proposed_minor) },
    { head: 'P(better)', align: 'right', cell: (arm) => arm.p_better?.toFixed(2) ?? '' },
    {
      head: 'ROAS',
      align: 'right',
      cell: ({ roas }) => `${roas.p50.toFixed(2)} (${roas.p5.toFixed(2)}–${roas.p95.toFixed(2)})`,
    },
    { head: 'held by', cell: ({ bound_by, resume }) => (resume ? 'resumed' : (bound_by ?? '')) },
  ]);
  const gain = earnsAsNow(expected_gain)
    ? asNowText
    : `Expected gain ${money(expected_gain.p50)} ${currency} a day (90 % interval ${money(expected_gain.p5)} to ${money(expected_gain.p95)}), better than now with P = ${found.p_gain.toFixed(2)}; the worst of a hundred draws is ${money(found.worst_gain)}.`;
  const why = [
    `${facts.orders} orders, on ${facts.closed_days} closed days. ${basis.rule}`,
    ...(basis.source === 'ledger' && basis.told ? [toldText(basis.told, basis.told.at)] : []),
    ...(basis.undated > 0
      ? [`${basis.undated} sales of the ledger are left out: their click or their budget is not known.`]
      : []),
    `Half of the orders are known ${facts.delay_median_days.toFixed(1)} days after the click (${facts.delay_orders} with a known delay).`,
    `A day ago weighs ${facts.discount} of today.`,
    `Intervals are as wide as for a scatter of ${facts.dispersion.toFixed(2)} times chance.`,
    ...(facts.past_scatter === null
      ? []
      : [`Earlier outcomes were ${facts.past_scatter.toFixed(2)} times as far off as foretold.`]),
    `Seed ${found.seed}, inputs ${found.inputs_hash.slice(0, 16)}.`,
  ];
  return [
    `${found.account.name}: ${money(found.total_minor)} ${currency} a day`,
    '',
    rows,
    '',
    gain,
    ...heldTo(found),
    ...arms.flatMap(({ name, now_minor, spent_minor }) =>
      spent_minor === null ? [] : [`${name}: ${spendsText(money(now_minor), money(spent_minor))}.`],
    ),
    ...(facts.delay_doubted ? [delayDoubtText] : []),
    ...(basis.source === 'ledger' && basis.told && basis.overdue !== null
      ? [silenceText(basis.told.at, basis.overdue)]
      : []),
    ...arms.flatMap(({ name, rate_changed_on: day }) => (day ? [rateChangedText(name, day)] : [])),
    ...(found.unspent_minor > 0 ? [`${money(found.unspent_minor)} ${currency} no budget may take.`] : []),
    `Counted: ${basisInWords(found)}`,
    ...(basis.blocked
      ? [`Nothing is proposed on it. ${basis.blocked} (at a terminal: --source ledger or --source meta)`]
      : []),
    ...(explain ? ['', ...why] : []),
    ...(found.proposals.length > 0
      ? ['', `Waiting for a person: ${found.proposals.join(', ')}. titan approvals shows the queue.`]
      : [dim('Nothing was changed. --propose puts it into the approval queue.')]),
  ].join('\n');
}

/** What a person set for the whole account, where it was held to that. */
function heldTo({ total_bound_by, aim, guard }: BudgetProposal): string[] {
  return [
    ...(total_bound_by === null ? [] : [`The total is your ${total_bound_by} of a day (titan limits).`]),
    ...(aim === 'earn'
      ? []
      : ['It looks for the best budget, not for the most revenue (titan limits aim=earn).']),
    ...(guard === null
      ? []
      : [
          `Your own split of ${guard.since.slice(0, 10)} is left ${Math.round(guard.followed * 100)} % of the way, so that revenue hardly falls more than ${Math.round(guard.loss_share * 100)} % below it.`,
        ]),
  ];
}

/** Whose orders were counted, and what the other side says of the same days. */
function basisInWords({ basis }: BudgetProposal): string {
  const { source, sources, ledger_orders, meta_orders, ratio } = basis;
  const share = ratio === null ? '' : `; the ledger's revenue is ${Math.round(ratio * 100)} % of Meta's`;
  return source === 'ledger'
    ? `${ledger_orders} orders of the revenue ledger (${sources.join(', ')}); Meta attributes ${meta_orders}${share}.`
    : `orders as Meta attributes them; the ledger knows ${ledger_orders}${share}.`;
}
