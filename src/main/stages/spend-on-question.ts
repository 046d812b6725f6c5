import { AppError, type Judge } from '../../contract/index.ts';
import type { Content, Plain } from '../core/approve/content.ts';
import type { TaggedPort } from '../ports.ts';
import { microUsdOfCent } from './spend-on-models.ts';

/** What an approval of a dearer question binds: what is asked again, in which conversation, and who gets what for it. */
export interface QuestionDetails {
  readonly [field: string]: Plain;
  readonly question: string;
  /** Those attached to it; null without any. */
  readonly ads: readonly string[] | null;
  readonly service: Judge;
  readonly model: string;
  readonly gets: string;
  readonly conversation: string;
  /** The one that its ceiling ended. */
  readonly turn: string;
}

/** As they were written below; the approval's hash covers them. */
const detailsOf = ({ details }: { readonly details: Plain }): QuestionDetails => details as QuestionDetails;

/** What a person is asked for: an answer that may cost so much, and not a cent more. */
export const questionContent = (account: string, cents: number, details: QuestionDetails): Content => ({
  kind: 'model spend',
  account,
  client: account,
  currency: 'USD',
  amountMinor: cents,
  details,
});

/** The turn of which a request is about, where it is about a question. */
export const turnAskedFor = (content: Content): string | null =>
  content.kind === 'model spend' && isQuestion(content) ? detailsOf(content).turn : null;

const isQuestion = ({ details }: { readonly details: Plain }): boolean =>
  typeof details === 'object' && details !== null && 'question' in details;

export interface QuestionParts {
  /** Asks it again as this turn. Throws what keeps it from being asked. */
  readonly goOn: (
    turn: string,
    account: string,
    details: QuestionDetails,
    ceilingMicroUsd: number,
  ) => Promise<void>;
  readonly hasTurn: (turn: string) => Promise<boolean>;
}

/** A turn bears the name of its request, so that one request is asked once. */
const turnOf = (tag: string): string => tag.replace(/^ap_/, 'turn_');

/** Begins the answer that was approved; it then goes on by itself, as one that was asked in the window. */
export const questionExecutor = ({ goOn, hasTurn }: QuestionParts): TaggedPort => ({
  async send(content, tag) {
    const turn = turnOf(tag);
    try {
      await goOn(turn, content.account, detailsOf(content), content.amountMinor * microUsdOfCent);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { kind: 'refused', code: error.code, detail: error.message };
    }
    return { kind: 'done', answerId: turn };
  },
  find: async (_content, tag) => ((await hasTurn(turnOf(tag))) ? turnOf(tag) : null),
});

/** Money for models is asked for a run of the council or for an answer. */
export const eitherSpend = (run: TaggedPort, answer: TaggedPort): TaggedPort => {
  const portOf = (content: Parameters<TaggedPort['send']>[0]) => (isQuestion(content) ? answer : run);
  return {
    send: (content, ...how) => portOf(content).send(content, ...how),
    find: async (content, ...how) => (await portOf(content).find?.(content, ...how)) ?? null,
  };
};
