import { AppError } from '../../../contract/index.ts';
import { recordOf } from '../../core/score/council/record.ts';
import { learnedWeights } from '../../core/score/council/weights.ts';
import type { JudgePayload } from '../../ports.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type CouncilHandlers = Pick<Handlers, Extract<keyof Handlers, `council.${string}`>>;

interface Which {
  readonly job_id?: string | undefined;
  readonly ads?: readonly string[] | undefined;
  readonly council: 'local' | 'all';
  readonly ceiling_usd?: number | undefined;
  readonly cheaper: boolean;
}

export function councilHandlers({ store, council, judging, clock }: Owner): CouncilHandlers {
  const { reader, writer } = store;

  async function payloadOf({ job_id, ads, council, ceiling_usd, cheaper }: Which): Promise<JudgePayload> {
    const usd = ceiling_usd ?? (await reader.settings()).council_ceiling_usd;
    return {
      jobId: job_id ?? null,
      adIds: ads ?? [],
      council,
      ceilingMicroUsd: Math.floor(usd * 1e6 + 1e-6),
      cheaper,
    };
  }

  return {
    'council.estimate': async ({ drafts, ...which }) => council.estimate(await payloadOf(which), drafts),
    async 'council.judge'({ agree, ...which }) {
      const payload = await payloadOf(which);
      const of = payload.jobId === null ? null : await reader.job(payload.jobId);
      if (payload.jobId !== null && !of) throw new AppError('NOT_FOUND', `Job ${payload.jobId}.`);
      if (payload.jobId === null && payload.adIds.length === 0)
        throw new AppError('INVALID_INPUT', 'Name a job or ads.');
      const { seats } = await council.estimate({ ...payload, jobId: null, adIds: [] });
      const asked = seats.filter(({ off }) => off === null);
      const fresh = asked.filter((seat) => !seat.agreed);
      if (fresh.length > 0 && !agree) {
        const told = fresh.map(({ host, sends }) => `${host} would get ${sends}`).join('; ');
        throw new AppError('NEEDS_APPROVAL', `${told}. Say that you agree.`);
      }
      await council.agree(fresh);
      const n = payload.adIds.length;
      const job = await writer.createJudgeJob(
        of ? `Council on ${of.title}` : `Council on ${n} ${n === 1 ? 'ad' : 'ads'}`,
        payload,
        clock.now(),
      );
      judging.enqueue(job);
      return { job_id: job.id };
    },
    async 'council.record'() {
      const past = await reader.pastVotes();
      const names = [...new Set(past.map(({ judge }) => judge))].sort();
      const records = names.map((judge) => recordOf(judge, past));
      const weights = learnedWeights(records);
      return {
        weights: records.some(({ n }) => n > 0) ? 'learned' : 'equal',
        judges: records.map(({ judge, n, brier, spearman, says }, at) => ({
          judge,
          votes: past.filter((vote) => vote.judge === judge).length,
          results: n,
          brier,
          spearman,
          weight: weights[at] as number,
          says,
        })),
      };
    },
  };
}
