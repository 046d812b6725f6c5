import { AppError, type DecisionOutcome, majorText, type Output } from '../../../contract/index.ts';
import { settlesText } from '../../../contract/words.ts';
import type { App } from '../app.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { table, writeResult } from './output.ts';

/** `outcomes [decision]`: what came of decisions that were carried out, or on which day it will be known. */
export async function outcomes(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [id, extra] = args;
  if (extra !== undefined) throw new AppError('INVALID_INPUT', 'titan outcomes [decision]');
  const found = await call(app, 'decide.outcomes', id === undefined ? {} : { id });
  if (id !== undefined && found.outcomes.length === 0)
    throw new AppError('NOT_FOUND', `No decision ${id} was carried out.`);
  await writeResult(flags.json ? JSON.stringify(found) : outcomesInWords(found), flags.out);
  return 0;
}

export function outcomesInWords({ outcomes: all, calibration }: Output<'decide.outcomes'>): string {
  const { budgets, inside } = calibration;
  return [
    ...(all.length === 0 ? ['No decision was carried out yet.'] : all.map(outcomeInWords)),
    ...(budgets > 0 ? [`${inside} of ${budgets} budgets brought what nine in ten should.`] : []),
  ].join('\n\n');
}

function outcomeInWords(one: DecisionOutcome): string {
  const money = (minor: number): string => majorText(minor, one.currency);
  const head = `${one.decision_id}  ${one.account.name}`;
  if (one.state === 'cut short')
    return `${head}\nThe budgets were changed again before a whole day had passed.`;
  const days = `${one.first_day} to ${one.last_day}`;
  if (!one.whole)
    return `${head}\n${days}; not settled yet: ${settlesText(one.settles_on ?? '', one.source)}.`;
  const ranOn = one.arms.some(({ foretold }) => foretold === null);
  const all = { ...one.whole, id: '', name: ranOn ? 'all others' : 'all' };
  const rows = table(
    [...one.arms, all],
    [
      { head: 'ad set', max: 40, cell: ({ name }) => name },
      { head: 'spent', align: 'right', cell: (arm) => money(arm.spend_minor) },
      { head: 'brought', align: 'right', cell: (arm) => money(arm.revenue_minor) },
      { head: 'orders', align: 'right', cell: ({ orders }) => String(orders) },
      {
        head: 'foretold (90 %)',
        align: 'right',
        cell: ({ foretold }) =>
          foretold === null ? '' : `${money(foretold.p50)} (${money(foretold.p5)}–${money(foretold.p95)})`,
      },
      {
        head: 'as foretold',
        cell: ({ as_foretold }) => (as_foretold === null ? 'it ran on' : as_foretold ? 'yes' : 'no'),
      },
    ],
  );
  return `${head}\n${days}, ${one.currency}, by the ${one.source === 'ledger' ? 'revenue ledger' : 'figures of Meta'}\n\n${rows}`;
}
