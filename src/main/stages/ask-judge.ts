import type { JudgeReply } from '../../contract/index.ts';
import { type CallSize, mostTokens } from '../core/score/council/bound.ts';
import { absenceOf, isFinal, isPassing, JudgeError, type Paid } from '../core/score/council/judge-error.ts';
import type { Ledger } from '../core/score/council/ledger.ts';
import { costOf, type Rates } from '../core/score/council/price.ts';
import type { CallKey, CouncilWriter, JudgeCall, JudgePort } from '../ports.ts';
import type { Gate } from './judge-gate.ts';

export interface AskPorts {
  readonly judge: JudgePort;
  readonly gate: Gate;
  readonly ledger: Ledger;
  readonly writer: Pick<CouncilWriter, 'beginCall' | 'endCall'>;
  readonly now: () => string;
}

export type Asked =
  | {
      readonly kind: 'reply';
      readonly reply: JudgeReply;
      readonly costMicroUsd: number;
      readonly model: string;
    }
  | {
      readonly kind: 'absent';
      readonly reason: string;
      readonly costMicroUsd: number;
      /** Asking again would end the same way, so the answer is kept. */
      readonly lasting: boolean;
    };

/** Tries per judge and ad: limits and failures pass, an answer off the schema gets one more chance. */
const maxTries = 5;
const maxPaidTries = 2;

/**
 * One judge about one ad, with every retry, every cent and every reason in one place. Each attempt is written down with
 * its worst case before it leaves, so that a crash in the middle is counted as paid and the ceiling holds after it.
 */
export async function askJudge(
  { judge, gate, ledger, writer, now }: AskPorts,
  key: CallKey,
  call: JudgeCall,
  size: CallSize,
  rates: Rates | null,
  signal: AbortSignal,
): Promise<Asked> {
  let spent = 0;
  let paidTries = 0;
  const absent = (reason: string, lasting = false): Asked => ({
    kind: 'absent',
    reason,
    costMicroUsd: spent,
    lasting,
  });
  if (rates === null) return absent(`the price of ${call.model} is not known, so no ceiling could hold`);
  const worst = costOf(rates, mostTokens(size));
  const priceOf = (paid: Paid): number =>
    paid.kind === 'nothing' ? 0 : paid.kind === 'unknown' ? worst : costOf(rates, paid.usage);

  for (let tries = 1; ; tries += 1) {
    const leave = await gate.enter(signal);
    try {
      const shut = gate.closed();
      if (shut !== null) return absent(shut);
      if (!(await ledger.reserve(worst))) return absent('the cost ceiling was reached');
      let cost = worst;
      let callId: number | undefined;
      try {
        callId = await writer.beginCall(key, worst, now());
        const { reply, usage, model, requestId } = await judge.ask(call, signal);
        cost = usage ? costOf(rates, usage) : priceOf({ kind: 'unknown' });
        spent += cost;
        await writer.endCall(
          callId,
          { state: 'answered', costMicroUsd: cost, usage, requestId, problem: null },
          now(),
        );
        gate.wentWell();
        return { kind: 'reply', reply, costMicroUsd: spent, model: model ?? call.model };
      } catch (error) {
        const failure = error instanceof JudgeError ? error : null;
        // Stopped in the middle: the service may go on and bill it.
        cost = failure ? priceOf(failure.paid) : worst;
        spent += cost;
        if (callId !== undefined)
          await writer.endCall(
            callId,
            {
              state: 'failed',
              costMicroUsd: cost,
              usage: failure?.paid.kind === 'used' ? failure.paid.usage : null,
              requestId: null,
              problem: failure ? `${failure.problem}: ${failure.message}` : 'stopped',
            },
            now(),
          );
        if (!failure) throw error;
        const { problem } = failure;
        if (isFinal(problem)) {
          gate.close(absenceOf(problem, 1));
          return absent(absenceOf(problem, 1));
        }
        if (!isPassing(problem)) return absent(absenceOf(problem, 1), true);
        if (cost > 0) paidTries += 1;
        if (problem !== 'off_schema') gate.hold(failure.retryAfterMs, tries);
        else if (tries >= maxPaidTries) return absent(absenceOf(problem, tries));
        if (tries >= maxTries || paidTries >= maxPaidTries) return absent(absenceOf(problem, tries));
      } finally {
        ledger.settle(worst, cost);
      }
    } finally {
      leave();
    }
  }
}
