import type { ErrorCode } from '../../contract/index.ts';
import { mostTokens } from '../core/score/council/bound.ts';
import { isPassing, JudgeError, type JudgeProblem, type Paid } from '../core/score/council/judge-error.ts';
import type { Ledger } from '../core/score/council/ledger.ts';
import { costOf, maxPaidTries, paidCost, type Rates } from '../core/score/council/price.ts';
import type { ChatAsk, ChatPort, ChatReply, Clock, DirectorWriter, Pause } from '../ports.ts';
import { usageOf } from './ask-judge.ts';

export interface ModelPorts {
  readonly chat: ChatPort;
  readonly ledger: Ledger;
  readonly writer: Pick<DirectorWriter, 'beginChat' | 'endChat'>;
  readonly pause: Pause;
  readonly clock: Clock;
  readonly tell: () => void;
}

export interface ModelQuestion {
  readonly turn: string;
  readonly rates: Rates | null;
  readonly ask: Omit<ChatAsk, 'maxOutputTokens'>;
}

export type ModelAnswer =
  | ({ readonly kind: 'reply' } & ChatReply)
  | { readonly kind: 'absent'; readonly code: ErrorCode; readonly detail: string };

/** Thinking included. */
const maxOutputTokens = 6000;
const maxTries = 4;
const firstWaitMs = 500;
/** A person is waiting: a service that asks for more is left alone. */
const longestWaitMs = 30_000;

const failures: Readonly<Record<JudgeProblem, readonly [ErrorCode, string]>> = {
  auth: ['AUTH_EXPIRED', 'The service did not accept the key'],
  quota: ['UPSTREAM', 'The account at the service has no credit left, or its plan none for this model'],
  model: ['INVALID_INPUT', 'The model is not available to this key; choose another in Settings, Models'],
  rate_limit: ['RATE_LIMITED', 'The service asked to slow down'],
  overloaded: ['UPSTREAM', 'The service was overloaded'],
  offline: ['OFFLINE', 'The service could not be reached'],
  timeout: ['OFFLINE', 'The service did not answer in time'],
  too_long: ['UPSTREAM', 'The question with what was read for it is longer than the model takes'],
  media: ['UPSTREAM', 'The service refused the request'],
  refused: ['UPSTREAM', 'The model refused to answer'],
  blocked: ['UPSTREAM', 'A safety filter of the service stopped the answer'],
  off_schema: ['UPSTREAM', 'The model answered with nothing that could be used'],
  lost: ['UPSTREAM', 'Nobody can find out whether the question arrived'],
  upstream: ['UPSTREAM', 'The service answered with an error'],
};

/**
 * One call of a model with every retry and every cent. Its worst case is set aside and written down before it leaves, so
 * that the ceiling holds to the cent whatever comes back, and after a crash as well.
 */
export async function askModel(
  { chat, ledger, writer, pause, clock, tell }: ModelPorts,
  { turn, rates, ask }: ModelQuestion,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  if (rates === null)
    return absent('NOT_CONNECTED', `The price of ${ask.model} is not known, so no ceiling could hold.`);
  const worst = costOf(rates, mostTokens(sizeOf(ask)));

  for (let tries = 1, paidTries = 0; ; tries += 1) {
    signal.throwIfAborted();
    if (!(await ledger.reserve(worst)))
      return absent(
        'BUDGET_REACHED',
        `The next call could cost ${usd(worst)} USD, which the ceiling of this question does not allow; ${usd(ledger.spent())} USD were spent.`,
      );
    let cost = worst;
    let failure: JudgeError;
    try {
      const id = await writer.beginChat(turn, worst, clock.now());
      tell();
      const end = async (
        state: 'answered' | 'failed',
        paid: Paid,
        requestId: string | null,
        problem: string | null,
      ) => {
        await writer.endChat(
          id,
          { state, costMicroUsd: cost, usage: usageOf(paid), requestId, problem },
          clock.now(),
        );
        tell();
      };
      try {
        const reply = usable(await chat.chat({ ...ask, maxOutputTokens }, signal));
        cost = paidCost(reply.paid, rates, worst);
        await end('answered', reply.paid, reply.requestId, null);
        return { kind: 'reply', ...reply };
      } catch (error) {
        // Stopped in the middle: the service may go on and bill it.
        const paid: Paid = error instanceof JudgeError ? error.paid : { kind: 'unknown' };
        cost = paidCost(paid, rates, worst);
        const problem = error instanceof JudgeError ? `${error.problem}: ${error.message}` : 'stopped';
        await end('failed', paid, null, problem);
        if (!(error instanceof JudgeError)) throw error;
        failure = error;
      }
    } finally {
      ledger.settle(worst, cost);
    }
    if (cost > 0) paidTries += 1;
    const waitMs = failure.retryAfterMs ?? firstWaitMs * 2 ** (tries - 1);
    const enough = tries >= maxTries || paidTries >= maxPaidTries || waitMs > longestWaitMs;
    if (enough || !isPassing(failure.problem)) {
      const [code, words] = failures[failure.problem];
      return absent(code, `${words} (${failure.message}${tries > 1 ? `; ${tries} tries` : ''}).`);
    }
    await pause(waitMs, signal);
  }
}

/** Words or calls; a reply that was cut off inside a call is neither. */
function usable(reply: ChatReply): ChatReply {
  if (reply.cut && reply.calls.length > 0)
    throw new JudgeError('off_schema', 'cut off inside a tool call', { paid: reply.paid });
  if (reply.calls.length === 0 && reply.text.trim() === '')
    throw new JudgeError('off_schema', 'an empty answer', { paid: reply.paid });
  return reply;
}

const sizeOf = ({ system, tools, entries }: ModelQuestion['ask']) => ({
  prompt: { system, user: JSON.stringify(entries) },
  schemaBytes: JSON.stringify(tools).length,
  frames: [],
  videoS: null,
  maxOutputTokens,
});

const usd = (microUsd: number): string => (microUsd / 1e6).toFixed(4);

const absent = (code: ErrorCode, detail: string): ModelAnswer => ({ kind: 'absent', code, detail });
