import { readsLikeAnOrder } from './instructions.ts';

/** On a narrow screen an order stands on so many lines. */
const mostLines = 6;

export interface Orders {
  /** Places of the lines that belong to one. */
  readonly held: ReadonlySet<number>;
  /** Each in one piece, in order. */
  readonly texts: readonly string[];
}

/**
 * Orders among lines that follow each other, though they wrap or come one after the other: of neighbours that read like
 * one only together, as few as will do.
 */
export function findOrders(lines: readonly string[]): Orders {
  const held = new Set<number>();
  const found: { at: number; text: string }[] = [];
  for (let count = 1; count <= mostLines; count += 1)
    for (let at = 0; at + count <= lines.length; at += 1) {
      const places = Array.from({ length: count }, (_, more) => at + more);
      if (places.some((place) => held.has(place))) continue;
      const text = lines.slice(at, at + count).join(' ');
      if (!readsLikeAnOrder(text)) continue;
      for (const place of places) held.add(place);
      found.push({ at, text });
    }
  return { held, texts: found.sort((a, b) => a.at - b.at).map(({ text }) => text) };
}
