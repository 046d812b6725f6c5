export interface Match {
  /** Higher is better; only good for comparing matches of one query. */
  readonly score: number;
  /** Where the letters of the query stand in the text, for showing why it was found. */
  readonly at: ReadonlySet<number>;
}

const isWordStart = (text: string, index: number): boolean =>
  index === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(index - 1));

const run = (from: number, length: number): number[] => Array.from({ length }, (_, step) => from + step);

/** At the start of a word, else anywhere in one piece, else letter by letter in order. */
const findWord = (text: string, word: string): { score: number; at: number[] } | null => {
  let inside = -1;
  for (let from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + 1)) {
    if (isWordStart(text, from)) return { score: 3 - from / 1000, at: run(from, word.length) };
    if (inside < 0) inside = from;
  }
  if (inside >= 0) return { score: 2 - inside / 1000, at: run(inside, word.length) };
  const at: number[] = [];
  for (const letter of word) {
    const next = text.indexOf(letter, (at.at(-1) ?? -1) + 1);
    if (next < 0) return null;
    at.push(next);
  }
  const spread = (at.at(-1) ?? 0) - (at[0] ?? 0) + 1;
  return { score: word.length / spread, at };
};

/** Every word of the query must be found, in any order; null when one is not. */
export const fuzzyMatch = (query: string, text: string): Match | null => {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const lower = text.toLowerCase();
  // Some letters change their length in small type; then places in the text would be off by one.
  const comparable = lower.length === text.length ? lower : text;
  let score = -text.length / 10_000;
  const at = new Set<number>();
  for (const word of words) {
    const found = findWord(comparable, word);
    if (!found) return null;
    score += found.score;
    for (const index of found.at) at.add(index);
  }
  return { score, at };
};
