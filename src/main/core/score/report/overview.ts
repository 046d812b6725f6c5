import { type Ad, type Council, SubName, scoreWord, subLabels } from '../../../../contract/index.ts';
import { scoreBar } from './charts.ts';
import { html, type Markup, when } from './markup.ts';
import { baseName, facts, interval, signed } from './say.ts';

/** What the first pages need of each ad: small, so that thousands can be held. */
export interface Line {
  readonly id: string;
  readonly name: string;
  readonly kind: Ad['kind'];
  readonly facts: string;
  readonly overall: number | null;
  readonly interval80: Ad['score']['interval80'];
  readonly sub: Ad['score']['sub'];
  readonly top: { readonly text: string; readonly points: number } | null;
  readonly partial: boolean;
  /** Null until it was judged. */
  readonly council: Pick<Council, 'basis' | 'score' | 'disagreement' | 'needs_human'> | null;
}

export function lineOf(ad: Ad): Line {
  const { overall, interval80, sub, reasons } = ad.score;
  const top = [...reasons].sort((a, b) => Math.abs(b.points) - Math.abs(a.points))[0];
  return {
    id: ad.id,
    name: baseName(ad.path),
    kind: ad.kind,
    facts: facts(ad),
    overall,
    interval80,
    sub,
    top: top ? { text: top.text, points: top.points } : null,
    partial: ad.state === 'partial',
    council: ad.council && {
      basis: ad.council.basis,
      score: ad.council.score,
      disagreement: ad.council.disagreement,
      needs_human: ad.council.needs_human,
    },
  };
}

/** Every ad in one table; its head is repeated on each printed page. */
export function overview(lines: readonly Line[]): Markup {
  const judged = lines.some(({ council }) => council !== null);
  return html`<section><h2>All ads</h2><table><caption>In the order of the view that was exported. Sub-scores run from 0 to 100; a dash was not measured.</caption><thead><tr><th class="n">#</th><th>Ad</th><th>Score, 80 % interval</th>${SubName.options.map(
    (name) => html`<th class="n">${subLabels[name]}</th>`,
  )}${when(judged, () => html`<th>Council</th>`)}<th>What moved it most</th></tr></thead><tbody>${lines.map((line, at) => row(line, at, judged))}</tbody></table></section>\n`;
}

const row = (line: Line, at: number, judged: boolean): Markup => {
  const { id, name, facts: told, overall, interval80, sub, top, partial } = line;
  return html`<tr><td class="n">${at + 1}</td><th scope="row" class="name"><a href="#ad-${id}"><bdi>${name}</bdi></a><br><span class="meta">${told}${partial ? ' \u00b7 read in part' : ''}</span></th><td>${
    overall === null
      ? html`<span class="missing">no score</span>`
      : html`<b>${Math.round(overall)}</b> ${scoreWord(overall)} <span class="meta">${interval80 ? interval(interval80) : ''}</span><br>${scoreBar(overall, interval80)}`
  }</td>${SubName.options.map((key) => subCell(sub[key]))}${when(judged, () => councilCell(line))}<td>${when(
    top,
    () => html`<span class="${tone(top?.points ?? 0)}">${signed(top?.points ?? 0)}</span> ${top?.text ?? ''}`,
  )}</td></tr>\n`;
};

const councilCell = ({ council }: Line): Markup => {
  if (!council) return html`<td class="missing">not judged</td>`;
  const { basis, score, disagreement, needs_human } = council;
  return html`<td>${
    basis === 'council' && score !== null
      ? html`<b>${Math.round(score)}</b>${disagreement === null ? '' : html` <span class="meta">${Math.round(disagreement)} apart</span>`}`
      : html`<span class="missing">engine only</span>`
  }${when(needs_human, () => html`<br><span class="down">a person should look</span>`)}</td>`;
};

const subCell = (points: number | null): Markup =>
  points === null ? html`<td class="n missing">\u2013</td>` : html`<td class="n">${Math.round(points)}</td>`;

export const tone = (points: number): string =>
  Math.abs(points) < 0.05 ? 'meta' : points > 0 ? 'up' : 'down';
