import { scoreWord } from '../../../../contract/index.ts';
import { html, type Markup, when } from './markup.ts';
import type { Line } from './overview.ts';
import type { Report } from './report.ts';
import { day, grouped, plural } from './say.ts';

/** Who made what when, how many ads there are, and what the number beside each of them means. */
export function firstPage(title: string, report: Report, lines: readonly Line[]): Markup {
  const { texts, what, madeAt } = report;
  const by = [
    texts.client && `For ${texts.client}`,
    texts.author && `by ${texts.author}`,
    `${day(madeAt)}, ${madeAt.slice(11, 16)} UTC`,
  ];
  const partial = lines.filter((line) => line.partial).length;
  return html`<header><h1>${title}</h1><p class="by">${by.filter(Boolean).join(' \u00b7 ')}</p><p>${what}</p></header>
<section><h2>Summary</h2><ul class="counts">${countsOf(lines).map(
    ([count, name]) => html`<li><b>${grouped(count)}</b>${name}</li>`,
  )}</ul><p class="note">The score is a checklist, not a forecast: the share of what good ads usually have, measured on the file itself. It says nothing about targeting, price or season, and no result of a campaign went into it. The 80 % interval says how far measuring and judging could move the number; where the intervals of two ads meet, their order is not settled.</p>${when(
    partial > 0,
    () =>
      html`<p>${plural(partial, 'file was', 'files were')} damaged and could be read in part only; the score of such an ad rests on that part.</p>`,
  )}</section>\n`;
}

function countsOf(lines: readonly Line[]): [count: number, name: string][] {
  const words = lines.map(({ overall }) => (overall === null ? 'none' : scoreWord(overall)));
  const of = (word: string): number => words.filter((one) => one === word).length;
  const videos = lines.filter(({ kind }) => kind === 'video').length;
  const all: [number, string][] = [
    [lines.length, lines.length === 1 ? 'ad' : 'ads'],
    [videos, videos === 1 ? 'video' : 'videos'],
    [lines.length - videos, lines.length - videos === 1 ? 'image' : 'images'],
    [of('Strong'), 'strong, over 70'],
    [of('Watch'), 'to watch, 50 to 70'],
    [of('Low'), 'low, under 50'],
  ];
  return of('none') > 0 ? [...all, [of('none'), 'without a score']] : all;
}
