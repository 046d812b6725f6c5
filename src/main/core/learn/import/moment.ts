import { shownAt } from '../meta/days.ts';

export type DayOrder = 'day first' | 'month first';

const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ T,]+(.*))?$/;

/** Whether 03/04/2026 is in March or in April: told by the dates of the column that can be read in one way alone. */
export function dayOrderOf(texts: readonly string[]): DayOrder | null {
  const found = new Set<DayOrder>();
  for (const text of texts) {
    const [, first, second] = slashed.exec(text.trim()) ?? [];
    if (text.includes('.') && first !== undefined) found.add('day first');
    else if (Number(first) > 12) found.add('day first');
    else if (Number(second) > 12) found.add('month first');
  }
  return found.size === 1 ? ([...found][0] as DayOrder) : null;
}

/** An instant in UTC, or in words why the text is none. Times that name no zone are those of `timeZone`. */
export function readMoment(
  given: string | number,
  timeZone: string,
  order: DayOrder | null,
): { at: string; zoned: boolean } | { problem: string } {
  const text = String(given).trim();
  if (/^\d{10}(\.\d+)?$/.test(text)) return instant(Number(text) * 1000, text);
  if (/^\d{13}$/.test(text)) return instant(Number(text), text);
  const [, first, second, year, rest = ''] = slashed.exec(text) ?? [];
  if (year !== undefined) {
    if (order === null && first !== second)
      return { problem: `"${text}" can be read in two ways: write dates as 2026-11-30` };
    const [day, month] = order === 'month first' ? [second, first] : [first, second];
    return plain(
      `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')} ${rest}`.trim(),
      text,
      timeZone,
    );
  }
  return plain(text, text, timeZone);
}

const iso =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(AM|PM)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;

function plain(text: string, given: string, timeZone: string) {
  const [, day, hour = '0', minute = '00', second = '00', part = '0', half, zone] = iso.exec(text) ?? [];
  if (day === undefined) return { problem: `"${given}" is no time: write it as 2026-11-30T12:00:00Z` };
  const hours = half ? (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0) : Number(hour);
  const local = Date.parse(
    `${day}T${String(hours).padStart(2, '0')}:${minute}:${second}.${part.slice(0, 3).padEnd(3, '0')}Z`,
  );
  if (Number.isNaN(local) || local < earliest || local >= latest) return outside(given);
  // 31 February would become 3 March.
  if (new Date(local).toISOString().slice(0, 10) !== day)
    return { problem: `"${given}" is no date of the calendar` };
  if (zone === undefined) return { ...instant(fromLocal(local, timeZone), given), zoned: false };
  const [, sign, h, m] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const offset = sign ? (sign === '-' ? -1 : 1) * (Number(h) * 60 + Number(m)) * 60_000 : 0;
  return instant(local - offset, given);
}

const earliest = Date.parse('2000-01-01T00:00:00Z');
const latest = Date.parse('2100-01-01T00:00:00Z');
const outside = (given: string) => ({ problem: `"${given}" is no date of this century` });
const instant = (ms: number, given: string): { at: string; zoned: boolean } | { problem: string } =>
  ms >= earliest && ms < latest ? { at: new Date(ms).toISOString(), zoned: true } : outside(given);

/**
 * The instant at which the clocks of that zone show this time; the earlier one where they show it twice, and where they
 * jump over it when they do.
 */
export function fromLocal(local: number, timeZone: string): number {
  const offsets = [-1, 0, 1].map((days) => offsetAt(local + days * 86_400_000, timeZone));
  const fits = [...new Set(offsets)]
    .map((offset) => local - offset)
    .filter((ms) => ms + offsetAt(ms, timeZone) === local);
  return fits.length > 0 ? Math.min(...fits) : local - (offsets[0] as number);
}

/** How far the clocks of a zone are ahead of UTC at an instant; whole minutes in this century. */
const offsetAt = (ms: number, timeZone: string): number =>
  shownAt(timeZone, new Date(ms).toISOString()) - Math.floor(ms / 60_000) * 60_000;
