import type {
  Conversation,
  ConversationLine,
  DirectorAnswer,
  DirectorStep,
  ErrorCode,
  Judge,
} from '../../contract/index.ts';
import type { Paid, Usage } from '../core/score/council/judge-error.ts';

/** A tool as a model is told of it. */
export interface ChatTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

export interface ChatToolCall {
  /** The service's own name for the call; its result goes back under it. */
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it, which need not be JSON. */
  readonly input: string;
}

export interface ChatToolResult {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly failed: boolean;
}

export type ChatEntry =
  | { readonly kind: 'user'; readonly text: string }
  /** `own` is what the service sent, to be sent back as it came: thinking and signatures belong to the calls. */
  | { readonly kind: 'model'; readonly text: string; readonly own: unknown }
  | { readonly kind: 'results'; readonly results: readonly ChatToolResult[] };

export interface ChatAsk {
  readonly model: string;
  readonly system: string;
  readonly tools: readonly ChatTool[];
  readonly entries: readonly ChatEntry[];
  /** False when the model has to answer with words. */
  readonly mayCall: boolean;
  readonly maxOutputTokens: number;
}

export interface ChatReply {
  readonly text: string;
  readonly calls: readonly ChatToolCall[];
  readonly own: unknown;
  /** The words end before they were meant to. */
  readonly cut: boolean;
  readonly paid: Paid;
  readonly requestId: string | null;
}

/** A way to one model that can call tools. */
export interface ChatPort {
  /** One attempt, never repeated inside. Throws JudgeError, or the signal's reason. */
  chat(ask: ChatAsk, signal: AbortSignal): Promise<ChatReply>;
}

/** The tools that models get, whoever calls them. */
export interface ModelTools {
  readonly list: readonly (ChatTool & { readonly title: string; readonly proposes: boolean })[];
  /**
   * Null when there is no such tool. A failure comes as the value, with its code; so does a reading that takes too long.
   * What proposes is seen to its end, since what it put into the queue has to be known. Else throws the signal's reason.
   */
  call(
    name: string,
    input: unknown,
    signal: AbortSignal,
  ): Promise<{ readonly failed: boolean; readonly value: unknown } | null>;
}

export interface ChatCallEnd {
  readonly state: 'answered' | 'failed';
  readonly costMicroUsd: number;
  readonly usage: Usage | null;
  readonly requestId: string | null;
  readonly problem: string | null;
}

export type TurnEnd =
  | { readonly state: 'done'; readonly answer: DirectorAnswer }
  | { readonly state: 'failed' | 'cancelled'; readonly code: ErrorCode; readonly detail: string };

export interface NewTurn {
  readonly id: string;
  readonly conversation: string;
  readonly question: string;
  readonly attached: readonly string[];
  readonly service: Judge;
  readonly model: string;
  readonly ceilingMicroUsd: number;
  readonly byProgram: boolean;
}

export interface ProgramSpendReader {
  /**
   * What calls since then cost that no person asked for, and what unfinished runs and questions of programs may still;
   * a call that is not paid for yet counts with the most it can cost.
   */
  takenByPrograms(since: string): Promise<number>;
}

export interface DirectorReader {
  conversations(limit: number): Promise<ConversationLine[]>;
  conversation(id: string): Promise<Conversation | null>;
  hasTurn(id: string): Promise<boolean>;
}

export interface DirectorWriter {
  /** Opens the conversation where it is new. */
  beginTurn(turn: NewTurn, at: string): Promise<void>;
  endTurn(id: string, end: TurnEnd, at: string): Promise<void>;
  /** Written before a call leaves, with the most it can cost. */
  beginChat(turn: string, worstMicroUsd: number, at: string): Promise<number>;
  endChat(id: number, end: ChatCallEnd, at: string): Promise<void>;
  /** Written before a tool runs, so that after a crash it is known that it was asked for. */
  beginStep(turn: string, tool: string, input: string): Promise<number>;
  endStep(id: number, step: Omit<DirectorStep, 'tool' | 'input'>): Promise<void>;
  /** Turns that a crash left running end as failed; what their calls on their way may have cost counts. */
  endLostTurns(detail: string, at: string): Promise<number>;
  removeConversation(id: string): Promise<boolean>;
}
