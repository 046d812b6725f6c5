import {
  AppError,
  type Contract,
  type Conversation,
  contract,
  type DirectorSeat,
  type DirectorTurn,
  errors,
  type Judge,
} from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { call, callAsPerson } from './client.ts';
import { onInterrupt, unlessOver } from './interrupts.ts';
import type { Flags } from './options.ts';
import { dim, say, writeResult } from './output.ts';

const lookAgainMs = 1000;

/** What a tool was called for, by the procedure behind its name. */
const doneBy = (tool: string): string =>
  (contract as Contract)[tool.replace('_', '.')]?.effect === 'propose' ? 'proposed' : 'read';

/** `ask "question" [--model NAME] [--budget USD]`: the Director's answer; what it does meanwhile goes to stderr. */
export async function ask(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [question] = args;
  if (question === undefined || args.length > 1)
    throw new AppError('INVALID_INPUT', 'titan ask "question" [--model NAME] [--budget USD]');
  const usd = flags.budget === undefined ? undefined : Number(flags.budget);
  if (usd !== undefined && !(usd >= 0 && usd <= 1000))
    throw new AppError('INVALID_INPUT', '--budget takes an amount in USD, such as 0.50.');
  const { seats, service, ceiling_usd } = await call(app, 'director.state', {});
  const wanted = flags.model === undefined ? service : serviceOf(flags.model);
  const told = tellWhatLeaves(seats, wanted, usd ?? ceiling_usd);
  const { id, turn } = await answered(app, {
    question,
    agree: told,
    ...(wanted !== null && { service: wanted }),
    ...(flags.model !== undefined && { model: flags.model }),
    ...(usd !== undefined && { ceiling_usd: usd }),
  });
  if (flags.json) await writeResult(JSON.stringify({ conversation: id, ...turn }), flags.out);
  else if (turn.answer) await writeResult(inWords(turn), flags.out);
  if (turn.problem === null) return 0;
  if (!flags.json) say(shortfall(turn));
  return errors[turn.problem.code].exit;
}

/** By how the services name their models; what none of them would is a model of one's own. */
const serviceOf = (model: string): Judge =>
  /^claude-/.test(model)
    ? 'anthropic'
    : /^(gpt-|o\d)/.test(model)
      ? 'openai'
      : /^gemini-/.test(model)
        ? 'gemini'
        : 'local';

/** Asking on the command line is agreeing to what is said here before the first time; nothing is agreed to unsaid. */
function tellWhatLeaves(seats: readonly DirectorSeat[], wanted: Judge | null, usd: number): boolean {
  const seat = seats.find((one) => one.service === wanted);
  if (!seat || seat.off !== null || seat.agreed) return false;
  say(
    `${seat.host} gets the question and what the tools read for it: names, words, scores and results of ads. It may cost at most ${usd.toFixed(2)} USD.`,
  );
  return true;
}

type Wanted = Parameters<typeof call<'director.ask'>>[2];

/** The question with its end. Ctrl-C stops it; twice gives up at once. */
async function answered(app: App, wanted: Wanted): Promise<{ id: string; turn: DirectorTurn }> {
  const finished = Promise.withResolvers<DirectorTurn>();
  let id: string | undefined;
  let told = 0;
  const look = async (): Promise<void> => {
    if (id === undefined) return;
    const { turns }: Conversation = await call(app, 'director.show', { id });
    const turn = turns.at(-1) as DirectorTurn;
    for (const { tool, input, state } of turn.steps.slice(told)) {
      if (state === 'called') break;
      told += 1;
      say(`${state === 'done' ? doneBy(tool) : 'failed'}: ${tool} ${input === '{}' ? '' : input}`.trimEnd());
    }
    if (turn.state !== 'running') finished.resolve(turn);
  };
  const unsubscribe = app.subscribe((event) => {
    if (event.type === 'director' && event.conversation === id) look().catch(finished.reject);
  });
  const interrupts = onInterrupt(() => {
    if (id !== undefined) call(app, 'director.stop', { id }).catch(unlessOver(finished.reject));
  });
  const looking = setInterval(() => void look().catch(finished.reject), lookAgainMs);
  try {
    id = (await callAsPerson(app, 'director.ask', wanted)).conversation;
    await look();
    return { id, turn: await finished.promise };
  } finally {
    clearInterval(looking);
    unsubscribe();
    interrupts.off();
  }
}

function inWords(turn: DirectorTurn): string {
  const { answer, model } = turn;
  const foreign = answer?.figures.filter(({ basis }) => basis === 'not from your data') ?? [];
  const quoted = answer?.figures.filter(({ basis }) => basis === 'words') ?? [];
  const strange = answer?.ads.filter(({ name }) => name === null) ?? [];
  const named = new Map(answer?.ads.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])));
  const list = (texts: readonly string[]): string => [...new Set(texts)].join(', ');
  const lines = [
    ...[...named].map(([id, name]) => `${id}  ${name}`),
    ...(foreign.length > 0 ? [`Not from your data: ${list(foreign.map(({ text }) => text))}`] : []),
    ...(quoted.length > 0 ? [`Only from words in your data: ${list(quoted.map(({ text }) => text))}`] : []),
    ...(strange.length > 0 ? [`In no result: ad ${list(strange.map(({ id }) => id))}`] : []),
    ...(turn.proposals.length > 0
      ? [`Waiting for a person: ${turn.proposals.join(', ')}. titan approvals shows the queue.`]
      : []),
    `${model}, ${done(turn)}`,
  ];
  return [answer?.text ?? '', '', ...lines.map(dim)].join('\n');
}

const done = ({ calls, steps, cost_usd }: DirectorTurn): string =>
  `${calls.length} model calls, ${steps.length} tool calls, ${cost_usd.toFixed(4)} USD`;

/** Why there is no answer, and what there is. */
function shortfall(turn: DirectorTurn): string {
  const { problem, proposals } = turn;
  const queued = proposals.length > 0 ? ` Waiting for a person: ${proposals.join(', ')}.` : '';
  return `${problem?.code}: ${problem?.message} ${problem?.next_step} Done so far: ${done(turn)}.${queued}`;
}
