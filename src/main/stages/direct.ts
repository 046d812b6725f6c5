import type { DirectorStep } from '../../contract/index.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { cite } from '../core/director/cite.ts';
import { lastCall, notJson, proposedBefore, systemPrompt } from '../core/director/prompt.ts';
import { showResult } from '../core/director/show-result.ts';
import { visibleText } from '../core/ingest/visible-text.ts';
import type { Rates } from '../core/score/council/price.ts';
import type {
  ChatEntry,
  ChatToolCall,
  ChatToolResult,
  Clock,
  DirectorWriter,
  ModelTools,
  TurnEnd,
} from '../ports.ts';
import { askModel, type ModelPorts } from './ask-model.ts';

export interface DirectPorts extends ModelPorts {
  readonly tools: ModelTools;
  readonly writer: Pick<DirectorWriter, 'beginChat' | 'endChat' | 'beginStep' | 'endStep'>;
  readonly clock: Clock;
  /** Whether one of these requests still waits for a person or for its end. */
  readonly stillOpen: (proposals: readonly string[]) => Promise<boolean>;
  /** Something was written down. */
  readonly tell: () => void;
}

export interface Asked {
  readonly turn: string;
  readonly question: string;
  readonly model: string;
  /** Null when the price of the model is not known. */
  readonly rates: Rates | null;
  /** What was said before in this conversation, and the question. */
  readonly entries: readonly ChatEntry[];
  /** What was proposed before in this conversation. */
  readonly proposed: readonly DirectorStep[];
}

/** Model calls for one question, the last of which has to be the answer. */
export const mostCalls = 12;
const mostToolsAtOnce = 8;
const mostProposals = 5;
const mostAnswer = 20_000;

/**
 * One question: the model looks with the tools until it answers or a limit is met. Every call of it is paid for before
 * it leaves, every tool call is written down before it runs, and a model call that has to be repeated repeats no tool.
 * Throws the signal's reason.
 */
export async function direct(ports: DirectPorts, asked: Asked, signal: AbortSignal): Promise<TurnEnd> {
  const entries: ChatEntry[] = [...asked.entries];
  const shown: unknown[] = [];
  const proposed = new Map(asked.proposed.map((step) => [keyOf(step.tool, step.input), step]));
  let proposals = 0;

  async function run(call: ChatToolCall): Promise<ChatToolResult> {
    const { writer, tools, clock } = ports;
    const id = await writer.beginStep(asked.turn, call.name, call.input);
    ports.tell();
    const startedMs = clock.monotonicMs();
    const { failed, value, text, step } = await resultOf(call, tools);
    shown.push(value);
    await writer.endStep(id, { ...step, took_ms: Math.round(clock.monotonicMs() - startedMs) });
    ports.tell();
    return { id: call.id, name: call.name, text, failed };
  }

  async function resultOf({ name, input }: ChatToolCall, tools: ModelTools) {
    const proposes = tools.list.some((tool) => tool.name === name && tool.proposes);
    const before = proposes ? proposed.get(keyOf(name, input)) : undefined;
    if (before && (await ports.stillOpen(before.proposals)))
      return ended(name, false, { note: proposedBefore, proposals: before.proposals }, []);
    if (proposes && proposals >= mostProposals)
      return ended(name, true, { error: `At most ${mostProposals} proposals for one question.` }, []);
    const parsed = parse(input);
    if (parsed === undefined) return ended(name, true, { error: notJson }, []);
    const result = await tools.call(name, parsed, signal);
    if (result === null) return ended(name, true, { error: 'There is no tool of that name.' }, []);
    const queued = proposes && !result.failed ? approvalsIn(result.value) : [];
    const end = ended(name, result.failed, result.value, queued);
    if (proposes && !result.failed) {
      proposals += 1;
      proposed.set(keyOf(name, input), { ...end.step, tool: name, input, took_ms: 0 });
    }
    return end;
  }

  for (let calls = 1; calls <= mostCalls; calls += 1) {
    const mayCall = calls < mostCalls;
    const reply = await askModel(
      ports,
      {
        turn: asked.turn,
        rates: asked.rates,
        ask: {
          model: asked.model,
          system: mayCall ? systemPrompt : `${systemPrompt}\n\n${lastCall}`,
          tools: ports.tools.list,
          entries,
          mayCall,
        },
      },
      signal,
    );
    if (reply.kind === 'absent') return { state: 'failed', code: reply.code, detail: reply.detail };
    if (reply.calls.length === 0) {
      const text = visibleText(reply.text.trim(), mostAnswer);
      return { state: 'done', answer: cite(reply.cut ? `${text} …` : text, asked.question, shown) };
    }
    if (!mayCall) break;
    entries.push({ kind: 'model', text: reply.text, own: reply.own });
    const results: ChatToolResult[] = [];
    for (const [at, call] of reply.calls.entries()) {
      signal.throwIfAborted();
      const tooMany = { error: `At most ${mostToolsAtOnce} tools at once.` };
      results.push(
        at < mostToolsAtOnce
          ? await run(call)
          : { id: call.id, name: call.name, failed: true, text: showResult(call.name, tooMany).text },
      );
    }
    entries.push({ kind: 'results', results });
  }
  return {
    state: 'failed',
    code: 'CANCELLED',
    detail: `The model had not answered after ${mostCalls} calls, which is all that one question gets.`,
  };
}

function ended(tool: string, failed: boolean, result: unknown, proposals: readonly string[]) {
  const { text, value, shortened, orders } = showResult(tool, result);
  const step = {
    state: failed ? ('failed' as const) : ('done' as const),
    result: JSON.stringify(value),
    shortened,
    orders: [...orders],
    proposals: [...proposals],
  };
  return { failed, value, text, step };
}

const parse = (input: string): unknown => {
  try {
    return JSON.parse(input === '' ? '{}' : input);
  } catch {
    return undefined;
  }
};

/** The same call however its arguments are spelled. */
const keyOf = (tool: string, input: string): string => {
  const parsed = parse(input);
  return `${tool} ${parsed === undefined ? input : canonicalJson(parsed)}`;
};

function approvalsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^ap_[0-9a-z]{8,32}$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(approvalsIn))];
}
