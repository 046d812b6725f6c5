import { AppError, type LearntFrom } from '../../contract/index.ts';
import type { MetricName } from '../core/learn/results.ts';
import type { KeptVersion, LearnAccount, LearnReader } from '../ports.ts';

interface Which {
  readonly account?: string | undefined;
  readonly version?: number | undefined;
}

/** Which account and which version a question is about; what is not there is told by its code. */
export function learntOf(reader: Pick<LearnReader, 'learnAccounts' | 'learnVersion' | 'activeModel'>) {
  async function accountOf(id: string | undefined): Promise<LearnAccount> {
    const accounts = await reader.learnAccounts();
    const found = id === undefined ? accounts[0] : accounts.find((account) => account.id === id);
    if (found) return found;
    if (id !== undefined) throw new AppError('NOT_FOUND', `Ad account ${id}.`);
    throw new AppError('NOT_ENOUGH_DATA', 'No results are here yet: connect Meta and refresh.');
  }

  async function versionOf({ account, version }: Which) {
    const of = await accountOf(account);
    const found = await reader.learnVersion(of.id, version);
    if (found) return { account: of, version: found, from: fromOf(of, found) };
    if (version !== undefined) throw new AppError('NOT_FOUND', `Version ${version} of ${of.name}.`);
    throw new AppError('NOT_ENOUGH_DATA', `Nothing was learnt from ${of.name} yet.`);
  }

  async function modelOf(account: LearnAccount) {
    const active = await reader.activeModel(account.id);
    if (!active) throw new AppError('NOT_ENOUGH_DATA', `Nothing was learnt from ${account.name} yet.`);
    return active;
  }

  return { accountOf, versionOf, modelOf };
}

export const shown = ({ id, name, currency }: LearnAccount): LearntFrom['account'] => ({
  id,
  name,
  currency,
});

const fromOf = (
  account: LearnAccount,
  { id, madeAt, since, until, sales, learned }: KeptVersion,
): LearntFrom => ({
  account: shown(account),
  version: id,
  made_at: madeAt,
  since,
  until,
  sales,
  ...learned.counts,
});

/** What a test of this metric is measured in. */
export const unitOf = (metric: MetricName): 'impressions' | 'plays' | 'minor units' =>
  metric === 'roas' ? 'minor units' : metric === 'hold_rate' ? 'plays' : 'impressions';
