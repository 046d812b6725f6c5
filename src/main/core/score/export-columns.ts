import type { Ad, FoundPhrase, Note } from '../../../contract/index.ts';
import { aspectOf } from '../measure/aspect.ts';
import { checklist } from '../weights/engine-1.ts';
import { hookOf, voteOf } from './council/vote-text.ts';
import { fieldOf } from './read-item.ts';

/**
 * One column of the CSV. Text is made safe and quoted where needed; a number is written bare, and left empty when it is
 * missing or not finite, so that no cell ever holds NaN, Infinity or a guess.
 */
export type Column = { readonly header: string; readonly about: string } & (
  | { readonly type: 'text'; read(ad: Ad): string | null }
  | { readonly type: 'number'; read(ad: Ad): number | null }
);

const text = (header: string, about: string, read: (ad: Ad) => string | null): Column => ({
  header,
  about,
  type: 'text',
  read,
});
const number = (header: string, about: string, read: (ad: Ad) => number | null): Column => ({
  header,
  about,
  type: 'number',
  read,
});
/** A line end inside a note would read as the next one. */
const noteLine = ({ t0, t1, text }: Note): string =>
  [t0 === null ? '' : `${t0}${t1 === null ? '' : `-${t1}`} s: `, text.replace(/\s*\n\s*/g, ' ')].join('');
const phrases = (found: readonly FoundPhrase[] | undefined): string | null =>
  found ? found.map(({ text }) => text).join('\n') : null;
const panelBound = ({ council }: Ad, end: 0 | 1): number | null =>
  council?.basis === 'council' ? (council.interval80?.[end] ?? null) : null;
const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** The numbers that the checklist reads, each once: it may ask two things of one. */
export const measuredFields: readonly (readonly [feature: string, field: string])[] = [
  ...new Map(
    checklist.items
      .filter((item) => item.curve.kind === 'number')
      .map((item) => [`${item.feature} ${item.field}`, [item.feature, item.field] as const]),
  ).values(),
];

/** In this order; a new column goes to the end of its group, and none is renamed: people build sheets on them. */
export const columns: readonly Column[] = [
  text('id', 'first 16 hex digits of the SHA-256', (ad) => ad.id),
  text('path', 'relative to what was analysed', (ad) => ad.path),
  text('other_paths', 'where else the same bytes lie, one per line', (ad) => ad.other_paths.join('\n')),
  text('source_kind', 'folder, drive or meta', (ad) => ad.source.kind),
  text('source_id', 'the folder, Drive file or Meta ad', (ad) => ad.source.id),
  text('kind', 'video or image', (ad) => ad.kind),
  text('state', 'ok or partial', (ad) => ad.state),
  text('problem_code', 'why it is partial', (ad) => ad.problem?.code ?? null),
  text('problem', 'the same in words', (ad) => ad.problem?.message ?? null),

  number('score', '0-100, share of the checklist', (ad) => ad.score.overall),
  number('score_low', 'lower end of the 80 % interval', (ad) => ad.score.interval80?.[0] ?? null),
  number('score_high', 'upper end of the 80 % interval', (ad) => ad.score.interval80?.[1] ?? null),
  text('basis', 'what the score rests on', (ad) => ad.score.basis),
  number('hook', '0-100', (ad) => ad.score.sub.hook),
  number('clarity', '0-100', (ad) => ad.score.sub.clarity),
  number('connection', '0-100', (ad) => ad.score.sub.connection),
  number('offer', '0-100', (ad) => ad.score.sub.offer),
  number('craft', '0-100', (ad) => ad.score.sub.craft),
  number('rank', '1 is the best of its folder', (ad) => ad.library.rank),
  number('rank_of', 'ads with a score in that folder', (ad) => ad.library.rank_of),
  number('distinctiveness', '0-100, share of frames seen in no other ad', (ad) => ad.library.distinctiveness),
  text('near_duplicate_of', 'id of the earlier ad', (ad) => ad.library.near_duplicate_of),
  text('hook_type', 'how the ad opens', (ad) => ad.hook.type),
  text('top_reason', 'the reason with the most points', (ad) => ad.score.reasons[0]?.text ?? null),
  number('top_reason_points', 'points of the score', (ad) => ad.score.reasons[0]?.points ?? null),
  number('top_reason_at_s', 'the second to look at', (ad) => ad.score.reasons[0]?.t0 ?? null),
  number(
    'best_quarter',
    'chance to be in the best quarter of your ads by click rate; empty where nothing beats their average',
    (ad) => ad.library.best_quarter,
  ),
  text('best_quarter_basis', 'what it rests on, by which ad account', (ad) => ad.library.best_quarter_basis),

  text('pick', 'picked, rejected or none', (ad) => ad.pick),
  number('rating', '1-5; empty for none', (ad) => ad.rating),
  text('tags', 'one per line', (ad) => ad.tags.join('\n')),
  number('note_count', 'notes written in Review', (ad) => ad.notes.length),
  text('notes', 'one per line, after the second each is about', (ad) => ad.notes.map(noteLine).join('\n')),

  text('container', 'file format', (ad) => ad.media.container),
  text('codec', 'picture format', (ad) => ad.media.codec),
  number('width', 'px as displayed', (ad) => ad.media.width),
  number('height', 'px as displayed', (ad) => ad.media.height),
  text('aspect', 'nearest placement shape', (ad) => aspectOf(ad.media.width, ad.media.height)),
  number('duration_s', 'seconds; empty for a still', (ad) => ad.media.duration_s),
  number('fps', 'frames per second', (ad) => ad.media.fps),
  text('has_audio', 'yes or no', (ad) => yesNo(ad.media.has_audio)),
  text('hdr', 'yes or no', (ad) => yesNo(ad.media.hdr)),

  number(
    'hook_confidence',
    '0-1 by our own estimate, not measured; 0 while the type is unknown',
    (ad) => ad.hook.confidence,
  ),
  text('hook_basis', 'the cue that shows the type, or why it is unknown', (ad) => ad.hook.basis),
  text('words_found', 'lines read on the screen; empty also while they were not read', (ad) =>
    ad.text ? ad.text.lines.map((line) => line.text).join('\n') : null,
  ),
  text('cta_found', 'calls to action among them', (ad) => phrases(ad.text?.cta)),
  text('offers_found', 'offers among them', (ad) => phrases(ad.text?.offers)),

  number('brand_first_s', 'first name, colour or logo of the brand; empty when none was found', (ad) =>
    ad.brand ? ad.brand.first_seen_s : null,
  ),
  number('brand_share', 'part of the time in which it was found', (ad) => ad.brand?.share ?? null),
  text('primary_text', 'given beside the file', (ad) => ad.copy?.primary_text ?? null),
  text('primary_text_hook', 'how its first line opens', (ad) => ad.copy_hook?.type ?? null),
  text('headline', 'given beside the file', (ad) => ad.copy?.headline ?? null),
  text('description', 'given beside the file', (ad) => ad.copy?.description ?? null),
  text('cta_button', 'given beside the file', (ad) => ad.copy?.cta ?? null),
  text('spoken', 'subtitles beside or in the file', (ad) =>
    ad.spoken ? ad.spoken.lines.map((line) => line.text).join('\n') : null,
  ),

  ...measuredFields.map(([feature, field]) =>
    number(field ? `${feature}_${field}` : feature, 'the measured value that the checklist reads', (ad) => {
      const found = ad.features[feature];
      const value = found?.status === 'ok' ? fieldOf(found.value, field) : null;
      return typeof value === 'number' ? value : null;
    }),
  ),

  text(
    'council_basis',
    'council, or engine only where too few judges voted',
    (ad) => ad.council?.basis ?? null,
  ),
  number('council_score', '0-100, of the panel; empty for engine only', (ad) =>
    ad.council?.basis === 'council' ? ad.council.score : null,
  ),
  number('council_low', 'lower end of its 80 % interval', (ad) => panelBound(ad, 0)),
  number('council_high', 'upper end of its 80 % interval', (ad) => panelBound(ad, 1)),
  number('disagreement', 'median distance of the votes from their middle, in points', (ad) =>
    ad.council ? ad.council.disagreement : null,
  ),
  text('needs_human', 'yes where the judges disagree or the ad talks to them', (ad) =>
    ad.council ? yesNo(ad.council.needs_human) : null,
  ),
  text('council_votes', 'who voted what, and who did not and why, one per line', (ad) =>
    ad.council ? ad.council.members.map(voteOf).join('\n') : null,
  ),
  text('dissent', 'who sees it differently, one per line', (ad) => ad.council?.dissent.join('\n') ?? null),
  number('council_cost_usd', 'what its judges cost', (ad) => ad.council?.cost_usd ?? null),
  text(
    'council_hooks',
    'how each judge says that it opens, one per line',
    (ad) => ad.council?.members.flatMap(hookOf).join('\n') ?? null,
  ),

  number('engine_version', 'version of the measures', (ad) => ad.engine_version),
  text('measured_at', 'UTC', (ad) => ad.measured_at),
];
