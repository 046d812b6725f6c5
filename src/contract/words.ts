/** Words for values of the contract that the window and every document share. Imports nothing, so the window loads no schemas for it. */
import type { Account, Service } from './schemas/account.ts';
import type { Ad, Grade, SubName } from './schemas/ad.ts';
import type { TextLine } from './schemas/ad-text.ts';
import type { BudgetArm, BudgetProposal } from './schemas/budget.ts';
import type { Judge, Member, RubricItem, WeightsBasis } from './schemas/council.ts';
import type { CopyShown } from './schemas/given.ts';
import type { DiversityIndex, MetaOpinion, MetaRanking, Pattern } from './schemas/learnt.ts';
import type { SalesBy } from './schemas/results.ts';
import type { Settings } from './schemas/settings.ts';
import type { LedgerTold } from './schemas/told.ts';

type Recovery = NonNullable<Settings['recovery']>;

/** That the library is older than what was done, or empty, as every host says it. */
export function recoveryText(recovery: Recovery, shown = (at: string): string => at): string {
  const wentBack = (which: string, { backup_at, kept_aside }: { backup_at: string; kept_aside: string }) =>
    `${which} was damaged and is back at ${shown(backup_at)}: what was added, noted or approved since is missing. The damaged file is kept as ${kept_aside}.`;
  if (recovery.backup_at !== null) return wentBack('The library', recovery);
  const gone = `No library was here, but backups of one are (${recovery.backups}), so an empty one was made. "titan restore" brings the newest back.`;
  return recovery.went_back ? `${gone} ${wentBack('The one made since', recovery.went_back)}` : gone;
}
export const recoveryNext = ({ backup_at }: Recovery): string =>
  backup_at === null
    ? 'Restore one of the backups that Health lists, or dismiss this to begin anew; until then none of them is deleted to make room for newer ones.'
    : 'Analyze the folders again that you added since.';

/** When it is known what came of a decision by the day that is named, the sales of which a ledger has to be told of. */
export const settlesText = (settlesOn: string, source: 'ledger' | 'meta'): string =>
  `a refresh on ${settlesOn} or later settles it${source === 'ledger' ? ', once the revenue ledger has been told of the sales up to that day' : ''}`;

/** So long ahead it is warned of, for a new secret to be made in time. */
const warnedAheadMs = 7 * 86_400_000;

/** Why an account needs a new secret soon or now; null where it does not, or nobody knows. */
export function accessEndsText(
  { service, expires_at }: Pick<Account, 'service' | 'expires_at'>,
  nowMs: number,
  shown = (at: string): string => at,
): string | null {
  if (expires_at === null) return null;
  const leftMs = Date.parse(expires_at) - nowMs;
  if (leftMs > warnedAheadMs) return null;
  const name = serviceNames[service];
  return leftMs <= 0
    ? `The access to ${name} ended ${shown(expires_at)}: connect it anew.`
    : `The access to ${name} ends ${shown(expires_at)}: connect it anew before, or nothing is read of it or sent to it from then on.`;
}

/** What each grade of evidence says. */
export const gradeMeanings: Readonly<Record<Grade, string>> = {
  A: 'several large studies agree',
  B: 'one good field study',
  C: 'platform correlation',
  D: 'practitioner belief',
  Q: 'quality check, not about performance',
};

export type ScoreWord = 'Low' | 'Watch' | 'Strong';

/** From the number as it is shown, so that 70 and "Strong" never stand side by side. */
export const scoreWord = (score: number): ScoreWord => {
  const shown = Math.round(score);
  return shown < 50 ? 'Low' : shown > 70 ? 'Strong' : 'Watch';
};

export const subLabels: Readonly<Record<SubName, string>> = {
  hook: 'Hook',
  clarity: 'Clarity',
  connection: 'Connection',
  offer: 'Offer',
  craft: 'Craft',
};

export const noScoreReason = 'More than 40\u202f% of the checklist could not be measured on this file.';

/** What a score is and what it rests on, wherever it is shown. */
export const basisSentences = ({ score, library }: Pick<Ad, 'score' | 'library'>): string => {
  const { best_quarter: chance, best_quarter_basis: basis } = library;
  const is = `Share of the checklist, not a chance of winning: ${score.basis}.`;
  if (basis === null) return is;
  return chance === null
    ? `${is} Your results do not tell more of it: ${basis}.`
    : `${is} Chance to be in the best quarter of your ads by click rate: ${Math.round(100 * chance)}\u202f%, where chance alone gives 25\u202f%; ${basis}.`;
};

const rankingWords: Readonly<Record<MetaRanking, string>> = {
  ABOVE_AVERAGE: 'above average',
  AVERAGE: 'average',
  BELOW_AVERAGE_35: 'among the lowest 35\u202f%',
  BELOW_AVERAGE_20: 'among the lowest 20\u202f%',
  BELOW_AVERAGE_10: 'among the lowest 10\u202f%',
};

/** What Meta itself says of an ad; empty where it says nothing. */
export const opinionText = ({ quality, engagement, conversion, ...own }: MetaOpinion): string =>
  [
    quality && `quality ${rankingWords[quality]}`,
    engagement && `engagement ${rankingWords[engagement]}`,
    conversion && `conversion ${rankingWords[conversion]}`,
    own.diversity_label && `diversity ${own.diversity_label}`,
    own.diversity_score !== null && `diversity score ${own.diversity_score}`,
    own.fatigue && `fatigue: ${own.fatigue}`,
  ]
    .filter(Boolean)
    .join(', ');

/** Ads that are compared, by their place. */
export const adLetter = (at: number): string => 'ABCD'.charAt(at);
/** What the points of a score are counted from. It differs where other checks apply, or could be measured. */
export const startName = 'Start of the checklist';
export const startsDiffer = (start: readonly (number | null)[]): boolean => new Set(start).size > 1;

export const memberNames: Readonly<Record<Member, string>> = {
  anthropic: 'Claude',
  openai: 'GPT',
  gemini: 'Gemini',
  local: 'Local model',
  engine: 'Engine',
};

/** What the shares of a panel rest on. */
export const weightsText: Readonly<Record<WeightsBasis, string>> = {
  equal: 'Weights are equal until results exist.',
  learning: 'Weights begin to follow each judge’s record, more with each result.',
  learned: 'Weights follow each judge’s record.',
};

/** What each account is called. */
export const serviceNames: Readonly<Record<Service, string>> = {
  google: 'Google Drive',
  meta: 'Meta Ads',
  hubspot: 'HubSpot',
  anthropic: memberNames.anthropic,
  openai: memberNames.openai,
  gemini: memberNames.gemini,
  local: memberNames.local,
};

/** In the order in which Settings lists them. */
export const judgeOrder: readonly Judge[] = ['anthropic', 'openai', 'gemini', 'local'];

/** What each item of the council's rubric is about. */
export const rubricNames: Readonly<Record<RubricItem, string>> = {
  R1: 'Clear within three seconds',
  R2: 'Speaks to its buyers',
  R3: 'Product understood by five seconds',
  R4: 'One message',
  R5: 'Benefit shown',
  R6: 'Proof',
  R7: 'At home in a feed',
  R8: 'Offer and next step',
  R9: 'Understood without sound',
  R10: 'Whose ad it is',
};

/** What it means that a budget's orders per money are others than before; a quote in its name ends none of ours. */
export const rateChangedText = (name: string, day: string): string =>
  `“${name.replace(/[“”]/g, '"')}” brings other orders per money than before, since about ${day}: what was seen before counts 30 %.`;

/** Of a budget that something else than itself holds. */
export const spendsText = (now: string, spent: string): string => `of ${now} a day it spends ${spent}`;

/** Where what is changed spends nothing, or nothing is, no draw brings more or less than now: that is no chance of a loss. */
export const earnsAsNow = ({ p5, p95 }: BudgetProposal['expected_gain']): boolean => p5 === 0 && p95 === 0;
export const asNowText = 'It would earn what it earns now.';

/** What it means that this week's orders did not come as the curve of delays says. */
export const delayDoubtText =
  'The orders of this week did not come as late as orders used to: a shop, a tracker or an attribution may have changed. Intervals are wider for it, and nothing is paused for orders that did not come, save one that has brought none at all.';

/** What the silence of the ledger rests on. */
export const toldBy: Record<LedgerTold['how'], string> = {
  file: 'a file',
  post: 'a post of its tracker',
  refresh: 'its own list',
};

/** A source that is silent tells of nothing: whether it would have spoken is for the person to judge. */
export const toldText = ({ source, how }: LedgerTold, at: string): string =>
  `The ledger was last told on ${at} by ${toldBy[how]} (${source}): until then no sale means none, and spend of later days is left out.`;

/** What it may mean that a tracker is silent: nothing is believed of its days, so no figure tells of it. */
export const silenceText = (at: string, due: number): string =>
  `No sale has come since ${at}, where ${due} were due: look at the tracker and the checkout before you follow a split of budgets.`;

/** Of a window that is the same for all ad sets. */
export const withinText = (window: string): string => `within ${window.replace('_', ' of a ')}`;

/** By which of Meta's figures sales are told. */
export const salesText = (actionType: string, window: string): string =>
  `Sales are ${countedText(actionType, window)}.`;

const countedText = (actionType: string, window: string): string =>
  `"${actionType}" ${window === 'value' ? 'as the Ads Manager counts them' : withinText(window)}`;

/** The same beside a return on spend, which says nothing without. */
export const roasText = (sales: SalesBy | null): string =>
  `ROAS is as Meta attributes ${sales ? countedText(sales.action_type, sales.window) : 'sales'}.`;

/** Why the window of an account's sales should be another one. */
export const salesProposalText =
  'Its ad sets no longer count sales within the same window, so what stands above them has none.';

/** Whether a pattern may be told as what good ads share: a hint may be chance. */
export const speaksFor = ({ wording, effect }: Pick<Pattern, 'wording' | 'effect'>): boolean =>
  (wording === 'pattern' || wording === 'tested') && effect !== null && effect > 0;

/**
 * The effect that stands beside a wording with its interval of 90 %: where a test has shown it, the test's own with one of
 * 95 %, and not what ads seemed to get before.
 */
export const effectTold = ({ test, effect, interval90 }: Pick<Pattern, 'test' | 'effect' | 'interval90'>) =>
  test
    ? { effect: test.effect, interval: test.interval95, tested: true }
    : { effect, interval: interval90, tested: false };
/** Said after an interval that is a test's, where the others are of 90 %. */
export const ofTest = ' (test, 95\u202f%)';

/** Paused budgets are shown where they would run again; the others are counted. */
export const isShown = ({ paused, resume }: Pick<BudgetArm, 'paused' | 'resume'>): boolean =>
  !paused || resume;

/** What a diversity index is made of. */
export const indexParts: Readonly<Record<DiversityIndex['parts'][0]['part'], string>> = {
  ideas: 'different ideas for each ad',
  spread: 'spend outside the largest concept',
  cells: 'hooks by formats covered, of twelve',
  fresh: 'concepts new in these weeks',
};

/** The colour of a score: from low over mid to high, linear between the three, which CSS holds under a name each. */
export const scoreRamp = (score: number, names: string): string => {
  const clamped = Math.min(100, Math.max(0, score));
  const [from, to, percent] =
    clamped <= 50 ? ['low', 'mid', clamped * 2] : ['mid', 'high', (clamped - 50) * 2];
  return `color-mix(in srgb, var(${names}${to}) ${percent}%, var(${names}${from}))`;
};

/** WCAG 2 for text of normal size; subtitle practice for the pace (X05, X06 of the catalogue). */
const LEAST_CONTRAST = 4.5;
const MOST_LETTERS_PER_S = 20;
const LEAST_S = 1;
const FEW_WORDS = 3;

/** What makes a line on the screen hard to read, in words; empty when nothing is known to. */
export function legibility({ text, contrast, chars_per_second: pace }: TextLine): string[] {
  const isFast = pace !== null && pace > MOST_LETTERS_PER_S;
  const isShort = pace !== null && text.length < LEAST_S * pace && text.split(' ').length > FEW_WORDS;
  return [
    ...(contrast !== null && contrast < LEAST_CONTRAST ? ['low contrast'] : []),
    ...(isShort || isFast ? ['too fast to read'] : []),
  ];
}

/** How the first line of a primary text opens; null where nothing shows it. */
export const copyHookText = (hook: Ad['copy_hook']): string | null =>
  hook?.cue
    ? `Its first line opens as ${hook.type.replaceAll('_', ' ')}, by our own estimate ${Math.round(100 * hook.confidence)}\u00a0%: \u201c${hook.cue}\u201d.`
    : null;

/** How much of a primary text stands before "See more"; null where nothing cuts it. */
export const shownText = (shown: readonly CopyShown[]): string | null =>
  shown.length === 0
    ? null
    : `Before \u201cSee more\u201d stand about ${shown.map(({ placement, letters }) => `${letters} letters in ${placement}`).join(', ')}.`;

/** What a reader who does not open it misses. */
export const lateTexts = (shown: readonly CopyShown[]): string[] =>
  (['hook', 'offer'] as const).flatMap((what) => {
    const where = shown.filter(({ late }) => late.includes(what)).map(({ placement }) => placement);
    return where.length === 0 ? [] : [`${what} after \u201cSee more\u201d in ${where.join(', ')}`];
  });
