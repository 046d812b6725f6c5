import type { Resource } from '@modelcontextprotocol/server';
import type { LearnAccount, Result } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { model } from './caller.ts';

type Ask = Pick<App, 'call'>;

const mimeType = 'application/json';
const patterns = {
  id: 'learn.patterns',
  title: 'Patterns',
  description: 'What ads that did better share, with interval, q, counts and what speaks against it',
} as const;
/** What is told of an account as a whole, by the name under which it stands in an address. */
const reports = {
  results: {
    id: 'learn.insights',
    title: 'Results',
    description: 'Real results by campaign and ad, as they were last brought from Meta',
  },
  predictions: {
    id: 'learn.report',
    title: 'Predictions',
    description: "How good the app's own predictions were",
  },
  fatigue: {
    id: 'learn.fatigue',
    title: 'Tired ads',
    description: 'Running ads that may be tired, and why it is said',
  },
  diversity: {
    id: 'learn.diversity',
    title: 'Diversity',
    description: 'How many different ideas the ads of an account are, and which hooks and formats have none',
  },
} as const;

export const reportNames = Object.keys(reports);

export const learntTemplates = [
  {
    uriTemplate: 'titan://patterns/{account}',
    name: 'patterns',
    title: 'Patterns of an ad account',
    description: `${patterns.description}.`,
    mimeType,
  },
  {
    uriTemplate: 'titan://reports/{account}/{report}',
    name: 'report',
    title: 'A report of an ad account',
    description: `{report} is one of: ${reportNames.join(', ')}.`,
    mimeType,
  },
];

export const learnAccounts = async (app: Ask): Promise<LearnAccount[]> =>
  (await typedCall(app, model, 'learn.accounts', {})).accounts;

const addressOf = (account: string, report?: string): string =>
  report === undefined ? `titan://patterns/${account}` : `titan://reports/${account}/${report}`;

/** The patterns and reports of each account whose results are here. */
export async function listLearnt(app: Ask): Promise<Resource[]> {
  const told = [[undefined, patterns] as const, ...Object.entries(reports)];
  return (await learnAccounts(app)).flatMap(({ id, name }) =>
    told.map(([report, { title, description }]) => ({
      uri: addressOf(id, report),
      name: `${title} of ${name}`,
      description,
      mimeType,
    })),
  );
}

/** What the tool of the same subject answers; null for an address of something else. */
export async function readLearnt(app: Ask, uri: string): Promise<Result<unknown> | null> {
  const [, ofPatterns, ofReports, report] =
    /^titan:\/\/(?:patterns\/(\d{1,30})|reports\/(\d{1,30})\/([a-z]+))$/.exec(uri) ?? [];
  if (ofPatterns !== undefined) return app.call(patterns.id, { account: ofPatterns }, model);
  if (report === undefined || !Object.hasOwn(reports, report)) return null;
  return app.call(reports[report as keyof typeof reports].id, { account: ofReports }, model);
}
