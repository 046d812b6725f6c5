/** `fields` as Google reads it: only what is named comes back, and nested names stand in brackets. */
export function masked(value: Record<string, unknown>, fields: string | null): Record<string, unknown> {
  if (fields === null || fields === '*') return value;
  return pick(value, parse(fields)) as Record<string, unknown>;
}

type Mask = Map<string, Mask | null>;

function parse(text: string): Mask {
  const mask: Mask = new Map();
  let at = 0;
  while (at < text.length) {
    const [name = ''] = /^[A-Za-z0-9]+/.exec(text.slice(at)) ?? [];
    if (name === '') throw new Error(`Invalid field selection at ${at}: ${text}`);
    at += name.length;
    let inner: Mask | null = null;
    if (text[at] === '(') {
      const end = closing(text, at);
      inner = parse(text.slice(at + 1, end));
      at = end + 1;
    }
    mask.set(name, inner);
    if (at < text.length && text[at] !== ',') throw new Error(`Invalid field selection at ${at}: ${text}`);
    at += 1;
  }
  return mask;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`Unbalanced field selection: ${text}`);
}

function pick(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => mask.has(name))
      .map(([name, inside]) => [name, mask.get(name) ? pick(inside, mask.get(name) as Mask) : inside]),
  );
}
