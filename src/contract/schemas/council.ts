import { z } from 'zod';
import { strict } from '../strict.ts';
import { Instant, Points100, Seconds } from './common.ts';

/** Who is asked: `local` sends to a model server of the user's own alone. */
export const CouncilChoice = z.enum(['off', 'local', 'all']);
export type CouncilChoice = z.infer<typeof CouncilChoice>;

/** The judges that are models. */
export const Judge = z.enum(['anthropic', 'openai', 'gemini', 'local']);
export type Judge = z.infer<typeof Judge>;
/** What a service gets data for: ads for the council, questions and what is read for them for the Director. */
export const DataUse = z.enum(['judge ads', 'answer questions']);
export type DataUse = z.infer<typeof DataUse>;
export const Member = z.enum([...Judge.options, 'engine']);
export type Member = z.infer<typeof Member>;

/** R11 is a list of risks and R12 is measured, so neither is among them. */
export const RubricItem = z.enum(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10']);
export type RubricItem = z.infer<typeof RubricItem>;

export const HookKind = z.enum([
  'problem',
  'question',
  'bold claim',
  'social proof',
  'demo',
  'unboxing',
  'confession',
  'before-after',
  'offer',
  'urgency',
  'curiosity gap',
  'comparison',
  'authority',
  'listicle',
  'newness',
  'story',
  'pattern interrupt',
  'giveaway',
  'myth',
  'unknown',
]);

/** What a judge says of one item; `score` is null when the ad shows nothing to judge it by. */
const JudgedItem = strict(() => ({
  id: RubricItem,
  score: z.int().min(0).max(4).nullable(),
  confidence: z.number().min(0).max(1),
  t0: Seconds.nullable(),
  t1: Seconds.nullable(),
  why: z.string(),
}));
/** What to change, where, and why. */
const Edit = strict(() => ({ t0: Seconds, t1: Seconds, change: z.string(), because: z.string() }));

/** An answer as it is kept: texts cut, plain, and never part of a later prompt. */
export const Judgement = strict(() => ({
  items: z.array(JudgedItem),
  hook_type: HookKind,
  strengths: z.array(z.string()),
  risks: z.array(z.string()),
  /** R11: claims or pictures that a platform's policy may object to. */
  policy_risks: z.array(z.string()),
  edits: z.array(Edit),
  /** Whether words in the ad talk to a judge or a program instead of to a customer. */
  addresses_the_judge: z.boolean(),
}));
export type Judgement = z.infer<typeof Judgement>;

export const SpokenLine = strict(() => ({ t0: Seconds, t1: Seconds, text: z.string() }));
export type SpokenLine = z.infer<typeof SpokenLine>;

/**
 * What a judge answers: the one schema from which every provider's structured output is made, and by which every answer
 * is read. Lengths of texts are no reason to throw a paid answer away; they are cut where they are kept, and so is what
 * an answer has beside this.
 */
export const JudgeReply = z.object({
  ...Judgement.shape,
  items: z.array(JudgedItem.strip()),
  edits: z.array(Edit.strip()).length(3),
  /** What is said, by those who can hear it; null from those who cannot. */
  transcript: z.array(SpokenLine.strip()).nullable(),
});
export type JudgeReply = z.infer<typeof JudgeReply>;

export const CouncilMember = strict(() => ({
  member: Member,
  model: z.string(),
  state: z.enum(['voted', 'abstained']),
  /** Why it abstained; null when it voted. */
  reason: z.string().nullable(),
  /** 0–100 as it was given: items weighed by the rubric. */
  score: Points100.nullable(),
  /** Place of that score among this judge's own earlier ones; null until it has 30 of them. */
  percentile: Points100.nullable(),
  /**
   * What was counted, on the one scale of the panel: its percentile, its score while no judge can be placed or
   * where the engine stands alone, else a place that those of others had a part in. Null for who abstained, and where an earlier version joined the votes.
   */
  counted: Points100.nullable().default(null),
  /** What that rests on, in words. */
  basis: z.string(),
  /** Share of the panel, 0–1; 0 for who abstained. */
  weight: z.number().min(0).max(1),
  /** Frames, the whole video, or the measured features. */
  saw: z.string(),
  /** Null when the price of the model is not known. */
  cost_usd: z.number().nonnegative().nullable(),
  verdict: Judgement.nullable(),
}));
export type CouncilMember = z.infer<typeof CouncilMember>;

/** What the shares rest on: `equal` until results exist, `learning` until 30 of them exist of one judge. */
export const WeightsBasis = z.enum(['equal', 'learning', 'learned']);
export type WeightsBasis = z.infer<typeof WeightsBasis>;

export const Council = strict(() => ({
  /** `engine only`: fewer than two families of models voted. */
  basis: z.enum(['council', 'engine only']),
  score: Points100.nullable(),
  interval80: z.tuple([Points100, Points100]).nullable(),
  /** Weighted median distance of the votes from their middle, in points; null with fewer than two votes. */
  disagreement: z.number().nonnegative().nullable(),
  /** How many independent judges the panel is worth; null until enough results exist to tell. */
  k_eff: z.number().positive().nullable(),
  cost_usd: z.number().nonnegative(),
  members: z.array(CouncilMember),
  weights: WeightsBasis,
  /** The judges disagree, or the ad talks to them: a person should look. */
  needs_human: z.boolean(),
  /** Who sees it differently, or says that the ad speaks to its judge, in words. */
  dissent: z.array(z.string()),
  /** Lines of text in the ad that read like orders to a judge; shown as plain text. */
  instructions: z.array(z.string()),
  /** What a named model heard. */
  transcript: strict(() => ({ model: z.string(), lines: z.array(SpokenLine) })).nullable(),
  rubric_version: z.string(),
  prompt_version: z.string(),
  judged_at: Instant,
}));
export type Council = z.infer<typeof Council>;

/** What is known of a file before it is fetched and measured; null is what the service does not say. */
export const AdDraft = strict(() => ({
  kind: z.enum(['video', 'image']).describe('A film or a picture'),
  width: z.int().positive().nullable().describe('Pixels, null when not known'),
  height: z.int().positive().nullable().describe('Pixels, null when not known'),
  duration_s: z.number().positive().nullable().describe('Seconds; null for a picture or when not known'),
}));
export type AdDraft = z.infer<typeof AdDraft>;

/** One judge before a run. */
export const CouncilSeat = strict(() => ({
  judge: Judge,
  model: z.string(),
  /** Why it cannot be asked, as where its price is not known; null when it can. */
  off: z.string().nullable(),
  /** What leaves this machine, and where it goes. */
  sends: z.string(),
  host: z.string().nullable(),
  account: z.string().nullable(),
  /** Whether the user agreed to send ads to this account. */
  agreed: z.boolean(),
  /** Null for who cannot be asked. */
  usual_usd: z.number().nonnegative().nullable(),
  /** Ads whose answer is known, or on its way by batch, and is paid for once. */
  known: z.int().nonnegative(),
}));
export type CouncilSeat = z.infer<typeof CouncilSeat>;

export const CouncilEstimate = strict(() => ({
  ads: z.int().nonnegative(),
  /** Those that the cost was worked out from; the rest is taken to be like them. */
  worked_out_from: z.int().nonnegative(),
  seats: z.array(CouncilSeat),
  usual_usd: z.number().nonnegative(),
  ceiling_usd: z.number().nonnegative(),
}));
export type CouncilEstimate = z.infer<typeof CouncilEstimate>;

export const CouncilRecord = strict(() => ({
  weights: WeightsBasis,
  judges: z.array(
    strict(() => ({
      /** Member and model: another model is another judge. */
      judge: z.string(),
      votes: z.int().nonnegative(),
      results: z.int().nonnegative(),
      /** 0 is perfect, 0.1875 is what always saying a quarter gets. */
      brier: z.number().nullable(),
      spearman: z.number().nullable(),
      /** Share of the panel of those that can be asked now; null for who cannot. */
      weight: z.number().min(0).max(1).nullable(),
      says: z.string(),
    })),
  ),
}));
export type CouncilRecord = z.infer<typeof CouncilRecord>;
