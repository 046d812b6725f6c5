import { AppError, type BudgetLimits, type Input, majorText } from '../../../contract/index.ts';
import { decimalsOf, minorOf } from '../../core/money.ts';
import type { App } from '../app.ts';
import { call, callAsPerson } from './client.ts';
import { accountIn } from './learnt.ts';
import type { Flags } from './options.ts';
import { dim, table, writeResult } from './output.ts';

const usage =
  'titan limits [floor=0.00] [ceiling=0.00|none] [margin=40] [step=20] [spacing=3] [aim=earn|winner] [split=10|off] [<budget>:floor=…] [<budget>:ceiling=…] [<budget>:margin=…|none]';

/** `limits`: what a proposal is held to; with `name=value` it is set. Percentages are 0 to 100. */
export async function limits(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const now = await call(app, 'decide.limits', accountIn(flags));
  const found =
    args.length === 0
      ? now
      : await callAsPerson(app, 'decide.setLimits', {
          account: now.account.id,
          ...patchOf(args, now.currency),
        });
  await writeResult(flags.json ? JSON.stringify(found) : limitsInWords(found), flags.out);
  return 0;
}

type Patch = Input<'decide.setLimits'>;
type BudgetPatch = NonNullable<Patch['budgets']>[number];

export function patchOf(args: readonly string[], currency: string): Patch {
  const budgets = new Map<string, BudgetPatch>();
  let patch: Patch = {};
  for (const arg of args) {
    const [, id, name, value] = /^(?:(\d{1,32}):)?(\w+)=(.+)$/.exec(arg) ?? [];
    if (name === undefined || value === undefined) throw new AppError('INVALID_INPUT', usage);
    if (id === undefined) patch = { ...patch, ...ofAccount(name, value, currency) };
    else budgets.set(id, { ...(budgets.get(id) ?? { id }), ...ofBudget(name, value, currency) });
  }
  return budgets.size === 0 ? patch : { ...patch, budgets: [...budgets.values()] };
}

function ofAccount(name: string, value: string, currency: string): Patch {
  if (name === 'floor') return { total_floor_minor: amountOf(value, currency) };
  if (name === 'ceiling') return { total_ceiling_minor: value === 'none' ? null : amountOf(value, currency) };
  if (name === 'margin') return { margin: shareOf(value) };
  if (name === 'step') return { step_share: shareOf(value) };
  if (name === 'spacing') return { spacing_days: Number(value) };
  if (name === 'split') return { loss_share: value === 'off' ? null : shareOf(value) };
  if (name === 'aim' && (value === 'earn' || value === 'winner'))
    return { aim: value === 'earn' ? 'earn' : 'find winner' };
  throw new AppError('INVALID_INPUT', usage);
}

function ofBudget(name: string, value: string, currency: string): Partial<BudgetPatch> {
  if (name === 'floor') return { floor_minor: amountOf(value, currency) };
  if (name === 'ceiling') return { ceiling_minor: value === 'none' ? null : amountOf(value, currency) };
  if (name === 'margin') return { margin: value === 'none' ? null : shareOf(value) };
  throw new AppError('INVALID_INPUT', usage);
}

function amountOf(text: string, currency: string): number {
  const minor = minorOf(text, decimalsOf(currency));
  if (minor === null || minor < 0)
    throw new AppError('INVALID_INPUT', `"${text}" is no amount, such as 50.00.`);
  return minor;
}

function shareOf(text: string): number {
  const hundredths = minorOf(text, 2);
  if (hundredths === null) throw new AppError('INVALID_INPUT', `"${text}" is no percentage, such as 40.`);
  return hundredths / 10_000;
}

export function limitsInWords(found: BudgetLimits): string {
  const { currency, guard, account, budgets } = found;
  const money = (minor: number | null): string => (minor === null ? 'none' : majorText(minor, currency));
  const percent = (share: number): string => `${Math.round(share * 10_000) / 100} %`;
  return [
    `${account.name}, ${currency} a day`,
    `All budgets together: floor ${money(found.total_floor_minor)}, ceiling ${money(found.total_ceiling_minor)}, margin ${percent(found.margin)}`,
    `A budget moves at most ${percent(found.step_share)} at once, and not again within ${found.spacing_days} days.`,
    found.aim === 'earn'
      ? 'The money is to earn the most.'
      : 'The money is to find the best budget, as a test does.',
    guard
      ? `Revenue may fall at most ${percent(guard.loss_share)} below that of the split of ${guard.since.slice(0, 10)}.`
      : 'No split of your own is held to.',
    '',
    table(budgets, [
      { head: 'id', cell: ({ id }) => id },
      { head: 'budget', max: 40, cell: ({ name }) => name },
      { head: 'now', align: 'right', cell: ({ now_minor }) => money(now_minor) },
      { head: 'floor', align: 'right', cell: ({ floor_minor }) => money(floor_minor) },
      { head: 'ceiling', align: 'right', cell: ({ ceiling_minor }) => money(ceiling_minor) },
      { head: 'margin', align: 'right', cell: ({ margin }) => percent(margin ?? found.margin) },
    ]),
    dim('titan limits ceiling=500.00 margin=40 <id>:floor=10.00 sets them.'),
  ].join('\n');
}
