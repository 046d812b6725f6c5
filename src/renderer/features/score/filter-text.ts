/** The filter as tokens. The text stays the truth; this only finds its pieces, the host understands them. */
export interface Token {
  readonly text: string;
  readonly not: boolean;
  /** Null for free text. */
  readonly field: string | null;
  readonly relation: string;
  readonly value: string;
}

const piece = /-?(?:[a-z_0-9]+(?:>=|<=|!=|[:=<>]))?(?:"[^"]*"?|[^\s"]+)+|-?[a-z_0-9]+(?:>=|<=|!=|[:=<>])/gi;
const term = /^(-?)([a-z_0-9]+)(>=|<=|!=|[:=<>])(.*)$/i;

const unquote = (text: string): string => text.replace(/^"(.*?)"?$/, '$1');

export const tokenOf = (text: string): Token => {
  const match = term.exec(text);
  if (!match) {
    const not = text.startsWith('-') && text.length > 1;
    return { text, not, field: null, relation: '', value: unquote(not ? text.slice(1) : text) };
  }
  const [, minus, field = '', relation = '', value = ''] = match;
  return { text, not: minus === '-', field, relation, value: unquote(value) };
};

export const tokensOf = (where: string): Token[] => (where.match(piece) ?? []).map(tokenOf);

/** Typed so far but not yet a question: `score>` would only be refused. */
export const isUnfinished = (token: Token): boolean => token.field !== null && token.value === '';

/** Complete pieces with a field become tokens; free text stays where it is typed. */
export const isTerm = (token: Token): boolean => token.field !== null && !isUnfinished(token);

export const join = (tokens: readonly Token[], draft = ''): string =>
  [...tokens.map(({ text }) => text), draft.trim()].filter((text) => text !== '').join(' ');
