import {
  AppError,
  type Conversation,
  type DirectorStep,
  type DirectorTurn,
  type Output,
  type ParsedInput,
} from '../../../src/contract/index.ts';
import { cite } from '../../../src/main/core/director/cite.ts';
import { questionContent } from '../../../src/main/stages/spend-on-question.ts';
import { aRequestFor } from './approvals.ts';
import type { FakeHost } from './fake-host.ts';

export const noDirector = (): Output<'director.state'> => ({
  seats: (['anthropic', 'openai', 'gemini', 'local'] as const).map((service) => ({
    service,
    model: service === 'anthropic' ? 'claude-sonnet-5-5' : '',
    off: `No account is connected for ${service}.`,
    host: null,
    account: null,
    agreed: false,
    priced: true,
  })),
  service: null,
  off: 'No model is connected.',
  ceiling_usd: 1,
  most_calls: 12,
  tools: [
    { name: 'score_rows', title: 'List ads', proposes: false },
    { name: 'approve_proposeBudgets', title: 'Propose new daily budgets', proposes: true },
  ],
});

/** Claude is connected; nobody has agreed to anything yet. */
export const aDirector = (): Output<'director.state'> => {
  const { seats, ...rest } = noDirector();
  const account = { off: null, host: 'api.anthropic.com', account: 'api.anthropic.com 1234' };
  return {
    ...rest,
    service: 'anthropic',
    off: null,
    seats: seats.map((seat) => (seat.service === 'anthropic' ? { ...seat, ...account } : seat)),
  };
};

export const aStep = (
  tool: string,
  input: object,
  result: object,
  more: Partial<DirectorStep> = {},
): DirectorStep => ({
  tool,
  input: JSON.stringify(input),
  state: 'done',
  result: JSON.stringify(result),
  shortened: null,
  orders: [],
  proposals: [],
  took_ms: 12,
  ...more,
});

const idOf = (kind: 'talk' | 'turn', n: number): string => `${kind}_${n.toString(16).padStart(16, '0')}`;

export function askDirector(host: FakeHost, asked: ParsedInput<'director.ask'>): Output<'director.ask'> {
  const seat = host.director.seats.find(
    ({ service }) => service === (asked.service ?? host.director.service),
  );
  if (!seat || seat.off !== null) throw new AppError('NOT_CONNECTED', seat?.off ?? 'No model is connected.');
  if (!seat.agreed && !(asked.agree && asked.service))
    throw new AppError('NEEDS_APPROVAL', `${seat.host} would get it.`);
  host.director = {
    ...host.director,
    seats: host.director.seats.map((one) => (one === seat ? { ...one, agreed: true } : one)),
  };
  const n = host.talks.flatMap(({ turns }) => turns).length + 1;
  const turn: DirectorTurn = {
    id: idOf('turn', n),
    question: asked.question,
    attached: asked.ads,
    service: seat.service,
    model: seat.model,
    state: 'running',
    answer: null,
    problem: null,
    steps: [],
    calls: [],
    cost_usd: 0,
    ceiling_usd: asked.ceiling_usd ?? host.director.ceiling_usd,
    proposals: [],
    asked_at: '2026-11-20T09:00:00.000Z',
    ended_at: null,
  };
  const known = host.talks.find(({ id }) => id === asked.conversation);
  const talk = known ?? { id: idOf('talk', n), title: asked.question, turns: [] };
  host.setTalk({ ...talk, turns: [...talk.turns, turn] });
  return { conversation: talk.id, turn: turn.id };
}

export function proposeMore(
  host: FakeHost,
  { id, ceiling_usd }: ParsedInput<'director.proposeMore'>,
): Output<'director.proposeMore'> {
  const { id: turn, question, attached, service, model } = talkOf(host, id).turns.at(-1) as DirectorTurn;
  const ads = attached.length > 0 ? attached : null;
  const asked = { question, ads, service, model, gets: 'your questions', conversation: id, turn };
  const content = questionContent('api.anthropic.com 1234', Math.round(ceiling_usd * 100), asked);
  const request = aRequestFor(90 + host.requests.length, content, {
    proposed_by: { kind: 'person', id: 'mara' },
  });
  host.requests = [...host.requests, request];
  return request;
}

/** The newest turn gets further; what an answer cites is worked out as the real host does. */
export function moveTurn(host: FakeHost, change: Partial<DirectorTurn>, answer?: string): void {
  const talk = host.talks[0] as Conversation;
  const last = talk.turns.at(-1) as DirectorTurn;
  const steps = change.steps ?? last.steps;
  const results = steps.map(({ result }) => JSON.parse(result === '' ? 'null' : result) as unknown);
  const next: DirectorTurn = {
    ...last,
    ...change,
    steps,
    proposals: steps.flatMap(({ proposals }) => proposals),
    ...(answer !== undefined && { state: 'done', answer: cite(answer, last.question, results) }),
  };
  host.setTalk({ ...talk, turns: [...talk.turns.slice(0, -1), next] });
}

export const talkOf = (host: FakeHost, id: string): Conversation => {
  const talk = host.talks.find((one) => one.id === id);
  if (!talk) throw new AppError('NOT_FOUND', 'The conversation is gone.');
  return talk;
};

export const talkLines = (host: FakeHost): Output<'director.list'> => ({
  conversations: host.talks.map(({ id, title, turns }) => {
    const last = turns.at(-1) as DirectorTurn;
    return {
      id,
      title,
      turns: turns.length,
      state: last.state,
      cost_usd: turns.reduce((sum, { cost_usd }) => sum + cost_usd, 0),
      asked_at: last.asked_at,
    };
  }),
});

export function stopTurn(host: FakeHost, id: string): Conversation {
  talkOf(host, id);
  const problem = {
    code: 'CANCELLED',
    message: 'It was cancelled. Stopped by you.',
    next_step: 'Ask again.',
  } as const;
  moveTurn(host, { state: 'cancelled', problem });
  return talkOf(host, id);
}
