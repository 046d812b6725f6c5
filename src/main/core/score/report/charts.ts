import type { Ad, Score } from '../../../../contract/index.ts';
import { scoreRamp } from '../../../../contract/index.ts';
import { html, type Markup, when } from './markup.ts';
import { duration, interval, moment, signed } from './say.ts';

const BAR = 120;
const scale = (points: number): number => Math.round(points * BAR) / 100;

/** The score as a bar with its interval as a whisker over it; numbers and words stand beside it. */
export function scoreBar(overall: number, interval80: Score['interval80']): Markup {
  const [low, high] = interval80 ?? [null, null];
  const label = `Score ${Math.round(overall)} of 100${interval80 ? `, 80 % interval ${interval(interval80)}` : ''}`;
  return html`<svg class="bar" viewBox="0 0 ${BAR} 12" width="${BAR}" height="12" role="img" aria-label="${label}"><rect class="track" x="0" y="3" width="${BAR}" height="6" rx="3"/><rect class="fill" fill="${scoreRamp(overall, '--')}" x="0" y="3" width="${scale(overall)}" height="6" rx="3"/>${
    low === null || high === null
      ? null
      : html`<path class="whisker" d="M${scale(low)} 1v10M${scale(high)} 1v10M${scale(low)} 6H${scale(high)}"/>`
  }</svg>`;
}

export const subBar = (points: number): Markup =>
  html`<svg class="bar" viewBox="0 0 60 6" width="60" height="6" aria-hidden="true"><rect class="track" width="60" height="6" rx="3"/><rect class="fill" fill="${scoreRamp(points, '--')}" width="${Math.round(points * 6) / 10}" height="6" rx="3"/></svg>`;

const LINE = 640;
/** The first three seconds decide most, so they are marked on every clip. */
const HOOK_S = 3;
const LEAST_SHOWN = 0.05;

/** Under the filmstrip, on the same scale: the hook, every hard cut, and where the reasons are. */
export function timeLine({ media, features, score }: Ad): Markup | null {
  const length = media.duration_s;
  if (length === null || length <= 0) return null;
  const x = (seconds: number): number => Math.round((Math.min(seconds, length) / length) * LINE * 10) / 10;
  const times = features.T01?.value;
  const cuts = Array.isArray(times) ? times.filter((time) => typeof time === 'number') : [];
  const marks = score.reasons.flatMap(({ t0, t1, points }) => {
    const whole = t0 !== null && (t1 ?? t0) - t0 > 0.9 * length;
    return t0 === null || whole || Math.abs(points) < LEAST_SHOWN ? [] : [{ at: x(t0), points }];
  });
  const hookEnd = x(HOOK_S);
  const label = `${duration(length)} long; ${cuts.length} hard cuts; ${marks.length} reasons with a place in time`;
  return html`<svg class="time" viewBox="0 0 ${LINE} 34" role="img" aria-label="${label}"><rect class="hook" x="0" y="0" width="${hookEnd}" height="20"/><path class="axis" d="M0 10H${LINE}"/>${cuts.map(
    (cut) => html`<path class="cut" d="M${x(cut)} 4v12"><title>Cut at ${moment(cut)}</title></path>`,
  )}${marks.map(({ at, points }) =>
    points > 0
      ? html`<path class="gain" d="M${at - 4} 9h8l-4 -8z"><title>${signed(points)}</title></path>`
      : html`<path class="loss" d="M${at - 4} 11h8l-4 8z"><title>${signed(points)}</title></path>`,
  )}<text x="0" y="31">0:00</text>${when(
    hookEnd > 60 && hookEnd < LINE - 60,
    () => html`<text class="middle" x="${hookEnd}" y="31">hook to ${moment(HOOK_S)}</text>`,
  )}<text class="end" x="${LINE}" y="31">${duration(length)}</text></svg>`;
}
