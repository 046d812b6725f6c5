import { type FileFailure, Grade, gradeMeanings } from '../../../../contract/index.ts';
import { visibleName } from '../../ingest/visible-name.ts';
import { html, type Markup } from './markup.ts';
import { plural } from './say.ts';

/** What could not be read at all, and how to read the rest. */
export const lastPage = (failures: readonly FileFailure[] | null): Markup =>
  html`${failures && failures.length > 0 ? failed(failures) : null}<section class="new-page"><h2>How to read this</h2><p>Each reason names a check, what it found, the second at which it can be seen or heard, and how many points of the score it gained or lost. The letter tells how good the evidence behind the check is:</p><dl class="grades">${Grade.options.map(
    (grade) => html`<dt>${grade}</dt><dd>${gradeMeanings[grade]}</dd>`,
  )}</dl><p class="note">What could not be measured is left out of the score and widens its interval; it never counts as good or bad.${failures === null ? ' Files that could not be read are not part of a selection and are not listed here.' : failures.length === 0 ? ' Every file could be read.' : ''} Made with Titan Ads from the files themselves. This page loads nothing from anywhere.</p></section>`;

const failed = (failures: readonly FileFailure[]): Markup =>
  html`<section class="new-page"><h2>Files that could not be read</h2><p>${plural(failures.length, 'file has', 'files have')} no score, and no number stands in for it.</p><table><thead><tr><th>File</th><th>What is wrong</th><th>What to do</th></tr></thead><tbody>${failures.map(
    ({ path, message, next_step }) =>
      html`<tr><th scope="row"><bdi>${visibleName(path)}</bdi></th><td>${message}</td><td>${next_step}</td></tr>\n`,
  )}</tbody></table></section>\n`;
