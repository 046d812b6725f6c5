import {
  type Ad,
  basisSentences,
  type Feature,
  noScoreReason,
  type Reason,
  SubName,
  scoreWord,
  subLabels,
} from '../../../../contract/index.ts';
import { visibleName } from '../../ingest/visible-name.ts';
import { scoreBar, subBar, timeLine } from './charts.ts';
import { councilPart } from './council-part.ts';
import { html, type Markup, when } from './markup.ts';
import { tone } from './overview.ts';
import { baseName, facts, interval, plural, signed, stretch, value } from './say.ts';
import { givenTexts, wordsOnScreen } from './words-on-screen.ts';

/** JPEG as base64; null where there is none. */
export interface Pictures {
  readonly thumb: string | null;
  readonly strip: string | null;
}

const SHORT_REASONS = 3;
const LEAST_SHOWN = 0.05;

export function adFull(ad: Ad, at: number, pictures: Pictures): Markup {
  const { reasons } = ad.score;
  const sorted = [...reasons].sort(bySize);
  const moved = sorted.filter(({ points }) => Math.abs(points) >= LEAST_SHOWN);
  const measured = Object.entries(ad.features).sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<article class="full" id="ad-${ad.id}">${heading(ad, at)}${marks(ad)}${problem(ad)}<div class="head">${thumb(pictures)}<div class="grow">${score(ad)}</div></div>${film(ad, pictures)}${notes(ad)}<h3>Why</h3>${
    moved.length > 0
      ? reasonTable(moved)
      : html`<p class="missing">Nothing moved the score away from neutral.</p>`
  }${when(
    sorted.length > moved.length,
    () => html`<p class="meta">${plural(sorted.length - moved.length, 'more check')} moved nothing.</p>`,
  )}${councilPart(ad)}${wordsOnScreen(ad)}${givenTexts(ad)}<h3>What was measured</h3>${measureTable(measured)}${missing(measured)}</article>`;
}

export const adShort = (ad: Ad, at: number, pictures: Pictures): Markup =>
  html`<article class="short" id="ad-${ad.id}">${heading(ad, at)}${marks(ad)}${problem(ad)}<div class="head small">${thumb(pictures)}<div class="grow">${score(ad)}${reasonTable([...ad.score.reasons].sort(bySize).slice(0, SHORT_REASONS))}</div></div></article>`;

const bySize = (a: Reason, b: Reason): number => Math.abs(b.points) - Math.abs(a.points);

const heading = (ad: Ad, at: number): Markup => {
  const folder = visibleName(ad.path.slice(0, Math.max(0, ad.path.lastIndexOf('/'))));
  return html`<h2>${at + 1}. <bdi>${baseName(ad.path)}</bdi></h2><p class="meta">${facts(ad)}${when(
    folder,
    () => html` \u00b7 in <bdi>${folder}</bdi>`,
  )}${ad.other_paths.length > 0 ? ` \u00b7 ${plural(ad.other_paths.length, 'copy', 'copies')} with the same bytes` : ''}</p>`;
};

/** What a person has said about the ad. */
const marks = ({ pick, rating, tags }: Ad): Markup | null => {
  const said = [
    pick === 'none' ? '' : pick === 'picked' ? 'Picked' : 'Rejected',
    rating === null ? '' : `Rated ${rating} of 5`,
    ...tags,
  ].filter(Boolean);
  return when(
    said.length > 0,
    () => html`<p>${said.map((one) => html`<span class="tag">${one}</span>`)}</p>`,
  );
};

const notes = ({ notes: written }: Ad): Markup | null =>
  when(
    written.length > 0,
    () =>
      html`<h3>Notes</h3>${written.map(
        ({ text, t0, t1 }) =>
          html`<blockquote>${t0 === null ? null : html`<span class="meta">${stretch(t0, t1)}</span> `}${text}</blockquote>`,
      )}`,
  );

const problem = ({ problem: found }: Ad): Markup | null =>
  found && html`<p class="note warn">Read in part: ${found.message} ${found.next_step}</p>`;

const picture = (name: string, base64: string, alt: string): Markup =>
  html`<img class="${name}" src="data:image/jpeg;base64,${base64}" alt="${alt}">`;

const thumb = ({ thumb: base64 }: Pictures): Markup | null =>
  base64 === null ? null : picture('thumb', base64, 'A frame of the ad');

const film = (ad: Ad, { strip }: Pictures): Markup | null => {
  const line = timeLine(ad);
  return (
    line &&
    html`<div class="film">${strip === null ? null : picture('strip', strip, 'Frames at even distances')}${line}<p class="meta">Frames at even distances. Below them: the hook in colour, lines for hard cuts, triangles up for what gained points and down for what lost some.</p></div>`
  );
};

function score(ad: Ad): Markup {
  const {
    score: { overall, interval80, sub },
    library,
  } = ad;
  const figure =
    overall === null
      ? html`<p><b>No score.</b> ${noScoreReason}</p>`
      : html`<p><span class="score">${Math.round(overall)}</span><span class="word">${scoreWord(overall)}</span><br>${scoreBar(overall, interval80)}${interval80 ? ` 80 % interval ${interval(interval80)}` : ''}</p><p class="meta">${basisSentences(ad)}${library.rank === null ? '' : ` Rank ${library.rank} of ${library.rank_of} in its folder.`}</p>`;
  return html`${figure}<table class="subs"><tbody>${SubName.options.map((name) => {
    const points = sub[name];
    return html`<tr><th scope="row">${subLabels[name]}</th>${
      points === null
        ? html`<td class="missing" colspan="2">not measured</td>`
        : html`<td>${subBar(points)}</td><td class="n">${Math.round(points)}</td>`
    }</tr>`;
  })}</tbody></table>`;
}

const reasonTable = (reasons: readonly Reason[]): Markup =>
  html`<table><thead><tr><th class="n">Points</th><th>Reason</th><th>At</th><th>Evidence</th></tr></thead><tbody>${reasons.map(
    ({ points, text, t0, t1, grade }) =>
      html`<tr><td class="n ${tone(points)}">${signed(points)}</td><td>${text}</td><td class="at">${stretch(t0, t1)}</td><td>${grade}</td></tr>\n`,
  )}</tbody></table>`;

type Measured = readonly (readonly [id: string, feature: Feature])[];

const PLACES = 3;

const measureTable = (measured: Measured): Markup =>
  html`<table><thead><tr><th>Measure</th><th>Value</th><th>Where</th></tr></thead><tbody>${measured
    .filter(([, { status }]) => status === 'ok')
    .map(
      ([id, { name, value: found, unit, evidence }]) =>
        html`<tr><th scope="row">${name} <span class="meta">${id}</span></th><td>${value(found, unit)}</td><td class="where">${
          evidence.length > PLACES
            ? `${evidence.length} places`
            : evidence.map(({ t0, t1 }) => stretch(t0, t1)).join(', ')
        }</td></tr>\n`,
    )}</tbody></table>`;

const missing = (measured: Measured): Markup | null => {
  const unknown = measured.filter(([, { status }]) => status === 'unavailable');
  const other = measured.filter(([, { status }]) => status === 'not_applicable').length;
  return when(
    unknown.length + other > 0,
    () =>
      html`<h3>What was not measured</h3><p class="meta">${when(
        unknown.length > 0,
        () =>
          html`${unknown.map(([, { name, reason }]) => html`${name}${reason ? `: ${reason.replace(/\.$/, '')}` : ''}. `)}`,
      )}${other > 0 ? `${plural(other, 'check does', 'checks do')} not apply to this ad.` : ''}</p>`,
  );
};
