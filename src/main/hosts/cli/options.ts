/** Every option of every verb; a verb lists the ones it takes. */
export const options = {
  json: { type: 'boolean', help: 'one JSON document on stdout' },
  out: { type: 'string', value: 'FILE', help: 'write the result to FILE' },
  help: { type: 'boolean', help: 'show this help' },
  max: { type: 'string', value: 'N', help: 'stop after N files' },
  words: { type: 'boolean', help: 'also read the words on the screen and wait for it' },
  council: {
    type: 'string',
    value: 'off|local|all',
    help: 'who judges beside the engine; all sends frames or videos to the services that are connected',
  },
  batch: {
    type: 'boolean',
    help: 'ask the council by batch: half the price, answered within a day',
  },
  budget: { type: 'string', value: 'USD', help: 'what the council, or a question, may cost at most' },
  estimate: { type: 'boolean', help: 'say what the council would send and cost, and ask nobody' },
  model: { type: 'string', value: 'NAME', help: 'whom to ask, as its service names it; Settings without it' },
  account: {
    type: 'string',
    value: 'NUMBER',
    help: 'whose results, by the number of the ad account; else the one with the most ads of the library',
  },
  use: {
    type: 'string',
    value: 'VERSION',
    help: 'hold this version of the predictions in use; newest lets go',
  },
  with: { type: 'string', value: 'ADS', help: 'numbers of the ads at Meta that have it, with commas' },
  lift: {
    type: 'string',
    value: 'PERCENT',
    help: 'how much better the one arm of a test would be; 20 if not said',
  },
  days: { type: 'string', value: 'N', help: 'how long a test may run; 14 if not said' },
  without: { type: 'string', value: 'ADS', help: 'numbers of the ads at Meta that do not' },
  randomised: { type: 'boolean', help: 'they run as an A/B test at Meta: people are split at random' },
  fresh: { type: 'boolean', help: 'measure again what has not changed' },
  sort: {
    type: 'string',
    value: 'FIELD',
    help: 'score, name, added, duration, hook, clarity, connection, offer, craft, council, disagreement',
  },
  where: { type: 'string', value: 'EXPR', help: "as in the window's filter, e.g. 'score>70 kind:video'" },
  format: {
    type: 'string',
    value: 'csv|html|json',
    help: 'csv is safe to open in a spreadsheet, html is a report',
  },
  title: { type: 'string', value: 'TEXT', help: 'heading of the report' },
  for: { type: 'string', value: 'NAME', help: 'whom the report is for' },
  by: { type: 'string', value: 'NAME', help: 'who made the report' },
  'days-back': { type: 'string', value: 'N', help: 'how many days of results, 30 if not said' },
  since: { type: 'string', value: 'DAY', help: 'from this day on, as 2026-10-01' },
  until: { type: 'string', value: 'DAY', help: 'up to this day' },
  list: { type: 'boolean', help: 'list the backups instead' },
  'from-env': { type: 'boolean', help: 'take the secret from the environment variable' },
  port: { type: 'string', value: 'N', help: 'port on this machine; 0 takes any free one' },
  open: { type: 'boolean', help: 'open the browser' },
  currency: { type: 'string', value: 'CODE', help: 'currency of the answer, or of rows that name none' },
  source: {
    type: 'string',
    value: 'NAME',
    help: 'whose rows these are, such as anytrack or shop; of a budget, whose orders count: ledger or meta',
  },
  shop: {
    type: 'string',
    value: 'NAME',
    help: 'whose sales they are: an ad account or a shop; order numbers are one sale within it alone',
  },
  map: { type: 'string', value: 'FIELD=COLUMN,…', help: 'what the guess got wrong; FIELD= leaves it out' },
  zone: {
    type: 'string',
    value: 'ZONE',
    help: 'of times that name none, such as Europe/Berlin; UTC without it',
  },
  pixel: { type: 'string', value: 'ID', help: 'data set that events go to; META_PIXEL_ID without it' },
  country: { type: 'string', value: 'CODE', help: 'of telephone numbers without a country code, such as de' },
  'action-source': { type: 'string', value: 'WHERE', help: 'of events that do not say: website, email, …' },
  'test-code': {
    type: 'string',
    value: 'CODE',
    help: 'shows them under Test events and counts them nowhere',
  },
  'take-back': { type: 'boolean', help: 'let what this file said count no longer' },
  'dry-run': { type: 'boolean', help: 'show what would happen and change nothing' },
  total: { type: 'string', value: 'AMOUNT', help: 'money of a day to split, in the currency of the account' },
  explain: { type: 'boolean', help: 'also say what it follows from' },
  propose: { type: 'boolean', help: 'put it into the approval queue' },
  serve: { type: 'boolean', help: 'then serve the window on it' },
  'allow-approve': { type: 'boolean', help: 'the printed token may also approve' },
} as const;
export type OptionName = keyof typeof options;

export type Flags = {
  readonly [Name in OptionName]?: (typeof options)[Name]['type'] extends 'boolean' ? boolean : string;
};
