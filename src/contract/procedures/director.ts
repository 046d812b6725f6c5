import { z } from 'zod';
import { notForModels, procedure } from '../define.ts';
import { ApprovalDetail } from '../schemas/approval.ts';
import { AdId, Empty } from '../schemas/common.ts';
import { Judge } from '../schemas/council.ts';
import {
  Conversation,
  ConversationId,
  ConversationLine,
  DirectorSeat,
  DirectorTool,
  TurnId,
} from '../schemas/director.ts';
import { strict } from '../strict.ts';

const One = strict(() => ({ id: ConversationId }));

/**
 * A model that answers questions with the tools that models get over MCP, and with no others. What was said is kept
 * from other models: an ad's words in it must not become part of another prompt.
 */
export const director = {
  'director.state': procedure({
    kind: 'query',
    effect: 'none',
    input: Empty,
    output: strict(() => ({
      seats: z.array(DirectorSeat),
      /** Who is asked when a question does not say; null with the reason in `off`. */
      service: Judge.nullable(),
      off: z.string().nullable(),
      /** What one question may cost. */
      ceiling_usd: z.number().nonnegative(),
      /** Model calls per question. */
      most_calls: z.int().positive(),
      tools: z.array(DirectorTool),
    })),
    errors: [],
    hosts: notForModels,
    summary: 'Which models the Director could ask, or why none, and the tools it has',
  }),
  'director.ask': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({
      question: z.string().trim().min(1).max(4000),
      /** Goes on with it; a new one when absent. */
      conversation: ConversationId.optional(),
      service: Judge.optional(),
      /** Of that service; the setting when absent. */
      model: z.string().trim().min(1).max(200).optional(),
      ads: z.array(AdId).max(50).default([]),
      /** Above the setting only for a person. */
      ceiling_usd: z.number().min(0).max(1000).optional(),
      /** The person was shown what leaves this machine; remembered for each account. Only with `service`; a program cannot agree. */
      agree: z.boolean().default(false),
    })),
    output: strict(() => ({ conversation: ConversationId, turn: TurnId })),
    errors: ['NOT_CONNECTED', 'NEEDS_APPROVAL', 'STOPPED', 'NOT_FOUND', 'CONFLICT', 'BUDGET_REACHED'],
    hosts: ['electron', 'gateway', 'socket', 'cli'],
    summary: 'Ask the Director; it goes on by itself and tells by events how far it is',
  }),
  'director.proposeMore': procedure({
    kind: 'command',
    effect: 'propose',
    input: strict(() => ({
      id: ConversationId,
      /** What the answer may cost, to the cent. */
      ceiling_usd: z.number().min(0.01).max(1000),
    })),
    output: ApprovalDetail,
    errors: ['NOT_FOUND', 'CONFLICT', 'NOT_CONNECTED', 'INVALID_INPUT', 'NEEDS_APPROVAL'],
    hosts: notForModels,
    summary:
      'Propose a higher ceiling for the last question of a conversation, which its own has ended; once a person approves it, the question is asked again, once',
  }),
  'director.list': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ limit: z.int().min(1).max(500).default(100) })),
    output: strict(() => ({ conversations: z.array(ConversationLine) })),
    errors: [],
    hosts: notForModels,
    summary: 'What the Director was asked, newest first',
  }),
  'director.show': procedure({
    kind: 'query',
    effect: 'none',
    input: One,
    output: Conversation,
    errors: ['NOT_FOUND'],
    hosts: notForModels,
    summary: 'One conversation: questions, answers with what they cite, tool calls and cost',
  }),
  'director.stop': procedure({
    kind: 'command',
    effect: 'local',
    input: One,
    output: Conversation,
    errors: ['NOT_FOUND', 'CONFLICT'],
    hosts: notForModels,
    summary: 'Stop answering; what was proposed so far stays in the queue',
  }),
  'director.remove': procedure({
    kind: 'command',
    effect: 'local',
    input: One,
    output: strict(() => ({ id: ConversationId })),
    errors: ['NOT_FOUND', 'CONFLICT'],
    hosts: notForModels,
    summary: 'Delete a conversation; what it cost stays on record',
  }),
};
