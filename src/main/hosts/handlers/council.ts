import { basename } from 'node:path';
import { AppError, type DataUse, type Judge } from '../../../contract/index.ts';
import { engineModel } from '../../core/score/council/aggregate.ts';
import { pastOf } from '../../core/score/council/past.ts';
import { microUsd } from '../../core/score/council/price.ts';
import { judgeKey, weightsBasis } from '../../core/score/council/record.ts';
import { learnedWeights } from '../../core/score/council/weights.ts';
import type { JudgePayload } from '../../ports.ts';
import { refuseIfStopped } from '../../stages/approve.ts';
import { consentContent } from '../../stages/let-data-leave.ts';
import { runContent, runTitle } from '../../stages/spend-on-models.ts';
import type { Handlers } from '../bind.ts';
import { questionsSend } from '../director.ts';
import type { Owner } from '../owner.ts';
import { leftText, limitText, type Room } from '../program-spend.ts';
import { proposer } from './approve.ts';

type CouncilHandlers = Pick<Handlers, Extract<keyof Handlers, `council.${string}`>>;

interface Which {
  readonly job_id?: string | undefined;
  readonly ads?: readonly string[] | undefined;
  readonly council: 'local' | 'all';
  readonly ceiling_usd?: number | undefined;
  readonly cheaper: boolean;
}

export function councilHandlers({
  store,
  council,
  director,
  programs,
  approvals,
  judging,
  library,
  clock,
}: Owner): CouncilHandlers {
  const { reader, writer } = store;

  async function payloadOf({ job_id, ads, council, ceiling_usd, cheaper }: Which): Promise<JudgePayload> {
    const usd = ceiling_usd ?? (await reader.settings()).council_ceiling_usd;
    return {
      jobId: job_id ?? null,
      adIds: ads ?? [],
      council,
      ceilingMicroUsd: microUsd(usd),
      cheaper,
      byProgram: false,
      only: null,
    };
  }

  /** Who would be asked, without a look at any ad. */
  const seatsOf = async (payload: JudgePayload) =>
    (await council.estimate({ ...payload, jobId: null, adIds: [] })).seats;

  async function seatFor(service: Judge, use: DataUse) {
    if (use === 'answer questions') {
      const seat = (await director.state()).seats.find((one) => one.service === service);
      return seat && { ...seat, gets: questionsSend };
    }
    const seats = await seatsOf(await payloadOf({ council: 'all', cheaper: false }));
    const seat = seats.find(({ judge }) => judge === service);
    return seat && { ...seat, gets: seat.sends };
  }

  const proposed = proposer(approvals);

  return {
    'council.estimate': async ({ drafts, ...which }) => council.estimate(await payloadOf(which), drafts),
    async 'council.judge'({ agree, ...which }, { person }) {
      const payload = await payloadOf(which);
      const { council_ceiling_usd: ceiling } = await reader.settings();
      if (!person && payload.ceilingMicroUsd > microUsd(ceiling))
        throw new AppError(
          'NEEDS_APPROVAL',
          `A run that a program begins may cost ${ceiling.toFixed(2)} USD; council.proposeRun asks a person for more.`,
        );
      const of = payload.jobId === null ? null : await reader.job(payload.jobId);
      if (payload.jobId !== null && !of) throw new AppError('NOT_FOUND', `Job ${payload.jobId}.`);
      if (payload.jobId === null && payload.adIds.length === 0)
        throw new AppError('INVALID_INPUT', 'Name a job or ads.');
      const fresh = (await seatsOf(payload)).filter(({ off, agreed }) => off === null && !agreed);
      if (fresh.length > 0 && !(agree && person)) {
        const told = fresh.map(({ host, sends }) => `${host} would get ${sends}`).join('; ');
        const how = person ? 'Say that you agree.' : 'council.proposeConsent asks a person.';
        throw new AppError('NEEDS_APPROVAL', `${told}. ${how}`);
      }
      await refuseIfStopped(reader);
      await council.agree(fresh);
      const title = of ? `Council on ${of.title}` : runTitle(payload.adIds.length);
      const begin = () => writer.createJudgeJob(title, { ...payload, byProgram: !person }, clock.now());
      const job =
        person || payload.council === 'local'
          ? await begin()
          : await programs.inTurn((today) => {
              refuseAbove(payload.ceilingMicroUsd, today);
              return begin();
            });
      judging.enqueue(job);
      return { job_id: job.id };
    },
    async 'council.proposeRun'({ ads: ids, ceiling_usd, ...how }, caller) {
      const ads = await reader.ads(ids, library.factsOf);
      const missing = ids.find((id) => !ads.some((ad) => ad.id === id));
      if (missing !== undefined) throw new AppError('NOT_FOUND', `The library has no ad ${missing}.`);
      const seats = await seatsOf(await payloadOf(how));
      const services = seats.flatMap(({ judge, model, account, sends }) =>
        account === null ? [] : [{ judge, model, account, gets: sends }],
      );
      if (services.length === 0) throw new AppError('NOT_CONNECTED', 'No model is connected.');
      const files = ads.map(({ id, path }) => ({ id, file: basename(path) }));
      const terms = { cents: Math.round(ceiling_usd * 100), cheaper: how.cheaper };
      return proposed(runContent(files, services, terms), caller);
    },
    async 'council.proposeConsent'({ service, use }, caller) {
      const seat = await seatFor(service, use);
      if (!seat || seat.account === null || seat.host === null)
        throw new AppError('NOT_CONNECTED', seat?.off ?? '');
      const { account, host, gets, agreed } = seat;
      if (agreed) throw new AppError('CONFLICT', `Somebody agreed to that for ${account} before.`);
      return proposed(consentContent(account, { service, use, host, gets }), caller);
    },
    async 'council.record'() {
      const votes = await reader.pastVotes();
      const past = pastOf(votes);
      const names = [...new Set(votes.map(({ judge }) => judge))].sort();
      // As `aggregate` deals the shares to all that could vote now, those who never did among them.
      const seats = await seatsOf(await payloadOf({ council: 'all', cheaper: false }));
      const sitting = [
        judgeKey('engine', engineModel),
        ...seats.flatMap(({ judge, model, off }) => (off === null ? [judgeKey(judge, model)] : [])),
      ];
      const standing = sitting.map((judge) => past.recordOf(judge));
      const weights = learnedWeights(standing);
      return {
        weights: weightsBasis(standing),
        judges: names.map((name) => {
          const { judge, n, brier, spearman, says } = past.recordOf(name);
          const weight = weights[sitting.indexOf(name)] ?? null;
          return { judge, votes: past.votesOf(name).length, results: n, brier, spearman, weight, says };
        }),
      };
    },
  };
}

function refuseAbove(ceilingMicroUsd: number, room: Room): void {
  if (ceilingMicroUsd <= room.leftMicroUsd) return;
  throw new AppError(
    'NEEDS_APPROVAL',
    `${limitText(room)}, and ${leftText(room)}; council.proposeRun asks a person for more.`,
  );
}
