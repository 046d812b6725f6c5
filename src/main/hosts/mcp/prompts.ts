import {
  type GetPromptResult,
  type Prompt,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';

interface Question {
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly description: string;
    /** It takes more than one, separated by commas. */
    readonly several?: true;
  }[];
  readonly ask: (given: Readonly<Record<string, string>>) => string;
}

const cite =
  'Name each ad and figure you use, with its interval where it has one. Say "not enough data" where the tools do.';

const questions: Readonly<Record<string, Question>> = {
  'review-ad': {
    title: 'Review an ad',
    description: 'What to keep and what to change in one ad, with seconds',
    arguments: [{ name: 'ad', description: 'Id, unique start of an id, or path of the ad' }],
    ask: ({ ad }) =>
      `Read the ad ${JSON.stringify(ad)} with score_show. Tell in plain words what its strongest and weakest points are, each with its second, and the three edits you would try first. ${cite}`,
  },
  'compare-ads': {
    title: 'Compare ads',
    description: 'Which of two to four ads may be called better, and why',
    arguments: [{ name: 'ads', description: 'Two to four ids or paths, separated by commas', several: true }],
    ask: ({ ads }) =>
      `Compare these ads with score_compare: ${JSON.stringify((ads ?? '').split(',').map((one) => one.trim()))}. Say which differences matter and name a winner only where its verdict does. ${cite}`,
  },
  'weakest-first': {
    title: 'What to fix first',
    description: 'The ads with the most to gain, and what holds them back',
    arguments: [],
    ask: () =>
      `List the ads with the lowest score with score_rows (sort "score", direction "asc", limit 10), read the three lowest with score_show, and say what they have in common and what to fix first. ${cite}`,
  },
  'where-next-money': {
    title: 'Where the next money should go',
    description: 'Which budgets should get more or less, how sure that is, and what holds it back',
    arguments: [],
    ask: () =>
      `For each ad account of learn_accounts, ask decide_optimize how the money of a day should be split and decide_limits what it is held to. Say which budgets it would raise and lower, by how much, the expected gain with its interval, the chance of earning less than now, and which limit held what. Propose nothing unless I ask for it. ${cite}`,
  },
  'what-works': {
    title: 'What works',
    description: 'What the ads that sell share, how sure that is, and what to make next',
    arguments: [],
    ask: () =>
      `For each ad account of learn_accounts, read learn_patterns and learn_report. Tell which traits go with better or worse results, which of them a test has confirmed and which may be chance, and what to try next to learn the most. ${cite}`,
  },
  'what-waits': {
    title: 'What waits for me',
    description: 'The requests that wait for a decision, the most money first, with what speaks against each',
    arguments: [],
    ask: () =>
      `List what waits with approve_list and read each request with approve_show. Order them by the money at stake. For each, say what would change, in which account, until when it can be decided, on which figures it rests and what its warnings say. You can approve none of them: I decide in the app. ${cite}`,
  },
};

export const promptList = (): Prompt[] =>
  Object.entries(questions).map(([name, { title, description, arguments: given }]) => ({
    name,
    title,
    description,
    arguments: given.map(({ several: _, ...one }) => ({ ...one, required: true })),
  }));

/** What a prompt may be given under this name; undefined where it takes no such thing. */
export const argumentOf = (prompt: string, argument: string): Question['arguments'][number] | undefined =>
  Object.hasOwn(questions, prompt)
    ? questions[prompt]?.arguments.find(({ name }) => name === argument)
    : undefined;

export function prompt(name: string, given: Readonly<Record<string, string>> = {}): GetPromptResult {
  const question = Object.hasOwn(questions, name) ? questions[name] : undefined;
  if (!question) throw invalid(`There is no prompt "${name.slice(0, 100)}".`);
  for (const { name: wanted } of question.arguments) {
    if (!Object.hasOwn(given, wanted)) throw invalid(`The prompt "${name}" needs "${wanted}".`);
  }
  const text = question.ask(given);
  return { description: question.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
}

const invalid = (why: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, why);
