import type { AppError } from '../../../contract/index.ts';
import type { App, OpenOptions, Sandbox } from '../app.ts';
import { accounts, connect } from './accounts.ts';
import { ads, show } from './ads.ts';
import { analyze } from './analyze.ts';
import { approvals, audit } from './approvals.ts';
import { ask } from './ask.ts';
import { backtest } from './backtest.ts';
import { compare } from './compare.ts';
import { tests } from './experiments.ts';
import { exportAds } from './export.ts';
import { backup, callAny, doctor, doctorClosed, restore } from './health.ts';
import { hooks } from './hooks.ts';
import { refreshHubspot } from './hubspot.ts';
import { diversity, fatigue, patterns, predict, report } from './learnt.ts';
import { limits } from './limits.ts';
import { insights, links, refreshMeta, sales } from './meta.ts';
import { optimize } from './optimize.ts';
import type { Flags, OptionName } from './options.ts';
import { outcomes } from './outcomes.ts';
import { performance } from './performance.ts';
import { importConversions, rates, revenue } from './revenue.ts';
import { sendConversions } from './send-conversions.ts';
import { today } from './today.ts';
import { tokens } from './tokens.ts';

/** A place that the app opens on in the user's stead. */
export interface Prepared {
  readonly home: string;
  readonly sandbox: Sandbox;
  /** Before those that were typed. */
  readonly args: readonly string[];
  close(): Promise<void>;
}

export interface Verb {
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly OptionName[];
  readonly role: OpenOptions['role'];
  /** What has to be there before the app opens. */
  readonly prepare?: () => Promise<Prepared>;
  readonly run: (app: App, args: readonly string[], flags: Flags) => Promise<number>;
  /** What it still tells where the library does not open; why not is told after it. */
  readonly unopened?: (error: AppError, flags: Flags) => Promise<void>;
}

export const verbs: Readonly<Record<string, Verb>> = {
  analyze: {
    usage: 'analyze <folder|file|drive link|meta:account>…',
    summary: 'Measure, score and explain every ad in a folder',
    options: ['max', 'council', 'batch', 'budget', 'estimate', 'fresh', 'words'],
    role: 'cli',
    run: analyze,
  },
  ads: {
    usage: 'ads',
    summary: 'List the ads of the library',
    options: ['sort', 'where'],
    role: 'query',
    run: ads,
  },
  show: {
    usage: 'show <ad>',
    summary: 'One ad with every measure and reason',
    options: [],
    role: 'query',
    run: show,
  },
  compare: {
    usage: 'compare <ad> <ad>…',
    summary: 'Two to four ads: what differs, and whether one may be called better',
    options: [],
    role: 'query',
    run: compare,
  },
  export: {
    usage: 'export --format csv|html|json',
    summary: 'Ads as a table for a spreadsheet, as a report to read or print, or as JSON',
    options: ['format', 'sort', 'where', 'title', 'for', 'by'],
    role: 'query',
    run: exportAds,
  },
  revenue: {
    usage: 'revenue <ad|campaign> <id>',
    summary: 'Real revenue: by source, settled and provisional, no sale counted twice',
    options: ['since', 'until', 'currency'],
    role: 'query',
    run: revenue,
  },
  'import-conversions': {
    usage: 'import-conversions <file>',
    summary: 'Orders and refunds of a shop, a CRM or a tracker: CSV or JSON',
    options: ['source', 'shop', 'map', 'zone', 'currency', 'dry-run', 'take-back'],
    role: 'query',
    run: importConversions,
  },
  'send-conversions': {
    usage: 'send-conversions <file|batch>',
    summary: 'Events for Meta’s Conversions API: checked and hashed here, sent once a person approves',
    options: ['pixel', 'map', 'zone', 'currency', 'country', 'action-source', 'test-code', 'dry-run'],
    role: 'query',
    run: sendConversions,
  },
  'refresh-hubspot': {
    usage: 'refresh-hubspot',
    summary: 'Read the deals of HubSpot into the ledger, and tell how long deals take',
    options: [],
    role: 'query',
    run: refreshHubspot,
  },
  hooks: {
    usage: 'hooks [open|close <source>]',
    summary: 'Let a tracker post its conversions to the gateway, with a token of its own',
    options: ['shop', 'zone', 'currency'],
    role: 'query',
    run: hooks,
  },
  tokens: {
    usage: 'tokens [new <name>|revoke <name>]',
    summary:
      'Programs with a token for the gateway: each reads, or with --propose also proposes; none approves',
    options: ['propose'],
    role: 'query',
    run: tokens,
  },
  rates: {
    usage: 'rates [<from> <to> <day> <rate>]',
    summary: 'Exchange rates that you give, each from its day on; no other is used',
    options: [],
    role: 'query',
    run: rates,
  },
  connect: {
    usage: 'connect <service>',
    summary: 'Put an account into the keychain: google, anthropic, openai, gemini, local, meta, hubspot',
    options: ['from-env'],
    role: 'query',
    run: connect,
  },
  accounts: {
    usage: 'accounts [test|remove <service>]',
    summary: 'What is connected; never a secret',
    options: [],
    role: 'query',
    run: accounts,
  },
  today: {
    usage: 'today',
    summary:
      'What changed since yesterday: results, unusual days, tired ads, requests, failed jobs, new scores',
    options: [],
    role: 'query',
    run: today,
  },
  optimize: {
    usage: 'optimize',
    summary: 'Where the daily money would do most, from stored results',
    options: ['account', 'total', 'source', 'explain', 'propose'],
    role: 'query',
    run: optimize,
  },
  backtest: {
    usage: 'backtest',
    summary: 'What the engine would have proposed each week, and how well it foretold the week that came',
    options: ['account'],
    role: 'query',
    run: backtest,
  },
  limits: {
    usage: 'limits [name=value]…',
    summary: 'Floors, ceilings, margin, own split and aim that budget proposals are held to',
    options: ['account'],
    role: 'query',
    run: limits,
  },
  outcomes: {
    usage: 'outcomes [decision]',
    summary: 'What came of budget decisions that were carried out, against what was foretold',
    options: [],
    role: 'query',
    run: outcomes,
  },
  approvals: {
    usage: 'approvals [list|show|approve|reject|undo] [id], or approvals stop|go-on',
    summary: 'What waits for a person; approving is done at a terminal; stop sends nothing more of anything',
    options: [],
    role: 'query',
    run: approvals,
  },
  audit: {
    usage: 'audit verify',
    summary: 'Check the log of everything that was approved and done',
    options: [],
    role: 'query',
    run: audit,
  },
  ask: {
    usage: 'ask "question"',
    summary:
      'Ask the Director: answers from your own data, with what they rest on; it can propose, never approve',
    options: ['model', 'budget'],
    role: 'query',
    run: ask,
  },
  'refresh-meta': {
    usage: 'refresh-meta',
    summary: 'Bring campaigns, ads and their real results from Meta',
    options: ['days-back'],
    role: 'cli',
    run: refreshMeta,
  },
  insights: {
    usage: 'insights',
    summary: 'Real results by campaign and ad',
    options: ['account', 'since', 'until'],
    role: 'query',
    run: insights,
  },
  sales: {
    usage: 'sales [<account> <action type> <window>]',
    summary:
      'What counts as a sale in each ad account; changed by you alone, and what was known before stays',
    options: [],
    role: 'query',
    run: sales,
  },
  patterns: {
    usage: 'patterns',
    summary: 'What ads that did better share, with evidence; and what nothing can be said of',
    options: ['account'],
    role: 'query',
    run: patterns,
  },
  fatigue: {
    usage: 'fatigue',
    summary: 'Running ads that may be tired, and why',
    options: ['account'],
    role: 'query',
    run: fatigue,
  },
  diversity: {
    usage: 'diversity',
    summary: 'How many different ideas the ads of an account are, and which are missing',
    options: ['account'],
    role: 'query',
    run: diversity,
  },
  predict: {
    usage: 'predict <ad>',
    summary: 'The click rate and the return that an ad may get, with intervals and what they rest on',
    options: ['account'],
    role: 'query',
    run: predict,
  },
  tests: {
    usage:
      'tests [size <metric>] [plan <metric> <feature> <value> --with ADS --without ADS --randomised] [drop <test>]',
    summary: 'A/B tests of patterns: plan one from its evidence, see how far each is and what it has shown',
    options: ['account', 'with', 'without', 'randomised', 'since', 'lift', 'days'],
    role: 'query',
    run: tests,
  },
  report: {
    usage: 'report [--use VERSION|newest]',
    summary: 'How good the own predictions were, by version; go back to one',
    options: ['account', 'use'],
    role: 'query',
    run: report,
  },
  links: {
    usage: 'links [add|reject|forget <ad at Meta> <ad>] [names <pattern>] [preview <pattern>]',
    summary: 'Which ads of the library run at Meta; decide by hand, or by how they are named',
    options: [],
    role: 'query',
    run: links,
  },
  serve: {
    usage: 'serve',
    summary: 'The same window in a browser tab, and REST, on this machine only',
    options: ['port', 'open', 'allow-approve'],
    role: 'serve',
    // The web server is loaded by the one verb that needs it.
    run: async (app, args, flags) => (await import('./serve.ts')).serve(app, args, flags),
  },
  sandbox: {
    usage: 'sandbox',
    summary: 'The whole loop on made-up services, a made-up ad account and a throw-away library',
    options: ['max', 'serve', 'port', 'open'],
    role: 'serve',
    prepare: async () => (await import('./sandbox.ts')).prepareSandbox(),
    run: async (app, args, flags) => (await import('./sandbox.ts')).sandbox(app, args, flags),
  },
  mcp: {
    usage: 'mcp',
    summary: 'Let a language model look at the library and propose, over MCP on stdin and stdout',
    options: [],
    // It stays as long as the model does: jobs that others add to this data folder run meanwhile.
    role: 'serve',
    run: async (app) => (await import('./mcp.ts')).mcp(app),
  },
  doctor: {
    usage: 'doctor',
    summary: 'Check every part and say what to do',
    options: [],
    role: 'query',
    run: doctor,
    unopened: doctorClosed,
  },
  performance: {
    usage: 'performance',
    summary: 'How the app itself does: jobs, speeds, errors, calls, cost, storage, records of the models',
    options: ['days-back'],
    role: 'query',
    run: performance,
  },
  backup: {
    usage: 'backup',
    summary: 'Write a checked backup of the library',
    options: [],
    role: 'query',
    run: backup,
  },
  restore: {
    usage: 'restore [backup file]',
    summary: 'Go back to a backup, the newest by default',
    options: ['list'],
    role: 'query',
    run: restore,
  },
  call: {
    usage: "call <procedure> ['<json>']",
    summary: 'Any procedure of the contract, for scripts',
    options: [],
    role: 'cli',
    run: callAny,
  },
};
