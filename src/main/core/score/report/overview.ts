import { type Ad, SubName, scoreWord, subLabels } from '../../../../contract/index.ts';
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
  };
}

/** Every ad in one table; its head is repeated on each printed page. */
export const overview = (lines: readonly Line[]): Markup =>
  html`<section><h2>All ads</h2><table><caption>In the order of the view that was exported. Sub-scores run from 0 to 100; a dash was not measured.</caption><thead><tr><th class="n">#</th><th>Ad</th><th>Score, 80 % interval</th>${SubName.options.map(
    (name) => html`<th class="n">${subLabels[name]}</th>`,
  )}<th>What moved it most</th></tr></thead><tbody>${lines.map(row)}</tbody></table></section>\n`;

const row = ({ id, name, facts: told, overall, interval80, sub, top, partial }: Line, at: number): Markup =>
  html`<tr><td class="n">${at + 1}</td><th scope="row" class="name"><a href="#ad-${id}"><bdi>${name}</bdi></a><br><span class="meta">${told}${partial ? ' \u00b7 read in part' : ''}</span></th><td>${
    overall === null
      ? html`<span class="missing">no score</span>`
      : html`<b>${Math.round(overall)}</b> ${scoreWord(overall)} <span class="meta">${interval80 ? interval(interval80) : ''}</span><br>${scoreBar(overall, interval80)}`
  }</td>${SubName.options.map((key) => subCell(sub[key]))}<td>${when(
    top,
    () => html`<span class="${tone(top?.points ?? 0)}">${signed(top?.points ?? 0)}</span> ${top?.text ?? ''}`,
  )}</td></tr>\n`;

const subCell = (points: number | null): Markup =>
  points === null ? html`<td class="n missing">\u2013</td>` : html`<td class="n">${Math.round(points)}</td>`;

export const tone = (points: number): string =>
  Math.abs(points) < 0.05 ? 'meta' : points > 0 ? 'up' : 'down';
