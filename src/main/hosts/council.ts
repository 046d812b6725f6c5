import { setTimeout as wait } from 'node:timers/promises';
import {
  type AdDraft,
  type CouncilEstimate,
  type CouncilSeat,
  type JobId,
  Judge,
  type Settings,
} from '../../contract/index.ts';
import { anthropicBatches } from '../connectors/anthropic/batches.ts';
import { anthropicJudge } from '../connectors/anthropic/client.ts';
import { geminiBatches } from '../connectors/gemini/batches.ts';
import { geminiJudge } from '../connectors/gemini/client.ts';
import { maxOutputTokens, replySchema } from '../connectors/judge/reply.ts';
import { localJudge } from '../connectors/local-model/client.ts';
import { openaiBatches } from '../connectors/openai/batches.ts';
import { openaiJudge } from '../connectors/openai/client.ts';
import { once } from '../core/once.ts';
import { usualTokens } from '../core/score/council/bound.ts';
import {
  type Expected,
  expectedOfAd,
  expectedOfDraft,
  expectedSize,
} from '../core/score/council/expected.ts';
import { absenceOf } from '../core/score/council/judge-error.ts';
import { createLedger } from '../core/score/council/ledger.ts';
import { pastOf } from '../core/score/council/past.ts';
import { costOf, inBatch, ratesAround, ratesOn } from '../core/score/council/price.ts';
import { PROMPT_VERSION } from '../core/score/council/prompt.ts';
import { RUBRIC_VERSION } from '../core/weights/rubric-1.ts';
import type {
  AskedModel,
  Clock,
  JudgeBatches,
  JudgeConnection,
  JudgePayload,
  JudgePort,
  Pause,
} from '../ports.ts';
import type { BatchSeat } from '../stages/batch-seat.ts';
import { type Panel, type Seat, verdictKey } from '../stages/council.ts';
import { createGate } from '../stages/judge-gate.ts';
import { isAgreed } from '../stages/let-data-leave.ts';
import type { Store } from '../store/index.ts';
import type { ModelAccess } from './model-access.ts';

/** Calls on their way to one service; a local server takes one at a time. */
const callsAtOnce = 8;

const freeTier = '; with a key of its free tier Google uses it to improve its products';

/** Ads of each kind that an estimate is made from; the rest of a kind is taken to be like them. */
const estimatedFrom = 200;

/** Measured ads, or such as are not here yet: these cost what they cost, those are often answered before. */
interface Group {
  readonly count: number;
  readonly some: readonly Expected[];
}

/** Why nobody is asked whose price nobody knows. */
const noPriceOf = (model: string): string => `the price of ${model} is not known, so no ceiling could hold`;

type Reached = { readonly judge: Judge; readonly model: string } & (
  | { readonly off: string; readonly connection: JudgeConnection | null }
  | { readonly off: null; readonly connection: JudgeConnection }
);

const open: Readonly<Record<Judge, (connection: JudgeConnection) => JudgePort>> = {
  anthropic: anthropicJudge,
  openai: openaiJudge,
  gemini: geminiJudge,
  local: localJudge,
};
/** Those with a cheaper way; a local server costs nothing as it is. */
const openBatches: Readonly<Partial<Record<Judge, (connection: JudgeConnection) => JudgeBatches>>> = {
  anthropic: anthropicBatches,
  openai: openaiBatches,
  gemini: geminiBatches,
};
const limits = () => ({ schemaBytes: Buffer.byteLength(JSON.stringify(replySchema())), maxOutputTokens });

export interface CouncilOptions {
  readonly access: ModelAccess;
  readonly store: Store;
  readonly clock: Clock;
}

/** Who may sit in the council, what that would cost, and whether the user agreed to send ads there. */
export function createCouncil({ access, store, clock }: CouncilOptions) {
  const { reader, writer } = store;
  const pause: Pause = (ms, signal) => wait(ms, undefined, { signal, ref: false });

  const asked = ({ council }: Pick<JudgePayload, 'council'>): readonly Judge[] =>
    council === 'local' ? ['local'] : Judge.options;

  async function seatEstimate(
    judge: Judge,
    groups: readonly Group[],
    settings: Settings,
    agreed: readonly { judge: string; account: string }[],
    cheaper: boolean,
  ): Promise<CouncilSeat> {
    const found = await access(judge, settings);
    const sends = judge === 'gemini' ? 'whole videos and still images' : 'up to 12 frames of each ad';
    const model = found.off === null ? found.model : settings.council_models[judge];
    const common = {
      judge,
      model,
      sends: `${sends}, and the words on the screen, around the ad and in its subtitles${judge === 'gemini' ? freeTier : ''}`,
    };
    const list = ratesOn(clock.now(), judge, model);
    if (found.off !== null || !list || !ratesAround(clock.now(), judge, model))
      return {
        ...common,
        off: found.off ?? noPriceOf(model),
        host: null,
        account: null,
        agreed: false,
        usual_usd: null,
        known: 0,
      };
    const rates = cheaper && openBatches[judge] ? inBatch(list) : list;
    const size = limits();
    let [usual, known] = [0, 0];
    for (const { count, some } of groups) {
      const scale = count / some.length;
      for (const ad of some) {
        const key = {
          adId: ad.id,
          judge,
          model,
          rubricVersion: RUBRIC_VERSION,
          promptVersion: PROMPT_VERSION,
        };
        if ((await reader.ballot(key)) || (await reader.isUnderWay(key)) === 'awaited') known += scale;
        else usual += scale * costOf(rates, usualTokens(expectedSize(ad, judge, size)));
      }
    }
    return {
      ...common,
      off: null,
      host: found.host,
      account: found.account,
      agreed: isAgreed(agreed, judge, found.account),
      usual_usd: usual / 1e6,
      known: Math.round(known),
    };
  }

  /**
   * How each judge is reached in this run, or why it is not. One that was asked by batch stays the model that it was: its
   * answers come when Settings may long say another.
   */
  async function reachedIn(
    jobId: JobId,
    payload: JudgePayload,
    judges: readonly Judge[],
  ): Promise<Reached[]> {
    const [settings, agreed] = [await reader.settings(), await reader.agreedTo()];
    const reached = judges.map(async (judge): Promise<Reached> => {
      const named = (await reader.batchModel(jobId, judge)) ?? settings.council_models[judge];
      const found = await access(judge, settings, named);
      if (found.off !== null) return { judge, model: named, off: found.off, connection: null };
      const { model, account, connection } = found;
      if (!isMeant(payload, { judge, model, account }))
        return { judge, model, off: 'It is not among those that were approved for this run.', connection };
      if (ratesAround(clock.now(), judge, model) === null)
        return { judge, model, off: noPriceOf(model), connection };
      if (!isAgreed(agreed, judge, account))
        return { judge, model, off: `Nobody agreed to send ads to ${account}.`, connection };
      return { judge, model, off: null, connection };
    });
    return Promise.all(reached);
  }

  /** After its batches: what they answered is known, and of the rest it is told why. */
  const byBatch = (jobId: JobId, judge: Judge, model: string, unreached: ReadonlySet<Judge>): Seat => ({
    judge,
    model,
    off: 'the cost ceiling was reached',
    async absence(adId) {
      const { failed, problem } = await reader.batchedCalls(jobId, verdictKey(adId, { judge, model }));
      return problem === null ? 'the cost ceiling was reached' : absenceOf(problem, Math.max(1, failed));
    },
    outage: () => (unreached.has(judge) ? { code: 'OFFLINE', afterMs: null } : null),
  });

  return {
    /** What a run would cost and to whom what would be sent, before anything is. */
    async estimate(payload: JudgePayload, drafts: readonly AdDraft[] = []): Promise<CouncilEstimate> {
      const [ids, settings, agreed] = await Promise.all([
        reader.adsToJudge(payload),
        reader.settings(),
        reader.agreedTo(),
      ]);
      const measured = await Promise.all(
        ids.slice(0, estimatedFrom).map(async (id) => {
          const ad = await reader.councilAd(id);
          return ad && expectedOfAd(ad);
        }),
      );
      const groups = together(
        { count: ids.length, some: measured.filter((ad) => ad !== null) },
        {
          count: drafts.length,
          some: drafts
            .map(expectedOfDraft)
            .filter((ad) => ad !== null)
            .slice(0, estimatedFrom),
        },
      );
      const seats = await Promise.all(
        asked(payload).map((judge) => seatEstimate(judge, groups, settings, agreed, payload.cheaper)),
      );
      const usual = seats.reduce((sum, seat) => sum + (seat.usual_usd ?? 0), 0);
      return {
        ads: ids.length + drafts.length,
        worked_out_from: groups.reduce((sum, { some }) => sum + some.length, 0),
        seats,
        usual_usd: usual,
        ceiling_usd: payload.ceilingMicroUsd / 1e6,
      };
    },

    async agree(seats: readonly CouncilSeat[]): Promise<void> {
      for (const { judge, account } of seats)
        if (account !== null) await writer.agreeTo(judge, account, clock.now());
    },

    /**
     * The table of one run. What the run has spent before a crash counts against its ceiling. `unreached` are those that
     * its batches do not reach, told before an ad is judged.
     */
    async panel(jobId: JobId, payload: JudgePayload, unreached: ReadonlySet<Judge>): Promise<Panel> {
      const ledger = createLedger(payload.ceilingMicroUsd, await reader.spentMicroUsd(jobId));
      const judges = asked(payload);
      const { council_models } = await reader.settings();
      // What these said before counts on: to ask one judge alone takes no other's vote away.
      const others = Judge.options
        .filter((judge) => !judges.includes(judge))
        .map((judge): Seat => ({ judge, model: council_models[judge], off: 'it was not asked in this run' }));
      const reached = await reachedIn(jobId, payload, judges);
      const seats = reached.map((one): Seat => {
        const { judge, model, off, connection } = one;
        if (off !== null) return { judge, model, off };
        if (payload.cheaper && openBatches[judge]) return byBatch(jobId, judge, model, unreached);
        const ratesAt = (now: string) => ratesAround(now, judge, model);
        const gate = createGate(clock, pause, judge === 'local' ? 1 : callsAtOnce);
        return { judge, model, off: null, port: open[judge](connection), gate, ratesAt, limits: limits() };
      });
      return {
        seats: [...seats, ...others],
        ledger,
        past: once(async () => pastOf(await reader.pastVotes())),
      };
    },

    /** Those of a run's judges that have batches and are connected, also where the run asks them nothing. */
    async batchSeats(jobId: JobId, payload: JudgePayload): Promise<BatchSeat[]> {
      const judges = asked(payload).filter((judge) => openBatches[judge]);
      return (await reachedIn(jobId, payload, judges)).flatMap(({ judge, model, off, connection }) => {
        const batches = openBatches[judge];
        if (connection === null || !batches) return [];
        return {
          judge,
          off,
          model,
          seesVideo: judge === 'gemini',
          batches: batches(connection),
          ratesAt(of, sentAt) {
            const list = ratesAround(sentAt, judge, of);
            return list && inBatch(list);
          },
          limits: limits(),
        };
      });
    },
  };
}

/** Of which nothing is known is taken to be like the others; without any, nothing can be told. */
function together(...groups: readonly Group[]): readonly Group[] {
  const known = groups.filter(({ some }) => some.length > 0);
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return known.length === 1 ? known.map(({ some }) => ({ count, some })) : known;
}

/** What was approved for one run is its only panel, whatever is connected by the time it runs. */
const isMeant = ({ only }: JudgePayload, asked: AskedModel): boolean =>
  only?.some(
    ({ judge, model, account }) =>
      judge === asked.judge && model === asked.model && account === asked.account,
  ) ?? true;

export type CouncilTable = ReturnType<typeof createCouncil>;
