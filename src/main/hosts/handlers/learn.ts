import { AppError } from '../../../contract/index.ts';
import { accountResults } from '../../core/learn/meta/results.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Learn = Pick<Handlers, 'learn.refresh' | 'learn.insights'>;

export const learnHandlers = ({ store, refreshing, accounts, clock }: Owner): Learn => ({
  async 'learn.refresh'({ days_back, accounts: named }) {
    // Told to the one who asks, and not to a job.
    await accounts.credentials.of('meta');
    const payload = { daysBack: days_back, accounts: named };
    const going = await store.reader.unfinishedRefresh(payload);
    if (going) return { job_id: going };
    const job = await store.writer.createRefreshJob(payload, clock.now());
    refreshing.enqueue(job);
    return { job_id: job.id };
  },
  async 'learn.insights'({ since = null, until = null, account = null }) {
    if (since !== null && until !== null && since > until)
      throw new AppError('INVALID_INPUT', 'since: it is after until.');
    const found = await store.reader.metaResults({ since, until, account });
    if (account !== null && found.length === 0) throw new AppError('NOT_FOUND', `Ad account ${account}.`);
    return { accounts: found.map(accountResults) };
  },
});
