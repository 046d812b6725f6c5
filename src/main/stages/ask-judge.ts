import type { JudgeReply } from '../../contract/index.ts';
import type { Ballot } from '../core/score/council/aggregate.ts';
import { type CallSize, mostTokens, needOf } from '../core/score/council/bound.ts';
import {
  absenceOf,
  isFinal,
  isLasting,
  JudgeError,
  outageOf,
  type Paid,
} from '../core/score/council/judge-error.ts';
import type { Ledger } from '../core/score/council/ledger.ts';
import { costOf, leastWorst, maxPaidTries, paidCost, type Rates } from '../core/score/council/price.ts';
import { plain, readReply } from '../core/score/council/read-reply.ts';
import type { Aside, CallEnd, CallKey, CouncilWriter, JudgeAnswer, JudgeCall, JudgePort } from '../ports.ts';
import type { Gate } from './judge-gate.ts';

export interface AskPorts {
  readonly judge: JudgePort;
  readonly gate: Gate;
  readonly ledger: Ledger;
  readonly writer: Pick<CouncilWriter, 'beginCall' | 'endCall'>;
  readonly now: () => string;
}

export interface Question {
  readonly key: CallKey;
  readonly call: JudgeCall;
  readonly size: CallSize;
  /** Null when the price of the model is not known. */
  readonly rates: Rates | null;
  readonly durationS: number | null;
}

/** Tries per judge and ad: limits and failures pass, an answer off the schema gets one more chance. */
const maxTries = 5;
const maxSpokenLines = 400;
const ceilingReached = 'the cost ceiling was reached';

/**
 * One judge about one ad, with every retry, every cent and every reason in one place. Each attempt is written down with
 * its worst case before it leaves, so that a crash in the middle is counted as paid and the ceiling holds after it; an
 * answer is kept in the same step that says what it cost, so that nothing is paid for twice.
 */
export async function askJudge(
  { judge, gate, ledger, writer, now }: AskPorts,
  { key, call, size, rates, durationS }: Question,
  signal: AbortSignal,
): Promise<Ballot> {
  let spent = 0;
  let paidTries = 0;
  const saw = call.video ? wholeVideo : frames(call.frames.length);
  const absent = (reason: string): Ballot => ({
    judge: key.judge,
    model: call.model,
    saw,
    costMicroUsd: spent,
    end: { kind: 'abstained', reason },
    transcript: null,
  });
  if (rates === null) return absent(`the price of ${call.model} is not known, so no ceiling could hold`);
  const worst = costOf(rates, mostTokens(size));
  const need = needOf(size);
  let answersBefore: number | undefined;

  for (let tries = 1; ; tries += 1) {
    // The money before the place: whoever waits for money in a place would wait for one who waits for that place.
    if (!(await ledger.reserve(worst))) {
      // No other ad is fetched and taken apart for a question that cannot be paid.
      if (!ledger.fits(leastWorst(rates, size.maxOutputTokens))) gate.close(ceilingReached);
      return absent(gate.closed() ?? ceilingReached);
    }
    let cost = 0;
    let leave: Awaited<ReturnType<Gate['enter']>> = () => undefined;
    let forget: JudgeAnswer['forget'];
    /** Nothing was asked yet, whatever ends it meanwhile. */
    let isAside = false;
    const aside: Aside = async (work) => {
      leave();
      isAside = true;
      const done = await work();
      leave = await gate.enter(need, signal);
      const shutMeanwhile = gate.closed();
      if (shutMeanwhile !== null) throw new JudgeError('upstream', shutMeanwhile);
      isAside = false;
      return done;
    };
    try {
      leave = await gate.enter(need, signal, tries > 1);
      const shut = gate.closed();
      if (shut !== null) return absent(shut);
      const callId = await writer.beginCall(key, worst, now());
      cost = worst;
      const end = (state: CallEnd['state'], more: Partial<CallEnd>, kept: Ballot | null): Promise<void> =>
        writer.endCall(
          callId,
          {
            state,
            costMicroUsd: cost,
            usage: null,
            requestId: null,
            answeredBy: null,
            problem: null,
            ...more,
          },
          kept && { key, ballot: kept },
          now(),
        );
      try {
        const answer = await judge.ask(call, signal, aside);
        const { paid, requestId, reply, limits, model: answeredBy } = answer;
        forget = answer.forget;
        leave(limits);
        const read = readReply(reply, durationS);
        if (read.kind === 'off_schema') throw new JudgeError('off_schema', read.reason, { paid });
        cost = paidCost(paid, rates, worst);
        spent += cost;
        const found = answered(key, saw, spent, read, reply);
        await end('answered', { usage: usageOf(paid), requestId, answeredBy }, found);
        gate.wentWell();
        return found;
      } catch (error) {
        const failure = error instanceof JudgeError ? error : null;
        // Stopped in the middle: the service may go on and bill it.
        cost = isAside ? 0 : failure ? paidCost(failure.paid, rates, worst) : worst;
        spent += cost;
        const problem = failure?.problem;
        const kept = problem && isLasting(problem) ? absent(absenceOf(problem, 1)) : null;
        const usage = failure ? usageOf(failure.paid) : null;
        await end('failed', { usage, problem: failure ? `${problem}: ${failure.message}` : 'stopped' }, kept);
        if (!failure || problem === undefined) throw error;
        if (kept) return kept;
        if (isFinal(problem)) gate.close(absenceOf(problem, 1));
        if (problem !== 'off_schema') gate.hold(failure.retryAfterMs, tries);
        const shutNow = gate.closed();
        if (shutNow !== null) return absent(shutNow);
        // What was answered while this one stood in line tells nothing of what came after.
        answersBefore ??= gate.answers();
        if (cost > 0) paidTries += 1;
        const enough =
          tries >= maxTries ||
          paidTries >= maxPaidTries ||
          (problem === 'off_schema' && tries >= maxPaidTries);
        if (!enough) continue;
        const reason = absenceOf(problem, tries);
        const code = outageOf(problem);
        // A server on this machine is the user's own to start.
        const isDown =
          code !== null && spent === 0 && gate.answers() === answersBefore && key.judge !== 'local';
        if (isDown) gate.close(reason, { code, afterMs: null });
        return absent(reason);
      }
    } finally {
      leave();
      ledger.settle(worst, cost);
      await forget?.();
    }
  }
}

export const wholeVideo = 'the whole video';
export const frames = (count: number): string => `${count} ${count === 1 ? 'frame' : 'frames'}`;

/** An answer as it is kept. Only who was given the film can have heard something. */
export const answered = (
  { judge, model }: Pick<CallKey, 'judge' | 'model'>,
  saw: string,
  costMicroUsd: number,
  end: Ballot['end'],
  { transcript }: JudgeReply,
): Ballot => ({
  judge,
  model,
  saw,
  costMicroUsd,
  end,
  transcript:
    saw === wholeVideo && transcript
      ? transcript.slice(0, maxSpokenLines).map(({ t0, t1, text }) => ({ t0, t1, text: plain(text) }))
      : null,
});

export const usageOf = (paid: Paid): CallEnd['usage'] => (paid.kind === 'used' ? paid.usage : null);
