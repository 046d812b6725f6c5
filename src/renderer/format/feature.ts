import type { Feature, FeatureValue } from '../../contract/index.ts';
import { count, decimal, percent, significant } from './number.ts';
import { moment } from './time.ts';

const SHOWN_TIMES = 6;

const key = (name: string): string => name.replaceAll('_', ' ');

/** Units that only say what kind of value it is. */
const unspoken: ReadonlySet<string> = new Set(['', '1', 'class', 'count', 'M3']);

const number = (value: number, unit: string): string => {
  if (unit === 'fraction') return percent(value);
  if (unit === 's') return `${value < 10 ? significant(value) : decimal(value)}\u00a0s`;
  if (unit === '1/s') return `${significant(value)}\u00a0/\u00a0s`;
  if (['LUFS', 'LU', 'dBTP', 'dB'].includes(unit)) return `${decimal(value)}\u00a0${unit}`;
  const text = Number.isInteger(value) ? count(value) : significant(value);
  return unspoken.has(unit) || unit.startsWith('0-') ? text : `${text}\u00a0${unit}`;
};

const isTime = (unit: string): boolean => unit === 's';

const list = (values: readonly FeatureValue[], unit: string): string => {
  if (values.length === 0) return 'none';
  const allNumbers = values.every((value) => typeof value === 'number');
  const one = (value: FeatureValue): string =>
    allNumbers && isTime(unit) ? moment(value as number) : featureValue(value, unit);
  const shown = values.slice(0, SHOWN_TIMES).map(one).join(', ');
  return values.length > SHOWN_TIMES ? `${count(values.length)}: ${shown} …` : shown;
};

/** A measured value in words and units; lists of seconds become moments of the ad. */
export const featureValue = (value: FeatureValue, unit: string): string => {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return number(value, unit);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return list(value, unit);
  const { t, kind, width, height } = value;
  if (typeof t === 'number' && typeof kind === 'string') return `${moment(t)} ${key(kind)}`;
  if (typeof width === 'number' && typeof height === 'number') return `${width} × ${height}\u00a0${unit}`;
  return parts(value, unit);
};

/** A part may have a unit of its own, which its name tells; a name that only repeats the unit is left out. */
const part = (name: string, value: FeatureValue, unit: string): string => {
  if (name === 'seconds') return featureValue(value, 's');
  if (name === 'fraction') return featureValue(value, 'fraction');
  if (name === 'confidence') return `confidence ${featureValue(value, 'fraction')}`;
  if (name === 'per_second') return featureValue(value, '1/s');
  if (name.endsWith('_s')) return `${key(name.slice(0, -2))} ${featureValue(value, 's')}`;
  return value === true ? key(name) : `${key(name)} ${featureValue(value, unit)}`;
};

/** What is false, and zeros after the first number, say nothing more: "area 0 %" stands for its four sides too. */
const parts = (value: { [name: string]: FeatureValue }, unit: string): string => {
  const entries = Object.entries(value).filter(([, one]) => one !== false);
  const first = entries.findIndex(([, one]) => typeof one === 'number');
  const told = entries.filter(([, one], at) => one !== 0 || at === first);
  return told.map(([name, one]) => part(name, one, unit)).join(' · ') || 'no';
};

export const statusText: Record<Feature['status'], string> = {
  ok: 'counted',
  not_applicable: 'does not apply',
  unavailable: 'not measured',
};

const windows: Record<string, string> = {
  all: 'whole ad',
  hook: 'first 3 s',
  early: 'first 5 s',
  end: 'end',
  first_frame: 'first frame',
};

export const windowText = (window: string): string => windows[window] ?? key(window);

/** The families of the measure catalogue, by the letter of the id. */
const families: Record<string, string> = {
  M: 'Format and delivery',
  V: 'Picture',
  T: 'Editing and motion',
  A: 'Sound',
  H: 'Start frame',
  X: 'Text',
  P: 'People',
  B: 'Brand',
};

export const familyOf = (id: string): string => families[id.charAt(0)] ?? 'Other';
