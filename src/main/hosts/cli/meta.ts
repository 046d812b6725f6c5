import {
  type AccountResults,
  AppError,
  errors,
  type Link,
  majorText,
  type Results,
  type SalesWindow,
  salesProposalText,
  salesText,
} from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { call, callAsPerson } from './client.ts';
import { follow } from './follow.ts';
import { accountIn } from './learnt.ts';
import type { Flags } from './options.ts';
import { dim, say, table, writeResult } from './output.ts';

/** `refresh-meta`: brings results and tells how much is here. */
export async function refreshMeta(app: App, args: readonly string[], flags: Flags): Promise<number> {
  if (args.length > 0) throw new AppError('INVALID_INPUT', 'titan refresh-meta [--days-back 30]');
  const daysBack = flags['days-back'] === undefined ? undefined : Number(flags['days-back']);
  if (daysBack !== undefined && !(Number.isInteger(daysBack) && daysBack >= 1 && daysBack <= 1100))
    throw new AppError('INVALID_INPUT', '--days-back takes a number of days from 1 to 1100.');
  const input = daysBack === undefined ? {} : { days_back: daysBack };
  const job = await follow(app, async () => (await call(app, 'learn.refresh', input)).job_id);
  if (!job) throw new AppError('INTERNAL', 'The job has gone.');
  const { failures } = await call(app, 'jobs.get', { job_id: job.id });
  for (const failure of failures) say(`${failure.message} ${failure.next_step}`);
  if (job.error) say(`${job.error.message} ${job.error.next_step}`);
  const { links_asked } = await call(app, 'today.show', { since: job.created_at });
  if (links_asked > 0) say(`${links_asked} links with Meta to look at since then: titan links.`);
  await tell(app, flags);
  if (job.state === 'cancelled') return errors.CANCELLED.exit;
  const first = job.error ?? failures[0];
  if (job.state === 'paused' && !first) return 1;
  return first ? errors[first.code].exit : 0;
}

export async function insights(app: App, args: readonly string[], flags: Flags): Promise<number> {
  if (args.length > 0) throw new AppError('INVALID_INPUT', 'titan insights takes no names.');
  await tell(app, flags);
  return 0;
}

const leastOfId = 3;
const decisions = { add: 'linked', reject: 'rejected', forget: 'none' } as const;

/** `links`, and what is decided of them by hand or by name. */
export async function links(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [what, first, second, extra] = args;
  const usage = new AppError(
    'INVALID_INPUT',
    'titan links, or titan links add|reject|forget <ad at Meta> <ad>, or titan links names|preview <pattern>',
  );
  if (extra) throw usage;
  if (what === undefined) return tellLinks(await call(app, 'learn.links', {}), flags);
  if (first === undefined) throw usage;
  if ((what === 'names' || what === 'preview') && second === undefined) {
    if (what === 'preview') return tellLinks(await call(app, 'learn.previewLinks', { names: first }), flags);
    await call(app, 'learn.linkNames', { names: first });
    return tellLinks(await call(app, 'learn.links', {}), flags);
  }
  if (second === undefined || !Object.hasOwn(decisions, what)) throw usage;
  const to = decisions[what as keyof typeof decisions];
  const { id, path } = await call(app, 'score.show', { ad: second });
  // What one looks at may be named as briefly as it is unique; a slip of the hand must not link another ad.
  if (second.length < leastOfId && id.startsWith(second.toLowerCase()) && second !== path)
    throw new AppError(
      'INVALID_INPUT',
      `"${second}" is too little of an id to link an ad by: give at least ${leastOfId} of its digits.`,
    );
  await call(app, 'learn.link', { meta_ad: first, ad: id, to });
  return tellLinks(await call(app, 'learn.links', {}), flags);
}

async function tellLinks(
  result: { readonly links: readonly Link[]; readonly without?: number },
  flags: Flags,
): Promise<number> {
  const text =
    result.links.length === 0
      ? 'No ad of the library is linked to one at Meta.'
      : table(result.links, [
          { head: 'state', cell: ({ state }) => state },
          { head: 'ad at Meta', max: 44, cell: ({ meta_ad_name }) => meta_ad_name },
          { head: 'its id', cell: ({ meta_ad_id }) => meta_ad_id },
          { head: 'file', max: 44, cell: ({ ad_name }) => ad_name },
          { head: 'ad', cell: ({ ad_id }) => ad_id },
          { head: 'by', cell: ({ how }) => how },
          { head: 'sure', align: 'right', cell: ({ certainty }) => certainty.toFixed(2) },
          { head: 'counts', cell: ({ left_out }) => (left_out === null ? '' : `no: ${left_out}`) },
        ]);
  await writeResult(flags.json ? JSON.stringify(result) : text, flags.out);
  return 0;
}

async function tell(app: App, flags: Flags): Promise<void> {
  const { since, until } = flags;
  const input = {
    ...accountIn(flags),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
  const result = await call(app, 'learn.insights', input);
  const text =
    result.accounts.length === 0
      ? 'No results yet: "titan connect meta", then "titan refresh-meta".'
      : result.accounts.map(inWords).join('\n\n');
  await writeResult(flags.json ? JSON.stringify(result) : text, flags.out);
  const shown = new Set(result.accounts.map(({ id }) => id));
  const { accounts } = await call(app, 'learn.sales', {});
  for (const { id, name, action_type, proposed_window } of accounts)
    if (shown.has(id) && proposed_window !== null)
      say(
        `${name}: ${salesProposalText} "titan sales ${id} ${action_type} ${proposed_window}" counts them alike.`,
      );
}

/** `sales`, and `sales 1234 purchase 7d_click`. */
export async function sales(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [account, type, window, extra] = args;
  if (args.length !== 0 && (!window || extra !== undefined))
    throw new AppError('INVALID_INPUT', 'Usage: titan sales [<account> <action type> <window>]');
  const found = window
    ? await callAsPerson(app, 'learn.chooseSales', {
        account: account as string,
        action_type: type as string,
        window: window as SalesWindow,
      })
    : await call(app, 'learn.sales', {});
  const text = table(found.accounts, [
    { head: 'account', cell: ({ id }) => id },
    { head: 'name', max: 44, cell: ({ name }) => name },
    { head: 'counts', cell: ({ action_type }) => action_type ?? 'nothing sold so far' },
    { head: 'window', cell: (one) => one.window ?? '' },
    { head: 'proposed', cell: ({ proposed_window }) => proposed_window ?? '' },
    { head: 'may count', cell: ({ action_types }) => action_types.join(' ') },
  ]);
  await writeResult(flags.json ? JSON.stringify(found) : text, flags.out);
  return 0;
}

function inWords(account: AccountResults): string {
  const { currency } = account;
  const money = (minor: number | null): string =>
    minor === null ? 'not reported' : `${majorText(minor, currency)} ${currency}`;
  const percent = (rate: number | null): string => (rate === null ? '' : `${(100 * rate).toFixed(2)} %`);
  const results = (pick: (results: Results) => string) => (row: { readonly results: Results }) =>
    pick(row.results);
  const columns = [
    { head: 'spend', align: 'right' as const, cell: results(({ spend_minor }) => money(spend_minor)) },
    { head: 'revenue', align: 'right' as const, cell: results(({ revenue_minor }) => money(revenue_minor)) },
    { head: 'orders', align: 'right' as const, cell: results(({ orders }) => orders?.toString() ?? '') },
    { head: 'ROAS', align: 'right' as const, cell: results(({ roas }) => roas?.toFixed(2) ?? '') },
    { head: 'CTR (all)', align: 'right' as const, cell: results(({ ctr }) => percent(ctr)) },
    { head: 'hook rate', align: 'right' as const, cell: results(({ hook_rate }) => percent(hook_rate)) },
  ];
  const days =
    account.since === null
      ? 'no days yet'
      : `${account.since} to ${account.until}, days of ${account.time_zone}`;
  const sale =
    account.action_type === null
      ? 'Nothing sold so far.'
      : salesText(account.action_type, account.window ?? 'value');
  const off = account.campaigns.filter(({ reconciles }) => !reconciles).map(({ name }) => name);
  return [
    `${account.name} (${account.id}, ${currency}), ${days}. ${sale}`,
    table(account.campaigns, [{ head: 'campaign', max: 44, cell: ({ name }) => name }, ...columns]),
    table(account.ads, [{ head: 'ad', max: 44, cell: ({ name }) => name }, ...columns]),
    ...(account.immature_since
      ? [
          dim(
            `Revenue, orders and ROAS from ${account.immature_since} on are too low yet: orders keep coming for a week.`,
          ),
        ]
      : []),
    ...(account.total?.provisional_minor
      ? [
          dim(
            `${money(account.total.provisional_minor)} of the revenue can still change: Meta restates 28 days.`,
          ),
        ]
      : []),
    ...(account.total?.orders_of_unknown_worth
      ? [
          dim(
            `${account.total.orders_of_unknown_worth} orders came without a worth: ROAS takes them for orders of the mean worth of the others, and is not told where they are more than half.`,
          ),
        ]
      : []),
    ...(off.length > 0 ? [dim(`Campaign and ads do not add up to the same: ${off.join(', ')}.`)] : []),
  ].join('\n\n');
}
