import { visibleName } from './visible-name.ts';

/** The same for a text of several lines, cut to so many UTF-16 units and never inside a character. */
export function visibleText(text: string, most: number): string {
  // What is spelled out only gets longer, so no more than this can be needed.
  const lines = text.slice(0, most).split(/\r\n|\r|\n/);
  const visible = lines.map(visibleName).join('\n');
  if (visible.length <= most) return visible;
  let cut = '';
  for (const letter of visible) {
    if (cut.length + letter.length > most) break;
    cut += letter;
  }
  return cut;
}
