/** "{client}_{file}_v{n}": one place is the name of the file, the others are whatever the user calls them. */
export interface NamePattern {
  readonly before: readonly Part[];
  readonly after: readonly Part[];
}
interface Part {
  /** Null for text that stands there as it is. */
  readonly place: string | null;
  readonly text: string;
}

const longest = 200;

/** Undefined where it has no {file}, has it twice, or two places without anything between them. */
export function readPattern(pattern: string): NamePattern | undefined {
  if (pattern.length > longest) return undefined;
  const parts = pattern
    .split(/(\{[a-z][a-z0-9 ]*\})/i)
    .filter((text) => text !== '')
    .map((text): Part => ({ place: /^\{.+\}$/.test(text) ? text.slice(1, -1).toLowerCase() : null, text }));
  const files = parts.filter(({ place }) => place === 'file').length;
  const touching = parts.some(({ place }, at) => place !== null && (parts[at + 1]?.place ?? null) !== null);
  if (files !== 1 || touching) return undefined;
  const at = parts.findIndex(({ place }) => place === 'file');
  return { before: parts.slice(0, at), after: parts.slice(at + 1) };
}

/**
 * What each place of the pattern holds in a name; undefined where the name is another one. The name of the file is what
 * the places around it leave over: it may hold the signs that stand between them.
 */
export function parseName({ before, after }: NamePattern, name: string): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  let [start, end] = [0, name.length];
  for (const [at, { place, text }] of before.entries()) {
    if (place === null) {
      if (!name.startsWith(text, start)) return undefined;
      start += text.length;
      continue;
    }
    const next = before[at + 1]?.text;
    const to = next === undefined ? -1 : name.indexOf(next, start);
    if (to <= start) return undefined;
    found[place] = name.slice(start, to);
    start = to;
  }
  for (let at = after.length - 1; at >= 0; at -= 1) {
    const { place, text } = after[at] as Part;
    if (place === null) {
      if (!name.slice(0, end).endsWith(text)) return undefined;
      end -= text.length;
      continue;
    }
    const previous = after[at - 1]?.text;
    const from = previous === undefined ? -1 : name.lastIndexOf(previous, end - 1) + previous.length;
    if (previous === undefined || from < previous.length || from >= end) return undefined;
    found[place] = name.slice(from, end);
    end = from;
  }
  if (start >= end) return undefined;
  return { ...found, file: name.slice(start, end) };
}
