import { z } from 'zod';
import { AppError } from '../../../contract/index.ts';
import type { Mutation, RemoteTarget } from '../../core/act/plan.ts';
import { minorPerMetaUnit } from '../../core/money.ts';
import type { AdAccountPort, Applied, Clock, MetaAds, RemoteAccount } from '../../ports.ts';
import { type MetaClient, type Subject, yesHoldsMs } from './client.ts';
import { NotTaken } from './errors.ts';
import { Above, AccountNode, Activity, accountFields, TargetNode } from './wire.ts';

const hourS = 3600;
const budgetEvents = /^update_(ad_set|campaign)_budget$/;
const statusEvents = /^update_(ad|ad_set|campaign)_run_status$/;
const Success = z.object({ success: z.literal(true) });

interface AdAccountParts {
  readonly client: MetaClient;
  readonly ads: Pick<MetaAds, 'accounts'>;
  /** Those that are named in the environment. */
  readonly named: readonly string[];
  readonly clock: Clock;
}

/** The ad account as the executor reads and writes it: never from a cache, each write sent once. */
export function createAdAccount({ client, ads, named, clock }: AdAccountParts): AdAccountPort {
  const subjectOf = (account: string, what: string): Subject => ({ account, what });

  const currencyOf = async (account: string, signal: AbortSignal): Promise<string> => {
    const subject = subjectOf(account, `Ad account ${account}`);
    const node = await client.read(
      [`act_${account}`],
      { fields: accountFields },
      AccountNode,
      subject,
      signal,
    );
    return node.currency;
  };

  const aboutTarget = (account: string, id: string) => subjectOf(account, `${id} of ad account ${account}`);

  /** Undefined where Meta does not know it, or knows it in another account. An ad has no field for a budget. */
  async function target(account: string, id: string, signal: AbortSignal): Promise<TargetNode | undefined> {
    const ask = (fields: string) =>
      client.read([id], { fields }, TargetNode, aboutTarget(account, id), signal);
    try {
      const fields = 'id,name,status,account_id';
      const node = await ask(`${fields},daily_budget`).catch((error: unknown) => {
        if (error instanceof NotTaken) return ask(`${fields},adset_id`);
        throw error;
      });
      return node.account_id === account ? node : undefined;
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined;
      throw error;
    }
  }

  /** The daily budget that pays for it, in Meta's unit: its own, or that of what it stands in. */
  async function payingUnits(account: string, node: TargetNode, signal: AbortSignal): Promise<number | null> {
    if (node.daily_budget !== null) return node.daily_budget;
    const above = node.adset_id ?? (await campaignOf(account, node.id, signal));
    const found = above === undefined ? undefined : await target(account, above, signal);
    return found ? payingUnits(account, found, signal) : null;
  }

  /** Nothing stands above a campaign. */
  async function campaignOf(account: string, id: string, signal: AbortSignal): Promise<string | undefined> {
    const fields = 'id,campaign_id';
    try {
      return (await client.read([id], { fields }, Above, aboutTarget(account, id), signal)).campaign_id;
    } catch (error) {
      if (error instanceof NotTaken) return undefined;
      throw error;
    }
  }

  /** What was changed since then, by whomever; each once. */
  async function* changedSince(
    account: string,
    sinceMs: number,
    signal: AbortSignal,
  ): AsyncIterable<z.infer<typeof Activity>> {
    // Meta gives them no id; the same words twice are one change on two pages, or one of a list that began again.
    const told = new Set<string>();
    const fields = 'event_type,object_id,event_time,extra_data';
    const params = { fields, since: Math.floor(sinceMs / 1000) };
    const subject = subjectOf(account, `Changes of ad account ${account}`);
    const edge = [`act_${account}`, 'activities'];
    for await (const page of client.pages(edge, params, Activity, subject, signal, 100))
      for (const change of page) {
        const key = JSON.stringify(change);
        if (told.has(key)) continue;
        told.add(key);
        yield change;
      }
  }

  /** When each target's budget was changed within the hour, by whomever. */
  async function changes(account: string, signal: AbortSignal): Promise<Map<string, number[]>> {
    const nowS = Date.parse(clock.now()) / 1000;
    const found = new Map<string, number[]>();
    for await (const { event_type, object_id, event_time } of changedSince(
      account,
      (nowS - hourS) * 1000,
      signal,
    )) {
      const ago = nowS - Date.parse(event_time) / 1000;
      if (!budgetEvents.test(event_type) || !(ago < hourS)) continue;
      found.set(object_id, [...(found.get(object_id) ?? []), Math.max(0, ago)]);
    }
    return found;
  }

  async function read(
    account: string,
    targets: readonly string[],
    signal: AbortSignal,
  ): Promise<RemoteAccount> {
    const currency = await currencyOf(account, signal);
    const changed = await changes(account, signal);
    const minor = (units: number | null) => (units === null ? null : units * minorPerMetaUnit(currency));
    const found: [string, RemoteTarget | undefined][] = [];
    const names: [string, string][] = [];
    for (const id of targets) {
      const node = await target(account, id, signal);
      if (node) names.push([id, node.name]);
      found.push([
        id,
        node && {
          budgetMinor: minor(node.daily_budget),
          payingMinor: minor(await payingUnits(account, node, signal)),
          status: node.status === 'ACTIVE' ? 'active' : node.status === 'PAUSED' ? 'paused' : 'gone',
          changesSecondsAgo: changed.get(id) ?? [],
        },
      ]);
    }
    return { account, currency, targets: Object.fromEntries(found), names: Object.fromEntries(names) };
  }

  /** Undefined where Meta's unit has no such amount. */
  function paramsOf(currency: string, mutation: Mutation): object | undefined {
    if (mutation.do !== 'set budget') return { status: mutation.do === 'pause' ? 'PAUSED' : 'ACTIVE' };
    const units = mutation.toMinor / minorPerMetaUnit(currency);
    return Number.isSafeInteger(units) && units > 0 ? { daily_budget: String(units) } : undefined;
  }

  return {
    async account() {
      const [only, another] =
        named.length > 0 ? named : (await ads.accounts([], AbortSignal.timeout(60_000))).map(({ id }) => id);
      if (only === undefined || another !== undefined)
        throw new AppError(
          'NOT_CONNECTED',
          'Several ad accounts are connected, and none of them was read with this: refresh the results first, or name one in META_AD_ACCOUNT_ID.',
        );
      return only;
    },
    read,
    async lastChanged(account, mutation, sinceMs, signal) {
      const events = mutation.do === 'set budget' ? budgetEvents : statusEvents;
      let lastMs = Number.NEGATIVE_INFINITY;
      for await (const { event_type, object_id, event_time } of changedSince(account, sinceMs, signal))
        if (object_id === mutation.target && events.test(event_type))
          lastMs = Math.max(lastMs, Date.parse(event_time));
      return Number.isFinite(lastMs) ? new Date(lastMs).toISOString() : null;
    },
    async apply({ account, currency }, mutation, signal, stop): Promise<Applied> {
      const { target: id } = mutation;
      const params = paramsOf(currency, mutation);
      if (!params)
        return {
          kind: 'refused',
          code: 'INVALID_INPUT',
          detail: `Change of ${id}: Meta has no such amount of ${currency}.`,
        };
      const subject = { ...subjectOf(account, `Change of ${id}`), mostRestMs: yesHoldsMs };
      const written = await client.write([id], params, subject, signal, stop);
      if (written.kind === 'refused')
        return { kind: 'refused', code: written.error.code, detail: written.error.detail };
      if (written.kind !== 'done') return written;
      return Success.safeParse(written.body).success
        ? { kind: 'done', answerId: id }
        : { kind: 'lost', detail: `Change of ${id}: the answer does not say that it was done.` };
    },
  };
}
