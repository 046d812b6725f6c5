import { inLocale } from './locale.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment in an ad to the tenth of a second: 0:00.2. */
export const moment = (seconds: number): string => {
  const tenths = Math.round(seconds * 10);
  const whole = Math.floor(tenths / 10);
  return `${Math.floor(whole / 60)}:${two(whole % 60)}.${tenths % 10}`;
};

/** Length of an ad: 0:15, 1:02:03. Less than half a second would round to nothing, so it says 0:01. */
export const duration = (seconds: number): string => {
  const whole = Math.max(1, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
};

/** Time left: rounded so that it does not flicker from second to second. */
export const timeLeft = (seconds: number): string => {
  const step = seconds > 600 ? 60 : seconds > 60 ? 10 : 1;
  return duration(Math.ceil(seconds / step) * step);
};

const day = inLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
);
const clock = inLocale((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }));

export const dateTime = (instant: string): string => day().format(new Date(instant));

/** A sentence of the host, with its instants written as those beside it. */
export const withMoments = (sentence: string): string =>
  sentence.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (instant) => dateTime(instant));

const shortClock = inLocale((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
const shortDay = inLocale((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }));

/** 10:42 of today (`toDateString`), and else the day, for where there is no room for both. */
export const clockOrDay = (instant: string, today: string): string => {
  const at = new Date(instant);
  return (at.toDateString() === today ? shortClock() : shortDay()).format(at);
};

export const clockTime = (instant: string): string => clock().format(new Date(instant));

const date = inLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));

/** A day of a calendar, which has no time zone: 2026-11-20. */
export const calendarDay = (day: string): string => date().format(new Date(day));
