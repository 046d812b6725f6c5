import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import type { DayFigures } from '../../core/learn/meta/figures.ts';
import type { MetaAccount, MetaNow, MetaNowPort, MetaNowQuestion, MetaNowThing } from '../../ports.ts';
import type { MetaClient, Subject } from './client.ts';
import { NotTaken } from './errors.ts';
import { askedFor } from './insights.ts';
import { toFigures, toNowThing } from './map.ts';
import { AccountState, accountStates, InsightRow, NowNode, nowFields } from './wire.ts';

/** Each takes a request of its own for how it stands, and somebody waits. */
const mostThings = 25;
/** Somebody waits: a longer rest is told in place of waited for. */
const mostRestMs = 10_000;

const Rows = z.object({
  data: z.array(InsightRow),
  paging: z.object({ next: z.string().optional() }).optional(),
});
const filterOf = { campaign: 'campaign.id', ad_set: 'adset.id', ad: 'ad.id' } as const;

/** The same client for somebody who waits. */
export const atOnce = (client: MetaClient): Pick<MetaClient, 'read' | 'pages'> => ({
  read: (path, params, shape, subject, signal) =>
    client.read(path, params, shape, { ...subject, mostRestMs }, signal),
  pages: (path, params, row, subject, signal, pageSize) =>
    client.pages(path, params, row, { ...subject, mostRestMs }, signal, pageSize),
});

/** How things stand at Meta at this moment, and what they did on some days; all of the answer or none. */
export function createMetaNow(
  client: Pick<MetaClient, 'read'>,
  accounts: MetaNowPort['accounts'],
): MetaNowPort {
  const aboutOf = (account: MetaAccount, what: string): Subject => ({
    account: account.id,
    what: `${what} of ${account.name}`,
  });

  /** One row for each, of all days together, as Meta adds them up; those with the most spend where none is named. */
  async function figuresOf(
    account: MetaAccount,
    { level, ids, range }: MetaNowQuestion,
    signal: AbortSignal,
  ): Promise<{ figures: DayFigures[]; more: boolean }> {
    const params = {
      ...askedFor(level, range),
      time_increment: 'all_days',
      limit: mostThings,
      ...(level !== 'account' && {
        sort: ['spend_descending'],
        ...(ids.length > 0 && { filtering: [{ field: filterOf[level], operator: 'IN', value: ids }] }),
      }),
    };
    const about = aboutOf(account, `Results from ${range.since} to ${range.until}`);
    const { data, paging } = await client.read(
      [`act_${account.id}`, 'insights'],
      params,
      Rows,
      about,
      signal,
    );
    return {
      figures: data.map((row) => toFigures(row, level, account)),
      more: ids.length === 0 && paging?.next !== undefined,
    };
  }

  async function thing(
    account: MetaAccount,
    level: MetaNowQuestion['level'],
    id: string,
    signal: AbortSignal,
  ): Promise<MetaNowThing> {
    const about = aboutOf(account, `${level === 'account' ? 'State' : id}`);
    if (level === 'account') {
      const fields = 'account_id,name,account_status';
      const { account_status } = await client.read([`act_${id}`], { fields }, AccountState, about, signal);
      const status = accountStates[account_status] ?? `STATUS_${account_status}`;
      const budgets = { dailyBudgetMinor: null, lifetimeBudgetMinor: null };
      return {
        id,
        name: account.name,
        status,
        effectiveStatus: status,
        ...budgets,
        learning: null,
        issues: [],
      };
    }
    const node = await client
      .read([id], { fields: nowFields[level] }, NowNode, about, signal)
      .catch((error: unknown) => {
        // A field that this kind of thing does not have: it is another kind.
        if (error instanceof NotTaken) throw new AppError('NOT_FOUND', `${about.what}: it is no ${level}.`);
        throw error;
      });
    if (node.account_id !== account.id)
      throw new AppError('NOT_FOUND', `${account.name} has no ${level} ${id}.`);
    return toNowThing(node, account.currency);
  }

  return {
    accounts,
    async ask(account, question, signal): Promise<MetaNow> {
      const { figures, more } = await figuresOf(account, question, signal);
      const byId = new Map(figures.map((row) => [row.objectId, row]));
      const { level, ids } = question;
      const wanted = level === 'account' ? [account.id] : ids.length > 0 ? ids : [...byId.keys()];
      const things: MetaNow['things'][number][] = [];
      for (const id of wanted)
        things.push({ ...(await thing(account, level, id, signal)), figures: byId.get(id) ?? null });
      return { things, more };
    },
  };
}
