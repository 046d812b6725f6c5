import {
  AppError,
  type Diversity,
  type DiversityIndex,
  type Fatigue,
  type LearntFrom,
  type Pattern,
  type Patterns,
  type Prediction,
  type ReportCard,
} from '../../../contract/index.ts';
import { effectTold, indexParts, ofTest, opinionText, roasText, speaksFor } from '../../../contract/words.ts';
import { plural } from '../../core/score/report/say.ts';
import type { App } from '../app.ts';
import { adNamed } from '../home.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { dim, table, writeResult } from './output.ts';

const percent = (share: number | null, digits = 2): string =>
  share === null ? '–' : `${(100 * share).toFixed(digits)} %`;
const signed = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(0)} %`;
const range = ([low, high]: readonly [number, number]): string => `${signed(low)} to ${signed(high)}`;
const bounds = ([low, high]: readonly [number, number]): string => `${low.toFixed(2)} to ${high.toFixed(2)}`;
const basis = ({ account, ads, concepts, campaigns, since, until, version }: LearntFrom): string =>
  `${account.name}: ${plural(ads, 'ad')}, ${plural(concepts, 'concept')}, ${plural(campaigns, 'campaign')}, ${since} to ${until}; version ${version}.`;

export const accountIn = ({ account }: Flags): { account?: string } =>
  account === undefined ? {} : { account };

function none(verb: string, args: readonly string[]): void {
  if (args.length > 0) throw new AppError('INVALID_INPUT', `titan ${verb} takes no names.`);
}

export async function patterns(app: App, args: readonly string[], flags: Flags): Promise<number> {
  none('patterns', args);
  const result = await call(app, 'learn.patterns', accountIn(flags));
  await writeResult(flags.json ? JSON.stringify(result) : patternText(result), flags.out);
  return 0;
}

function patternText({ from, hypotheses_tried, patterns: all }: Patterns): string {
  const said = all.filter(({ wording }) => wording !== 'no evidence');
  const right = { align: 'right' as const };
  const columns = [
    {
      head: 'delivered better or worse',
      max: 40,
      cell: ({ feature, value }: Pattern) => `${feature}: ${value}`,
    },
    { head: 'metric', cell: ({ metric }: Pattern) => metric.replace('_', ' ') },
    { head: 'wording', cell: ({ wording }: Pattern) => wording },
    {
      head: 'effect',
      ...right,
      cell: (pattern: Pattern) => {
        const { effect } = effectTold(pattern);
        return effect === null ? '–' : signed(effect);
      },
    },
    {
      head: '90 % interval',
      ...right,
      cell: (pattern: Pattern) => {
        const { interval, tested } = effectTold(pattern);
        return interval ? `${range(interval)}${tested ? ofTest : ''}` : '–';
      },
    },
    { head: 'q', ...right, cell: ({ q }: Pattern) => q?.toFixed(2) ?? '–' },
    {
      head: 'concepts',
      ...right,
      cell: ({ concepts_with, concepts_without }: Pattern) => `${concepts_with} | ${concepts_without}`,
    },
    {
      head: 'next test, per arm',
      ...right,
      cell: ({ next_test }: Pattern) =>
        next_test ? `${next_test.concepts} ads, ${next_test.per_arm} ${next_test.unit}` : '',
    },
  ];
  return [
    basis(from),
    said.length === 0 ? 'No evidence for anything yet.' : table(said, columns),
    dim(
      `${ofReturns(said, from)}${hypotheses_tried} hypotheses were looked at, all counted; ${all.length - said.length} without evidence. What is not tested was not randomised; and a test at Meta shows its arms to different people: all say what delivered better, not what causes it.`,
    ),
  ].join('\n\n');
}

/** What a return on spend counts, where one is told. */
const ofReturns = (told: readonly Pattern[], { sales }: LearntFrom): string =>
  told.some(({ metric }) => metric === 'roas') ? `${roasText(sales)} ` : '';

/** The strongest of what speaks for an ad, in a line; nothing where nothing does. */
export function sharedText({ from, patterns: all }: Patterns): string[] {
  const strongest = all.filter(speaksFor).slice(0, 4);
  const named = strongest.map((pattern) => {
    const { feature, value, metric, wording, concepts_with, concepts_without } = pattern;
    const { effect, interval, tested } = effectTold(pattern);
    const parts = [
      `${signed(effect ?? 0)} ${metric.replace('_', ' ')}`,
      ...(interval ? [`${tested ? '95 % in the test' : '90 %'} ${range(interval)}`] : []),
      `${concepts_with} concepts with, ${concepts_without} without`,
      wording,
    ];
    return `${feature}: ${value} (${parts.join(', ')})`;
  });
  return named.length === 0
    ? []
    : [
        `What your top performers share in ${from.account.name}: ${named.join('; ')}. ${ofReturns(strongest, from)}See titan patterns.`,
      ];
}

export async function fatigue(app: App, args: readonly string[], flags: Flags): Promise<number> {
  none('fatigue', args);
  const result = await call(app, 'learn.fatigue', accountIn(flags));
  await writeResult(flags.json ? JSON.stringify(result) : fatigueText(result), flags.out);
  return 0;
}

function fatigueText({ account, until, ads }: Fatigue): string {
  const right = { align: 'right' as const };
  return [
    `${account.name}: ${plural(ads.length, 'running ad')}${until === null ? '' : ` as of ${until}`}.`,
    table(ads, [
      { head: 'ad', max: 40, cell: ({ name }) => name },
      { head: 'may be', cell: ({ state }) => state },
      { head: 'why', max: 70, cell: ({ reasons }) => reasons.join(', ') },
      { head: 'frequency', ...right, cell: ({ frequency }) => frequency?.toFixed(1) ?? '–' },
      { head: 'impressions', ...right, cell: ({ impressions }) => String(impressions) },
      {
        head: 'Meta says',
        max: 70,
        cell: ({ meta_opinion: opinion }) => (opinion && opinionText(opinion)) || '–',
      },
    ]),
  ].join('\n\n');
}

export async function diversity(app: App, args: readonly string[], flags: Flags): Promise<number> {
  none('diversity', args);
  const result = await call(app, 'learn.diversity', accountIn(flags));
  await writeResult(flags.json ? JSON.stringify(result) : diversityText(result), flags.out);
  return 0;
}

function diversityText(found: Diversity): string {
  const { coverage } = found;
  const rows = coverage.hooks.map((hook, at) => ({ hook, counts: coverage.counts[at] ?? [] }));
  return [
    basis(found.from),
    `${plural(found.ads, 'ad')} are ${plural(found.concepts, 'concept')}, as diverse as ${found.effective_concepts.toFixed(1)} wholly different ones${
      found.effective_by_spend === null ? '' : ` (${found.effective_by_spend.toFixed(1)} by spend)`
    }.`,
    ...(found.index ? [indexText(found.index)] : []),
    table(rows, [
      { head: 'hook', cell: ({ hook }) => hook },
      ...coverage.formats.map((format, at) => ({
        head: format,
        align: 'right' as const,
        cell: ({ counts }: (typeof rows)[0]) => String(counts[at] ?? 0),
      })),
    ]),
    dim('Told from pictures, words and tags. Meta may treat the ads of one concept as one.'),
  ].join('\n\n');
}

const indexText = ({ value, lacks, ads, concepts, parts }: DiversityIndex): string =>
  [
    `Diversity index of the newest four weeks: ${value === null ? `not enough data (${lacks.join(', ')})` : `${value.toFixed(0)} of 100`}, from ${plural(ads, 'linked ad')} with spend, ${plural(concepts, 'concept')}.`,
    ...parts.map(
      ({ part, share, value: own }) => `  ${percent(own, 0)} ${indexParts[part]}, ${percent(share, 0)} of it`,
    ),
  ].join('\n');

export async function predict(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [reference] = args;
  if (reference === undefined || args.length > 1)
    throw new AppError('INVALID_INPUT', 'Name one ad: titan predict <ad>');
  const result = await call(app, 'learn.predict', { ...accountIn(flags), ad: adNamed(reference) });
  await writeResult(flags.json ? JSON.stringify(result) : predictionText(result), flags.out);
  return 0;
}

function predictionText(said: Prediction): string {
  const { rate, interval80, account_rate, contributions, own, roas } = said;
  return [
    `${percent(rate)} of impressions may click (80 %: ${percent(interval80[0])} to ${percent(interval80[1])}), in the average campaign of ${said.account.name}; its ads get ${percent(account_rate)}.`,
    `Basis: ${said.says}.`,
    ...(contributions.length > 0
      ? [
          table(contributions.slice(0, 12), [
            { head: 'ads of yours with this', max: 40, cell: ({ trait }) => trait },
            {
              head: 'odds',
              align: 'right',
              cell: ({ odds, clear }) => (clear ? `× ${odds.toFixed(2)}` : 'unclear'),
            },
          ]),
        ]
      : []),
    ...(own
      ? [
          `With its own ${own.impressions} impressions: ${percent(own.rate)} (${percent(own.interval80[0])} to ${percent(own.interval80[1])}).`,
        ]
      : []),
    ...(roas
      ? [
          `Return on spend: ${bounds(roas.interval80)} (80 %); its ads return ${roas.account_roas.toFixed(2)}. ${roasText(roas.sales)} Basis: ${roas.says}.`,
        ]
      : []),
  ].join('\n\n');
}

/** How good the app's own predictions were, by version; `--use` goes back to one, or to the newest. */
export async function report(app: App, args: readonly string[], flags: Flags): Promise<number> {
  none('report', args);
  if (flags.use !== undefined) {
    const version = flags.use === 'newest' ? null : Number(flags.use);
    if (version !== null && !(Number.isInteger(version) && version > 0))
      throw new AppError('INVALID_INPUT', '--use takes the number of a version, or "newest".');
    await call(app, 'learn.useVersion', { ...accountIn(flags), version });
  }
  const result = await call(app, 'learn.report', accountIn(flags));
  await writeResult(flags.json ? JSON.stringify(result) : reportText(result), flags.out);
  return 0;
}

const rankText = (
  { value, interval80 }: NonNullable<NonNullable<ReportCard['later_ads']>['rank_correlation']>,
  ads: number,
  ceiling: number | null,
): string =>
  `Rank correlation with what came, ${ads} ads: ${value.toFixed(2)} (80 %: ${bounds(interval80)})${ceiling === null ? '' : `; the most that could be reached is ${ceiling.toFixed(2)}`}.`;

function agreementTexts(
  { clicks_with_returns: returns, impressions_with_clicks: shown }: Partial<ReportCard>,
  sales: LearntFrom['sales'],
): string[] {
  const said = ({ value, interval80, ads }: NonNullable<typeof returns>): string =>
    `${ads} ads: rank correlation ${value.toFixed(2)} (80 %: ${bounds(interval80)})`;
  return [
    ...(returns ? [`Click rate with return on spend, ${said(returns)}. ${roasText(sales)}`] : []),
    ...(shown
      ? [`Impressions with click rate, ${said(shown)}: what has many results is what Meta chose to show.`]
      : []),
  ];
}

function reportText({ from, says, stays, versions, drift, later_ads: later, ...card }: ReportCard): string {
  const right = { align: 'right' as const };
  return [
    basis(from),
    `In use: ${says}.${stays === null ? '' : ` It stays: ${stays}.`}`,
    later
      ? `On ${later.ads} later ads it gained ${later.gain.toFixed(2)} % over the average (80 %: ${bounds(later.gain80)}); ${later.coverage80 === null ? 'none has the 200 impressions that its intervals are judged by' : `${percent(later.coverage80, 0)} of those with 200 impressions lay within its 80 % intervals`}.`
      : 'Too few ads to try predictions on.',
    ...(later?.rank_correlation ? [rankText(later.rank_correlation, later.ads, card.noise_ceiling)] : []),
    ...agreementTexts(card, from.sales),
    table(versions, [
      { head: 'version', ...right, cell: ({ version }) => String(version) },
      { head: 'made', cell: ({ made_at }) => made_at.slice(0, 10) },
      { head: 'said on', max: 60, cell: (version) => version.says },
      { head: 'gain %', ...right, cell: ({ gain }) => gain?.toFixed(2) ?? '–' },
      { head: 'held since', ...right, cell: ({ ran, within }) => (ran === 0 ? '–' : `${within} of ${ran}`) },
      {
        head: 'fits',
        cell: ({ fits }) => (fits === null ? 'too few to tell' : fits ? 'yes' : 'no longer'),
      },
      { head: 'state', cell: ({ state }) => state },
    ]),
    drift === null
      ? 'Too few ads are waiting to run to tell whether they are like those learnt from.'
      : drift.moved.length === 0
        ? `The ${drift.new_ads} ads that have not run are like those learnt from.`
        : `The ${drift.new_ads} ads that have not run differ from those learnt from in ${drift.moved.map(({ trait }) => trait).join(', ')}.`,
  ].join('\n\n');
}
