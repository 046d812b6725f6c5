import {
  type Ad,
  type AdText,
  copyHookText,
  lateTexts,
  legibility,
  shownText,
} from '../../../../contract/index.ts';
import { html, type Markup, when } from './markup.ts';
import { moment, plural, stretch } from './say.ts';

const MOST_STRETCHES = 12;
const MOST_ASKS = 8;

/** What was read on the screen; what is not here was not found, which does not mean that it is not there. */
export function wordsOnScreen({ text, hook, brand }: Ad): Markup {
  if (!text) return html`<h3>Words on the screen</h3><p class="missing">Not read yet.</p>`;
  const stretches = together(text.lines);
  const frames = plural(text.frames_read, 'frame');
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
  )}${asks(text)}${zones(text)}${brandLine(brand)}${hookLine(hook)}<p class="meta">Read from ${frames}; words that are not listed were not found, which does not say that they are not there.</p>`;
}

const percent = (share: number): string => `${Math.round(100 * share)}\u202f%`;

function hookLine({ type, confidence, basis }: Ad['hook']): Markup {
  const told =
    type === 'unknown'
      ? 'unknown'
      : `${type.replaceAll('_', ' ')}, confidence ${percent(confidence)} by our own estimate`;
  return html`<p>Type of hook: ${told}; <bdi>${basis}</bdi>.</p>`;
}

/** Only of what was found: what was missed may lie anywhere. */
const zones = ({ safe_zones }: AdText): Markup[] =>
  safe_zones.map(({ placement, violated_share, spans }) => {
    const [first] = spans;
    return first
      ? html`<p>Under the controls of ${placement}: ${percent(violated_share)} of what was found (first at ${moment(first.t0)}).</p>`
      : html`<p class="meta">All that was found is clear of the controls of ${placement}.</p>`;
  });

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
    ? html`<p>Brand first found by its ${first.by} (${moment(first.t0)}), in ${percent(brand.share)} of the time.${logo}</p>`
    : html`<p class="missing">The brand was not found on these frames.${logo}</p>`;
}

/** Lines that stand over the same time are one stretch. */
function together(lines: AdText['lines']): Stretch[] {
  const found = Map.groupBy(lines, ({ t0, t1 }) => stretch(t0, t1));
  return [...found].map(([when, lines]) => ({ when, lines }));
}

interface Stretch {
  readonly when: string;
  readonly lines: AdText['lines'];
}

const row = ({ when: at, lines }: Stretch): Markup =>
  html`<tr><td class="at">${at}</td><td>${lines.map((line, index) => {
    const problems = legibility(line).join(', ');
    return html`${index > 0 ? ' \u00b7 ' : ''}<bdi>${line.text}</bdi>${problems && ` (${problems})`}`;
  })}</td></tr>\n`;

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
export function givenTexts({ copy, copy_hook, copy_shown, spoken }: Ad): Markup | null {
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
      )}${when(copyHookText(copy_hook), () => html`<p class="meta"><bdi>${copyHookText(copy_hook)}</bdi></p>`)}${when(
        shownText(copy_shown),
        () =>
          html`<p class="meta">${shownText(copy_shown)}${lateTexts(copy_shown).map((late) => html` <b>${late}.</b>`)}</p>`,
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
