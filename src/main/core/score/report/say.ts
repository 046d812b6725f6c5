import type { Ad, FeatureValue, Score } from '../../../../contract/index.ts';
import { visibleName } from '../../ingest/visible-name.ts';

/**
 * Numbers and values as a report writes them: one fixed form, whatever machine makes it, so that the same ads give the
 * same document.
 */
const minus = (text: string): string => text.replace('-', '\u2212');

export const number = (value: number): string =>
  minus(Math.abs(value) >= 1000 ? grouped(Math.round(value)) : String(Number(value.toPrecision(3))));

export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

export const signed = (points: number): string => {
  const text = Math.abs(points).toFixed(1);
  return text === '0.0' ? text : `${points < 0 ? '\u2212' : '+'}${text}`;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** 0:01.2 */
export const moment = (seconds: number): string => {
  const tenths = Math.round(seconds * 10);
  const whole = Math.floor(tenths / 10);
  return `${Math.floor(whole / 60)}:${two(whole % 60)}.${tenths % 10}`;
};

/** 0:15, and never 0:00. */
export const duration = (seconds: number): string => {
  const whole = Math.max(1, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
};

export const stretch = (t0: number | null, t1: number | null): string => {
  if (t0 === null) return '';
  return t1 !== null && t1 - t0 >= 0.1 ? `${moment(t0)}\u2013${moment(t1)}` : moment(t0);
};

export const interval = (range: NonNullable<Score['interval80']>): string =>
  range.map((bound) => String(Math.round(bound))).join('\u2013');

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

const months = 'January February March April May June July August September October November December';

/** From an ISO instant in UTC. */
export const day = (instant: string): string => {
  const [year = '', month = '1', date = '1'] = instant.slice(0, 10).split('-');
  return `${Number(date)} ${months.split(' ')[Number(month) - 1]} ${year}`;
};

export const baseName = (path: string): string => visibleName(path.slice(path.lastIndexOf('/') + 1));

/** What kind of file it is, in a line. */
export const facts = ({ kind, media }: Ad): string =>
  [
    kind === 'image' ? 'Image' : `Video, ${duration(media.duration_s ?? 0)}`,
    `${media.width} \u00d7 ${media.height}`,
    kind === 'image' ? null : media.has_audio ? 'with sound' : 'without sound',
  ]
    .filter(Boolean)
    .join(' \u00b7 ');

/** Units that only say what kind of value it is. */
const unspoken: ReadonlySet<string> = new Set(['', '1', 'class', 'count', 'M3']);
const SHOWN = 8;

const amount = (value: number, unit: string): string => {
  if (unit === '1/s') return `${number(value)}\u00a0/\u00a0s`;
  if (unit === 'fraction') return `${number(value * 100)}\u00a0%`;
  return unspoken.has(unit) || unit.startsWith('0-') ? number(value) : `${number(value)}\u00a0${unit}`;
};

const spaced = (name: string): string => name.replaceAll('_', ' ');

export function value(found: FeatureValue, unit: string): string {
  if (found === null) return 'none';
  if (typeof found === 'boolean') return found ? 'yes' : 'no';
  if (typeof found === 'number') return amount(found, unit);
  if (typeof found === 'string') return spaced(found);
  if (Array.isArray(found)) {
    const told = found
      .slice(0, SHOWN)
      .map((one) => (typeof one === 'number' && unit === 's' ? moment(one) : value(one, unit)));
    const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '';
    return told.length === 0 ? 'none' : `${told.join(', ')}${more}`;
  }
  const entries = Object.entries(found).filter(([, one]) => one !== false);
  const first = entries.findIndex(([, one]) => typeof one === 'number');
  return entries
    .filter(([, one], at) => one !== 0 || at === first)
    .map(([name, one]) => part(name, one, unit))
    .join(' \u00b7 ');
}

/** Zeros after the first number say nothing more, and a name that only repeats the unit is left out. */
const part = (name: string, one: FeatureValue, unit: string): string => {
  const text = value(one, unitOf(name, unit));
  if (one === true) return spaced(name);
  return name === 'seconds' || name === 'fraction' ? text : `${spaced(name.replace(/_s$/, ''))} ${text}`;
};

/** A part may have a unit of its own, which its name tells. */
const unitOf = (name: string, unit: string): string => {
  if (name === 'seconds' || name.endsWith('_s')) return 's';
  if (name === 'fraction' || name === 'confidence') return 'fraction';
  return name === 'per_second' ? '1/s' : unit;
};
