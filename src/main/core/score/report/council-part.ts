import type { Ad, CouncilMember } from '../../../../contract/index.ts';
import { memberNames, weightsText } from '../../../../contract/words.ts';
import { pointsOf } from '../council/vote-text.ts';
import { html, type Markup, when } from './markup.ts';
import { interval, number } from './say.ts';

/** What the council said of one ad: every vote, who sees it differently, who is absent and why. */
export const councilPart = ({ council }: Ad): Markup | null =>
  council &&
  html`<h3>Council</h3><p>${
    council.basis === 'council' && council.score !== null
      ? html`<b>${Math.round(council.score)}</b>${council.interval80 ? ` 80 % interval ${interval(council.interval80)}` : ''}`
      : 'Engine only: fewer than two makers of models voted.'
  }${council.disagreement === null ? '' : `, votes ${number(council.disagreement)} points apart`}. ${weightsText[council.weights]}</p>${when(council.needs_human, () => html`<p class="note warn">A person should look at this one.</p>`)}<table><thead><tr><th>Member</th><th class="n">Vote</th><th>Saw, or why it is absent</th></tr></thead><tbody>${council.members.map(voteRow)}</tbody></table>${council.dissent.map((text) => html`<p>${text}</p>`)}${when(
    council.instructions.length > 0,
    () =>
      html`<p>Words in the ad that read like orders to a judge: ${council.instructions.map(
        (text, at) => html`${at > 0 ? ', ' : ''}\u201c<bdi>${text}</bdi>\u201d`,
      )}.</p>`,
  )}`;

const voteRow = ({ member, model, score, counted, saw, reason, verdict }: CouncilMember): Markup =>
  html`<tr><th scope="row">${memberNames[member]} <span class="meta">${model}</span></th>${
    score === null
      ? html`<td class="n missing">\u2013</td><td>${reason ?? ''}</td>`
      : html`<td class="n">${pointsOf(score, counted)}</td><td>${saw}${verdict ? `; opens as: ${verdict.hook_type}` : ''}</td>`
  }</tr>\n`;
