import {
  adLetter,
  type ComparedCell,
  type Comparison,
  type Difference,
  startName,
  startsDiffer,
  subLabels,
} from '../../../../contract/index.ts';
import { html, type Markup, when } from './markup.ts';
import { tone } from './overview.ts';
import { baseName, interval, signed, value } from './say.ts';

/** Less than this on the score is not worth a line of a printed page. */
const LEAST_SPREAD = 0.1;

/** Two to four ads side by side, and what may be said about their order. */
export const compareTable = ({ ads, scores, start, summary, differences }: Comparison): Markup =>
  html`<section class="new-page"><h2>Side by side</h2>${summary.map(
    ({ text, settled }) => html`<p>${settled ? html`<b>${text}</b>` : text}</p>`,
  )}<table><caption>Differences, the most points first. Points are of the overall score.</caption><thead><tr><th>What</th>${ads.map(
    ({ path }, at) => html`<th>${adLetter(at)} <bdi>${baseName(path)}</bdi></th>`,
  )}</tr></thead><tbody>${scores.map(
    ({ what, values, intervals }) =>
      html`<tr><th scope="row">${what === 'overall' ? 'Score' : subLabels[what]}</th>${values.map(
        (points, at) => {
          const range = intervals[at];
          return points === null
            ? html`<td class="missing">not enough measured</td>`
            : html`<td>${what === 'overall' ? html`<b>${points.toFixed(1)}</b>` : points.toFixed(1)}${range ? ` (${interval(range)})` : ''}</td>`;
        },
      )}</tr>\n`,
  )}${when(startsDiffer(start), () => startRow(start))}${differences.filter(({ spread }) => spread >= LEAST_SPREAD).map(row)}</tbody></table></section>\n`;

const startRow = (start: Comparison['start']): Markup =>
  html`<tr><th scope="row">${startName}</th>${start.map(
    (points) => html`<td>${points === null ? '' : points.toFixed(1)}</td>`,
  )}</tr>\n`;

const row = ({ name, cells, unit }: Difference): Markup =>
  html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${told(cell, unit)}</td>`)}</tr>\n`;

const told = ({ status, value: found, points }: ComparedCell, unit: string): Markup => {
  const words =
    status === 'ok' ? value(found, unit) : status === 'unavailable' ? 'not measured' : 'does not apply';
  return points ? html`${words} <span class="${tone(points)}">${signed(points)}</span>` : html`${words}`;
};
