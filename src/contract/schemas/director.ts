import { z } from 'zod';
import { strict } from '../strict.ts';
import { ApprovalId } from './approval.ts';
import { AdId, Code, Instant } from './common.ts';
import { Judge } from './council.ts';

export const ConversationId = z.string().regex(/^talk_[0-9a-f]{16}$/);
export const TurnId = z.string().regex(/^turn_[0-9a-f]{16}$/);

/** One model that the Director could ask. */
export const DirectorSeat = strict(() => ({
  service: Judge,
  model: z.string(),
  /** Why it cannot be asked; null when it can. */
  off: z.string().nullable(),
  host: z.string().nullable(),
  account: z.string().nullable(),
  /** Whether the user agreed that questions and what they need are sent to this account. */
  agreed: z.boolean(),
  /** False when the price of the model is not known: then it is not asked. */
  priced: z.boolean(),
}));
export type DirectorSeat = z.infer<typeof DirectorSeat>;

export const DirectorTool = strict(() => ({
  name: z.string(),
  title: z.string(),
  /** Adds to the approval queue; the others only read. */
  proposes: z.boolean(),
}));
export type DirectorTool = z.infer<typeof DirectorTool>;

/** One tool call of a model, as it asked for it and as it ended. */
export const DirectorStep = strict(() => ({
  tool: z.string(),
  /** JSON, or what stood in its place. */
  input: z.string(),
  state: z.enum(['called', 'done', 'failed']),
  /** What the model was shown of the result, as JSON. */
  result: z.string(),
  /** Lists that were shortened, or null. */
  shortened: z.string().nullable(),
  /** Texts in the result that read like orders to a model. They went along as quoted data. */
  orders: z.array(z.string()),
  /** Requests that wait in the approval queue because of it. */
  proposals: z.array(ApprovalId),
  took_ms: z.int().nonnegative(),
}));
export type DirectorStep = z.infer<typeof DirectorStep>;

export const DirectorCall = strict(() => ({
  state: z.enum(['sent', 'answered', 'failed']),
  input_tokens: z.int().nonnegative().nullable(),
  cached_tokens: z.int().nonnegative().nullable(),
  output_tokens: z.int().nonnegative().nullable(),
  cost_usd: z.number().nonnegative(),
  problem: z.string().nullable(),
}));
export type DirectorCall = z.infer<typeof DirectorCall>;

/** A figure of the answer. `at` and `chars` are its place in the text. */
export const CitedFigure = strict(() => ({
  text: z.string(),
  at: z.int().nonnegative(),
  chars: z.int().positive(),
  /** `data`: a value of a result. `words`: stands in a text of a result, as an ad's own words may. */
  basis: z.enum(['data', 'words', 'question', 'not from your data']),
  /** The step, from 0, and the field that hold it. */
  step: z.int().nonnegative().nullable(),
  field: z.string().nullable(),
}));
export type CitedFigure = z.infer<typeof CitedFigure>;

export const CitedAd = strict(() => ({
  id: AdId,
  at: z.int().nonnegative(),
  chars: z.int().positive(),
  /** By the results of this answer; null when no result names this ad. */
  name: z.string().nullable(),
}));
export type CitedAd = z.infer<typeof CitedAd>;

export const DirectorAnswer = strict(() => ({
  text: z.string(),
  ads: z.array(CitedAd),
  figures: z.array(CitedFigure),
}));
export type DirectorAnswer = z.infer<typeof DirectorAnswer>;

export const TurnState = z.enum(['running', 'done', 'failed', 'cancelled']);
export type TurnState = z.infer<typeof TurnState>;

/** One question with everything that was done to answer it. */
export const DirectorTurn = strict(() => ({
  id: TurnId,
  question: z.string(),
  /** Ads that were attached to the question. */
  attached: z.array(AdId),
  service: Judge,
  model: z.string(),
  state: TurnState,
  answer: DirectorAnswer.nullable(),
  /** Why there is no answer; what was done so far stands in `steps`. */
  problem: strict(() => ({ code: Code, message: z.string(), next_step: z.string() })).nullable(),
  steps: z.array(DirectorStep),
  calls: z.array(DirectorCall),
  cost_usd: z.number().nonnegative(),
  ceiling_usd: z.number().nonnegative(),
  proposals: z.array(ApprovalId),
  asked_at: Instant,
  ended_at: Instant.nullable(),
}));
export type DirectorTurn = z.infer<typeof DirectorTurn>;

export const Conversation = strict(() => ({
  id: ConversationId,
  title: z.string(),
  turns: z.array(DirectorTurn),
}));
export type Conversation = z.infer<typeof Conversation>;

export const ConversationLine = strict(() => ({
  id: ConversationId,
  title: z.string(),
  turns: z.int().positive(),
  state: TurnState,
  cost_usd: z.number().nonnegative(),
  asked_at: Instant,
}));
export type ConversationLine = z.infer<typeof ConversationLine>;
