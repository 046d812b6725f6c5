import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AppError,
  type Caller,
  type Conversation,
  type ConversationLine,
  type DirectorSeat,
  Judge,
  type Output,
  type ParsedInput,
  type Settings,
} from '../../contract/index.ts';
import { memberNames } from '../../contract/words.ts';
import { anthropicChat } from '../connectors/anthropic/chat.ts';
import { geminiChat } from '../connectors/gemini/chat.ts';
import { localChat } from '../connectors/local-model/chat.ts';
import { openaiChat } from '../connectors/openai/chat.ts';
import { waiting } from '../core/approve/approval.ts';
import type { Content } from '../core/approve/content.ts';
import { itemOf } from '../core/approve/describe.ts';
import { entriesOf } from '../core/director/prompt.ts';
import { createLedger } from '../core/score/council/ledger.ts';
import { microUsd, ratesAround } from '../core/score/council/price.ts';
import type { ChatPort, Clock, Events, JudgeConnection, Log, NewTurn, Pause, TurnEnd } from '../ports.ts';
import { refuseIfStopped } from '../stages/approve.ts';
import { direct, mostCalls } from '../stages/direct.ts';
import { consentKey, isAgreed } from '../stages/let-data-leave.ts';
import { type QuestionDetails, questionContent, turnAskedFor } from '../stages/spend-on-question.ts';
import type { Store } from '../store/index.ts';
import type { App } from './app.ts';
import { toolsFor } from './director-tools.ts';
import type { Access, ModelAccess } from './model-access.ts';
import { limitText, type ProgramSpend, type Room } from './program-spend.ts';

const open: Readonly<Record<Judge, (connection: JudgeConnection) => ChatPort>> = {
  anthropic: anthropicChat,
  openai: openaiChat,
  gemini: geminiChat,
  local: localChat,
};

/** One question, with everything that it waits for. */
const patienceMs = 15 * 60_000;

export interface DirectorOptions {
  readonly access: ModelAccess;
  readonly store: Store;
  readonly programs: Pick<ProgramSpend, 'inTurn'>;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
}

type Question = ParsedInput<'director.ask'>;

interface Asking
  extends Pick<NewTurn, 'conversation' | 'service' | 'model' | 'ceilingMicroUsd' | 'byProgram'> {
  readonly turn: string;
  readonly asked: Pick<NewTurn, 'question' | 'attached'>;
  readonly connection: JudgeConnection;
}

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** What a service gets of a question. */
export const questionsSend =
  'your questions and what the tools read for them: names, words, scores and results of ads';
const consentFor = (service: Judge): string => consentKey(service, 'answer questions');

/** A model that answers from this library with the tools of `mcp/tools.ts`, and the conversations with it. */
export function createDirector({ access, store, programs, clock, events, log }: DirectorOptions) {
  const { reader, writer } = store;
  const pause: Pause = (ms, signal) => wait(ms, undefined, { signal });
  const running = new Map<string, Running>();
  const served = Promise.withResolvers<Pick<App, 'call'>>();
  const tell = (conversation: string): void => events.emit({ type: 'director', conversation });

  async function seats(settings: Settings): Promise<DirectorSeat[]> {
    const agreed = await reader.agreedTo();
    return Promise.all(
      Judge.options.map(async (service) => {
        const found = await access(service, settings);
        const model = found.off === null ? found.model : settings.council_models[service];
        return {
          service,
          model,
          off: found.off,
          host: found.off === null ? found.host : null,
          account: found.off === null ? found.account : null,
          agreed: found.off === null && isAgreed(agreed, consentFor(service), found.account),
          priced: ratesAround(clock.now(), service, model) !== null,
        };
      }),
    );
  }

  /** Who is asked: as the question says, as the settings say, else the first that is connected. */
  async function chosen({ service, model }: Pick<Question, 'service' | 'model'>, settings: Settings) {
    const wanted = service ?? settings.director_service;
    let firstOff: string | null = null;
    for (const one of wanted ? [wanted] : Judge.options) {
      const found: Access = await access(one, settings, model);
      if (found.off === null) return { service: one, ...found };
      firstOff ??= found.off;
    }
    throw new AppError('NOT_CONNECTED', wanted ? (firstOff ?? '') : 'No model is connected.');
  }

  async function stillOpen(proposals: readonly string[]): Promise<boolean> {
    const rows = await Promise.all(proposals.map((id) => reader.approvalRow(id)));
    return rows.some((row) => row !== null && waiting.includes(itemOf(row, clock.now()).state));
  }

  async function show(id: string): Promise<Conversation> {
    const found = await reader.conversation(id);
    if (!found) throw new AppError('NOT_FOUND', 'The conversation is gone.');
    return found;
  }

  function end(turn: string, conversation: string, how: TurnEnd): Promise<void> {
    return writer.endTurn(turn, how, clock.now()).finally(() => {
      running.delete(conversation);
      tell(conversation);
    });
  }

  /** The end of every answer that has begun. */
  const settled = async (): Promise<void> =>
    void (await Promise.all([...running.values()].map(({ ended }) => ended)));

  /** Ends every answer where it is. */
  function halt(why: AppError): Promise<void> {
    for (const { stop } of running.values()) stop.abort(why);
    return settled();
  }

  /** Nothing waits before the conversation is taken: of two questions at once one is refused. */
  async function begin(asking: Asking, app: Pick<App, 'call'>): Promise<void> {
    const { turn, asked, connection, ...what } = asking;
    const { conversation, service, model, ceilingMicroUsd } = what;
    if (running.has(conversation))
      throw new AppError('CONFLICT', 'The Director is still answering in this conversation.');
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    running.set(conversation, { stop, ended: started.promise });
    let known: Conversation | null;
    try {
      await refuseIfStopped(reader);
      known = await reader.conversation(conversation);
      await writer.beginTurn({ id: turn, ...asked, ...what }, clock.now());
    } catch (error) {
      running.delete(conversation);
      started.resolve();
      throw error;
    }
    tell(conversation);
    const ports = {
      chat: open[service](connection),
      ledger: createLedger(ceilingMicroUsd, 0),
      tools: toolsFor(app),
      writer,
      pause,
      clock,
      stillOpen,
      tell: () => tell(conversation),
    };
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(patienceMs)]);
    direct(
      ports,
      {
        turn,
        question: asked.question,
        model,
        rates: ratesAround(clock.now(), service, model),
        entries: entriesOf(known?.turns ?? [], asked),
        proposed: (known?.turns ?? []).flatMap(({ steps }) =>
          steps.filter((step) => step.proposals.length > 0),
        ),
      },
      signal,
    )
      .catch((error: unknown): TurnEnd => {
        if (stop.signal.aborted) return { state: 'cancelled', ...told(stop.signal.reason) };
        if (signal.aborted)
          return {
            state: 'failed',
            code: 'CANCELLED',
            detail: `It took longer than ${patienceMs / 60_000} minutes.`,
          };
        log.error({ error }, 'the Director failed');
        return { state: 'failed', code: 'INTERNAL', detail: '' };
      })
      .then((how) => end(turn, conversation, how))
      .catch((error: unknown) => log.error({ error }, 'an answer could not be kept'))
      .finally(started.resolve);
  }

  return {
    /** How its tools are called, which is known once every procedure has its handler. */
    serve: served.resolve,

    async state(): Promise<Output<'director.state'>> {
      const settings = await reader.settings();
      const all = await seats(settings);
      const wanted = settings.director_service;
      const ready = all.find((seat) => seat.off === null && (wanted === null || seat.service === wanted));
      const off = wanted ? all.find((seat) => seat.service === wanted)?.off : 'No model is connected.';
      return {
        seats: all,
        service: ready?.service ?? null,
        off: ready ? null : (off ?? null),
        ceiling_usd: settings.director_ceiling_usd,
        most_calls: mostCalls,
        tools: toolsFor(null).list.map(({ name, title, proposes }) => ({ name, title, proposes })),
      };
    },

    async ask(question: Question, { person }: Pick<Caller, 'person'>): Promise<Output<'director.ask'>> {
      const settings = await reader.settings();
      const known = question.conversation === undefined ? null : await show(question.conversation);
      const { service, model, connection, account, host } = await chosen(question, settings);
      if (!isAgreed(await reader.agreedTo(), consentFor(service), account)) {
        // Agreeing is to a service by name: another may have become the first that is connected since.
        if (!question.agree || question.service === undefined || !person)
          throw new AppError(
            'NEEDS_APPROVAL',
            `${host} would get ${questionsSend}. A person has to agree first.`,
          );
        await writer.agreeTo(consentFor(service), account, clock.now());
      }
      const conversation = known?.id ?? `talk_${randomBytes(8).toString('hex')}`;
      const turn = `turn_${randomBytes(8).toString('hex')}`;
      const app = await served.promise;
      const asked = { question: question.question, attached: question.ads };
      const asking = { turn, conversation, asked, service, model, connection, byProgram: !person };
      if (person) {
        const ceilingMicroUsd = microUsd(question.ceiling_usd ?? settings.director_ceiling_usd);
        await begin({ ...asking, ceilingMicroUsd }, app);
      } else
        await programs.inTurn((today) =>
          begin({ ...asking, ceilingMicroUsd: programCeiling(question, settings, today) }, app),
        );
      return { conversation, turn };
    },

    /** What a person would be asked for, for the last question of a conversation to be asked again with more. */
    async dearer(id: string, ceilingUsd: number): Promise<Content> {
      const turn = (await show(id)).turns.at(-1);
      if (turn?.problem?.code !== 'BUDGET_REACHED')
        throw new AppError('CONFLICT', 'Its last question was not ended by its ceiling.');
      if (ceilingUsd <= turn.ceiling_usd)
        throw new AppError('INVALID_INPUT', `ceiling_usd: it had ${turn.ceiling_usd.toFixed(2)} USD.`);
      const open = await reader.approvalRows(waiting, 10_000);
      const same = open.find(({ approval }) => turnAskedFor(approval.content) === turn.id);
      if (same) throw new AppError('CONFLICT', `${same.approval.id} in Approvals asks for that already.`);
      const { question, attached, service, model } = turn;
      const { account } = await chosen({ service, model }, await reader.settings());
      const ads = attached.length > 0 ? attached : null;
      const asked = { question, ads, service, model, gets: questionsSend };
      return questionContent(account, Math.round(ceilingUsd * 100), {
        ...asked,
        conversation: id,
        turn: turn.id,
      });
    },

    /** Asks again what was approved. Whoever approved it was shown what goes where, as in the window. */
    async goOn(
      turn: string,
      account: string,
      { question, ads, service, model, conversation, turn: ended }: QuestionDetails,
      ceilingMicroUsd: number,
    ): Promise<void> {
      const app = await served.promise;
      const now = await chosen({ service, model }, await reader.settings());
      if (now.account !== account)
        throw new AppError(
          'CONFLICT',
          `${memberNames[service]} is connected by ${now.account} by now, not by ${account}.`,
        );
      const last = (await show(conversation)).turns.at(-1);
      if (last?.id !== ended)
        throw new AppError('CONFLICT', 'The conversation has gone on since this was asked for.');
      await writer.agreeTo(consentFor(service), account, clock.now());
      const asked = { question, attached: ads ?? [] };
      const { connection } = now;
      const asking = { turn, conversation, asked, service, model, connection, byProgram: false };
      await begin({ ...asking, ceilingMicroUsd }, app);
    },

    list: (limit: number): Promise<ConversationLine[]> => reader.conversations(limit),
    show,

    async stop(id: string): Promise<Conversation> {
      const found = running.get(id);
      if (!found) {
        await show(id);
        throw new AppError('CONFLICT', 'Nothing is being answered here.');
      }
      found.stop.abort(new AppError('CANCELLED', 'Stopped by you.'));
      await found.ended;
      return show(id);
    },

    async remove(id: string): Promise<{ id: string }> {
      if (running.has(id)) throw new AppError('CONFLICT', 'Stop the answer first.');
      if (!(await writer.removeConversation(id)))
        throw new AppError('NOT_FOUND', 'The conversation is gone.');
      tell(id);
      return { id };
    },

    /** What a crash cut off is told as such; nothing of it is done again by itself. */
    restarted: (): Promise<number> =>
      writer.endLostTurns(
        'Titan Ads was closed in the middle. What was proposed by then waits in Approvals.',
        clock.now(),
      ),

    halt,
    settled,
    close: (): Promise<void> => halt(new AppError('CANCELLED', 'Titan Ads was closed.')),
  };
}

/** Every stop of an answer names its reason. */
const told = ({ code, detail }: AppError): Pick<AppError, 'code' | 'detail'> => ({ code, detail });

/** What a question of a program may cost: no more than the setting, and than the day has left for programs. */
function programCeiling({ ceiling_usd }: Question, { director_ceiling_usd }: Settings, room: Room): number {
  const setting = microUsd(director_ceiling_usd);
  if (room.leftMicroUsd <= 0 && setting > 0)
    throw new AppError('BUDGET_REACHED', `${limitText(room)}, and have.`);
  return Math.max(0, Math.min(microUsd(ceiling_usd ?? director_ceiling_usd), setting, room.leftMicroUsd));
}

export type Director = ReturnType<typeof createDirector>;
