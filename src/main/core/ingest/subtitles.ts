import type { SpokenLine } from '../../../contract/index.ts';
import { visibleText } from './visible-text.ts';

const MAX_LINES = 2000;
const timing =
  /(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})/;

/** The lines of an SRT or WebVTT file, in order. Its markup is left out; what has no time or no end after its start, too. */
export function parseSubtitles(text: string): SpokenLine[] {
  const lines: SpokenLine[] = [];
  for (const block of text
    .replace(/^\ufeff/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)) {
    const rows = block.split('\n');
    const at = rows.findIndex((row) => timing.test(row));
    const match = timing.exec(rows[at] ?? '');
    if (!match) continue;
    const [t0, t1] = [secondsOf(match.slice(1, 5)), secondsOf(match.slice(5, 9))];
    const said = plainText(rows.slice(at + 1).join(' '));
    if (t1 > t0 && said !== '') lines.push({ t0, t1, text: visibleText(said, 500) });
    if (lines.length === MAX_LINES) break;
  }
  return lines.sort((a, b) => a.t0 - b.t0);
}

const secondsOf = ([hours = '0', minutes, seconds, fraction = '']: readonly (string | undefined)[]): number =>
  Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(fraction.padEnd(3, '0')) / 1000;

/** Without `<i>` and `{\an8}`; entities of WebVTT as the letters they stand for. */
const plainText = (text: string): string =>
  text
    .replaceAll(/<[^<>]{0,200}>|\{\\[^{}]{0,200}\}/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
