import { AppError, CouncilChoice, type CouncilSeat, type Job, type JobId } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { call, callAsPerson } from './client.ts';
import { follow } from './follow.ts';
import type { Flags } from './options.ts';
import { say } from './output.ts';

export interface CouncilFlags {
  readonly council: 'local' | 'all';
  readonly ceiling_usd?: number;
  readonly cheaper: boolean;
}

/** Null for `off`, which is also what nothing said means. */
export function councilFlags({
  council = 'off',
  budget,
  batch = false,
  estimate = false,
}: Flags): CouncilFlags | null {
  const choice = CouncilChoice.safeParse(council);
  if (!choice.success)
    throw new AppError('INVALID_INPUT', `--council takes ${CouncilChoice.options.join(', ')}.`);
  const usd = budget === undefined ? undefined : Number(budget);
  if (usd !== undefined && !(usd >= 0 && usd <= 10_000))
    throw new AppError('INVALID_INPUT', '--budget takes an amount in USD, such as 2.50.');
  if (choice.data === 'off') {
    if (batch) throw new AppError('INVALID_INPUT', '--batch goes with --council all.');
    if (estimate) throw new AppError('INVALID_INPUT', '--estimate goes with --council local or all.');
    return null;
  }
  return { council: choice.data, cheaper: batch, ...(usd !== undefined && { ceiling_usd: usd }) };
}

/**
 * Judges the ads of an analysis while it goes on. Asking for it on the command line is agreeing to it; what leaves this
 * machine is said before the first call to an account.
 */
export async function judge(app: App, jobId: JobId, flags: CouncilFlags): Promise<Job | null> {
  const { seats, ceiling_usd } = await call(app, 'council.estimate', { ...flags, ads: [] });
  for (const seat of seats) if (seat.off !== null || !seat.agreed) say(lineOf(seat));
  if (flags.council === 'all') say(`The council may cost at most ${ceiling_usd.toFixed(2)} USD.`);
  const input = { ...flags, job_id: jobId, agree: true };
  const job = await follow(app, async () => (await callAsPerson(app, 'council.judge', input)).job_id);
  if (job?.state === 'waiting' && !job.error)
    say(
      `${job.title}: goes by batch. Each is answered within a day; where a service has little room they go one after the other, which can take days. The window, or the next run, goes on with it.`,
    );
  return job;
}

/** Says who would be asked about the ads of an analysis, with what and for how much; nothing is sent. */
export async function estimate(app: App, job: Job, flags: CouncilFlags): Promise<void> {
  const { ads, seats, usual_usd, ceiling_usd } = await call(app, 'council.estimate', {
    ...flags,
    job_id: job.id,
  });
  const expected = job.state === 'done' ? 'ads: expected' : 'ads so far: expected at least';
  for (const seat of seats) say(`${lineOf(seat)}${costOf(seat)}`);
  say(
    `${ads} ${expected} ${usual_usd.toFixed(2)} USD, never more than ${ceiling_usd.toFixed(2)} USD. Nobody was asked.`,
  );
}

const costOf = ({ usual_usd, known }: CouncilSeat): string =>
  usual_usd === null ? '' : ` Expected ${usual_usd.toFixed(2)} USD, ${known} asked before.`;

const lineOf = ({ judge, model, off, host, sends }: CouncilSeat): string =>
  off === null ? `${judge} (${model}): ${host} gets ${sends}.` : `${judge} is not asked: ${off}`;
