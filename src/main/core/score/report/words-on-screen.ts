import type { Ad, AdText } from '../../../../contract/index.ts';
import { html, type Markup, when } from './markup.ts';
import { moment, plural, stretch } from './say.ts';

const MOST_STRETCHES = 12;
const MOST_ASKS = 8;

/** What was read on the screen; what is not here was not found, which does not mean that it is not there. */
export function wordsOnScreen({ text, hook, brand }: Ad): Markup {
  if (!text) return html`<h3>Words on the screen</h3><p class="missing">Not read yet.</p>`;
  const stretches = together(text.lines);
  const frames = plural(text.frames_read, 'frame');
  const type = hook.type === 'unknown' ? 'unknown' : hook.type.replaceAll('_', ' ');
  return html`<h3>Words on the screen</h3>${
    stretches.length === 0
      ? html`<p class="missing">No words were found on ${frames}.</p>`
      : html`<table><thead><tr><th>When</th><th>Words found</th></tr></thead><tbody>${stretches
          .slice(0, MOST_STRETCHES)
          .map(row)}</tbody></table>`
  }${when(
    stretches.length > MOST_STRETCHES,
    () =>
      html`<p class="meta">${plural(stretches.length - MOST_STRETCHES, 'more stretch', 'more stretches')} not shown.</p>`,
  )}${asks(text)}${brandLine(brand)}<p class="meta">Type of hook: ${type}. Read from ${frames}; words that are not listed were not found, which does not say that they are not there.</p>`;
}

function brandLine(brand: Ad['brand']): Markup | null {
  if (brand === null) return null;
  const [first] = brand.seen;
  const logo = {
    none: '',
    seen: '',
    'too plain': ' Its logo is too plain to be looked for.',
    'not looked for': ' Its logo was not looked for yet.',
    'not seen': ' Its logo was not seen.',
  }[brand.logo];
  return first
    ? html`<p>Brand first found by its ${first.by} (${moment(first.t0)}), in ${Math.round(100 * brand.share)}\u202f% of the time.${logo}</p>`
    : html`<p class="missing">The brand was not found on these frames.${logo}</p>`;
}

/** Lines that stand over the same time are one stretch. */
function together(lines: AdText['lines']): { when: string; words: string[] }[] {
  const found = new Map<string, string[]>();
  for (const { text, t0, t1 } of lines) {
    const at = stretch(t0, t1);
    found.set(at, [...(found.get(at) ?? []), text]);
  }
  return [...found].map(([at, words]) => ({ when: at, words }));
}

const row = ({ when: at, words }: { when: string; words: string[] }): Markup =>
  html`<tr><td class="at">${at}</td><td>${words.map((word, index) => html`${index > 0 ? ' \u00b7 ' : ''}<bdi>${word}</bdi>`)}</td></tr>\n`;

function asks({ cta, offers }: AdText): Markup | null {
  const first = new Map([...cta, ...offers].reverse().map(({ text, t }) => [text, t]));
  const told = [...first].reverse().slice(0, MOST_ASKS);
  return when(
    told.length > 0,
    () =>
      html`<p>Calls to action and offers: ${told.map(
        ([text, t], index) => html`${index > 0 ? ', ' : ''}\u201c<bdi>${text}</bdi>\u201d (${moment(t)})`,
      )}.</p>`,
  );
}

const MOST_SPOKEN = 40;

/** Texts that somebody wrote for the ad: beside it in the feed, and as subtitles. */
export function givenTexts({ copy, spoken }: Ad): Markup | null {
  const told = copy
    ? ([
        ['Primary text', copy.primary_text],
        ['Headline', copy.headline],
        ['Description', copy.description],
        ['Button', copy.cta],
      ] as const)
    : [];
  const given = told.filter(([, text]) => text !== null);
  return when(
    given.length > 0 || spoken,
    () =>
      html`<h3>Texts that came with it</h3>${given.map(
        ([name, text]) => html`<p><span class="meta">${name}</span><br><bdi>${text}</bdi></p>`,
      )}${when(
        spoken,
        () =>
          html`<p><span class="meta">Spoken, from its subtitles</span><br>${(spoken?.lines ?? [])
            .slice(0, MOST_SPOKEN)
            .map(({ text, t0 }) => html`${moment(t0)} <bdi>${text}</bdi><br>`)}${
            (spoken?.lines.length ?? 0) > MOST_SPOKEN
              ? `${plural((spoken?.lines.length ?? 0) - MOST_SPOKEN, 'more line')} not shown.`
              : ''
          }</p>`,
      )}`,
  );
}
