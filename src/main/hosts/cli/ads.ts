import {
  type Ad,
  AppError,
  basisSentences,
  lateTexts,
  SortField,
  shownText,
  weightsText,
} from '../../../contract/index.ts';
import { voteOf } from '../../core/score/council/vote-text.ts';
import type { App } from '../app.ts';
import { adNamed } from '../home.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { type Column, dim, table, writeResult } from './output.ts';

const seconds = (value: number | null): string => (value === null ? '' : `${value.toFixed(1)} s`);
const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`;

const councilColumn: Column<Ad> = {
  head: 'council',
  cell: ({ council }) =>
    council
      ? [
          council.basis === 'council' ? (council.score?.toFixed(1) ?? '') : council.basis,
          council.needs_human ? '(look)' : '',
        ]
          .filter(Boolean)
          .join(' ')
      : '',
};

/** Where no ad was judged there is no column for it. */
export const columnsFor = (ads: readonly Ad[]): readonly Column<Ad>[] =>
  ads.some(({ council }) => council)
    ? [...adColumns.slice(0, 2), councilColumn, ...adColumns.slice(2)]
    : adColumns;

const adColumns: readonly Column<Ad>[] = [
  { head: 'score', align: 'right', cell: (ad) => ad.score.overall?.toFixed(1) ?? 'no score' },
  { head: '80 %', cell: (ad) => ad.score.interval80?.map((bound) => bound.toFixed(0)).join('–') ?? '' },
  { head: 'ad', max: 44, cell: (ad) => ad.path },
  { head: 'size', cell: (ad) => `${ad.media.width}×${ad.media.height}` },
  { head: 'length', align: 'right', cell: (ad) => seconds(ad.media.duration_s) },
  { head: 'state', cell: (ad) => ad.problem?.code ?? ad.state },
  { head: 'id', cell: (ad) => ad.id },
  {
    head: 'top reason',
    max: 80,
    cell: ({ score: { reasons } }) => (reasons[0] ? `${signed(reasons[0].points)} ${reasons[0].text}` : ''),
  },
];

export function view(flags: Flags) {
  const sort = SortField.safeParse(flags.sort ?? 'score');
  if (!sort.success)
    throw new AppError('INVALID_INPUT', `--sort takes one of ${SortField.options.join(', ')}.`);
  return { where: flags.where ?? '', sort: sort.data };
}

export async function ads(app: App, _args: readonly string[], flags: Flags): Promise<number> {
  const result = await call(app, 'score.list', view(flags));
  const text =
    result.ads.length > 0
      ? table(result.ads, columnsFor(result.ads))
      : 'No ads yet, or none fits the filter.';
  await writeResult(flags.json ? JSON.stringify(result) : text, flags.out);
  return 0;
}

export async function show(app: App, args: readonly string[], flags: Flags): Promise<number> {
  const [reference, extra] = args;
  if (!reference || extra) throw new AppError('INVALID_INPUT', 'Name one ad: titan show <id or path>.');
  const ad = await call(app, 'score.show', { ad: adNamed(reference) });
  await writeResult(flags.json ? JSON.stringify(ad) : fullText(ad), flags.out);
  return 0;
}

function marksText({ pick, rating, tags, notes }: Ad): string[] {
  const marks = [
    pick === 'none' ? '' : pick,
    rating === null ? '' : `rating ${rating} of 5`,
    tags.length > 0 ? `tags ${tags.join(', ')}` : '',
  ].filter(Boolean);
  const lines = notes.map(({ t0, text }) => `Note${t0 === null ? '' : ` at ${seconds(t0)}`}: ${text}`);
  return [...(marks.length > 0 ? [`Marked: ${marks.join(', ')}`] : []), ...lines];
}

/** "Words found" and never "no words": a reader misses some. */
function words({ hook, text }: Ad): string[] {
  if (!text) return ['Words not read yet: titan analyze --words reads them.'];
  const found = text.lines.length === 0 ? 'No words found' : `Words found in ${text.lines.length} lines`;
  const sure =
    hook.type === 'unknown' ? '' : ` (confidence ${hook.confidence.toFixed(2)} by our own estimate)`;
  const zones = text.safe_zones.map(
    ({ placement, violated_share }) => `${placement} ${(100 * violated_share).toFixed(0)} %`,
  );
  return [
    `${found} on ${text.frames_read} frames. Hook type: ${hook.type}${sure}, ${hook.basis}.`,
    ...(zones.length > 0 ? [`Outside the safe zone: ${zones.join(', ')}.`] : []),
    ...(text.lines.length > 0
      ? [
          '',
          table(text.lines, [
            { head: 'from', align: 'right', cell: (line) => seconds(line.t0) },
            { head: 'to', align: 'right', cell: (line) => seconds(line.t1) },
            { head: 'words found', max: 80, cell: (line) => line.text },
            { head: 'contrast', align: 'right', cell: (line) => line.contrast?.toFixed(1) ?? '' },
            { head: 'sure', align: 'right', cell: (line) => line.confidence.toFixed(2) },
          ]),
        ]
      : []),
  ];
}

function brandFound({ brand }: Ad): string[] {
  if (!brand) return [];
  if (brand.first_seen_s === null) return ['Brand: not found on the frames that were read.'];
  const share = `${(100 * brand.share).toFixed(0)} % of the time`;
  return [`Brand: first found at ${seconds(brand.first_seen_s)}, ${share}, ${brand.times} times.`];
}

function given({ copy, copy_shown, spoken }: Ad): string[] {
  const said = spoken?.lines.map(({ text }) => text).join(' ') ?? '';
  return [
    ...(copy
      ? [
          `Texts from ${copy.source}:`,
          ...[copy.primary_text, copy.headline, copy.description, copy.cta].flatMap((text) =>
            text === null ? [] : [`  ${text.replaceAll('\n', ' ')}`],
          ),
          ...[shownText(copy_shown) ?? [], ...lateTexts(copy_shown)].flat().map((line) => `  ${line}`),
        ]
      : []),
    ...(spoken
      ? [
          `Spoken, by the subtitles${spoken.source === 'file' ? ` in ${spoken.name}` : ' of the file'}: ${said}`,
        ]
      : []),
  ];
}

function judged({ council }: Ad): string[] {
  if (!council) return [];
  const { basis, score, interval80, disagreement, needs_human, cost_usd, members, dissent, weights } =
    council;
  const panel =
    basis === 'council'
      ? `Council: ${score?.toFixed(1)} of 100 (80 % interval ${interval80?.map((bound) => bound.toFixed(0)).join('–')})`
      : 'Council: engine only, fewer than two makers of models voted';
  const apart = disagreement === null ? '' : `, votes ${disagreement.toFixed(0)} points apart`;
  return [
    `${panel}${apart}, ${cost_usd.toFixed(3)} USD.`,
    ...(needs_human ? ['A person should look at this one.'] : []),
    dim(weightsText[weights]),
    ...members.map((member) => `  ${voteOf(member)}`),
    ...dissent.map((text) => `  ${text}`),
  ];
}

function fullText(ad: Ad): string {
  const { media, score, library } = ad;
  const length = media.duration_s === null ? 'still' : seconds(media.duration_s);
  const rank = library.rank === null ? '' : `, rank ${library.rank} of ${library.rank_of} in its folder`;
  const near = library.near_duplicate_of ? `Nearly the same as ${library.near_duplicate_of}.` : '';
  const subs = Object.entries(score.sub).map(([name, value]) => `${name} ${value?.toFixed(0) ?? '–'}`);
  return [
    `${ad.path}  (${ad.id})`,
    `${media.width}×${media.height}, ${length}, ${media.codec}, ${media.has_audio ? 'with sound' : 'no sound'}`,
    score.overall === null
      ? 'No score: too much of the checklist could not be measured.'
      : `Score ${score.overall.toFixed(1)} of 100 (80 % interval ${score.interval80?.join('–')})${rank}`,
    dim(basisSentences(ad)),
    `Sub-scores: ${subs.join(', ')}`,
    ...marksText(ad),
    ...(ad.problem ? [`Partial: ${ad.problem.message} ${ad.problem.next_step}`] : []),
    ...(near ? [near] : []),
    ...words(ad),
    ...brandFound(ad),
    ...given(ad),
    ...judged(ad),
    '',
    table(score.reasons, [
      { head: 'points', align: 'right', cell: (reason) => signed(reason.points) },
      { head: 'at', align: 'right', cell: (reason) => seconds(reason.t0) },
      { head: 'why', max: 100, cell: (reason) => reason.text },
      { head: 'evidence', cell: (reason) => reason.grade },
    ]),
    '',
    table(Object.entries(ad.features), [
      { head: 'id', cell: ([id]) => id },
      { head: 'measure', max: 40, cell: ([, feature]) => feature.name },
      { head: 'value', max: 70, cell: ([, feature]) => JSON.stringify(feature.value) },
      { head: 'unit', cell: ([, feature]) => feature.unit },
      {
        head: 'status',
        cell: ([, { status, reason }]) =>
          status === 'ok' ? 'ok' : `${status.replace('_', ' ')}: ${reason ?? ''}`,
      },
    ]),
  ].join('\n');
}
