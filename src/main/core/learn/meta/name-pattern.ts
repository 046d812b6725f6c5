/** "{client}_{file}_v{n}", or "utm_content={hook}-{file}": one place is the name of the file, the others are whatever the user calls them. */
export interface NamePattern {
  /** The UTM parameter whose value is read; null for the name of the ad. */
  readonly utm: string | null;
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
export function readPattern(given: string): NamePattern | undefined {
  if (given.length > longest) return undefined;
  const [, utm = null, pattern = ''] = /^(?:(utm_[a-z_]{1,40})=)?(.*)$/s.exec(given) ?? [];
  const parts = pattern
    .split(/(\{[a-z][a-z0-9 ]*\})/i)
    .filter((text) => text !== '')
    .map((text): Part => ({ place: /^\{.+\}$/.test(text) ? text.slice(1, -1).toLowerCase() : null, text }));
  const files = parts.filter(({ place }) => place === 'file').length;
  const touching = parts.some(({ place }, at) => place !== null && (parts[at + 1]?.place ?? null) !== null);
  if (files !== 1 || touching) return undefined;
  const at = parts.findIndex(({ place }) => place === 'file');
  return { utm, before: parts.slice(0, at), after: parts.slice(at + 1) };
}

/** What a pattern reads of an ad: its name, or a parameter of its link with the names that Meta puts in. */
export function textToRead(
  { utm }: NamePattern,
  { id, name, tags }: { readonly id: string; readonly name: string; readonly tags: string },
): string {
  if (utm === null) return name;
  const told = tags.split('&').find((pair) => pair.startsWith(`${utm}=`)) ?? '';
  const value = decoded(told.slice(utm.length + 1).replaceAll('+', ' '));
  return value.replaceAll('{{ad.name}}', name).replaceAll('{{ad.id}}', id);
}

/** A parameter may hold a lone "%". */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
