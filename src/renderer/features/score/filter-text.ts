/** The filter as tokens. The text stays the truth; this only finds its pieces, the host understands them. */
export interface Token {
  readonly text: string;
  readonly not: boolean;
  /** Null for free text. */
  readonly field: string | null;
  readonly relation: string;
  readonly value: string;
}

const relation = '(?::(?=[<>]))?(?::|=|<=|>=|<|>)';
const value = '(?:"(?:[^"\\\\]|\\\\.)*"?|[^\\s|"]+)';
const piece = new RegExp(
  `-?(?:[\\p{L}\\p{N}_]+${relation})?${value}(?:\\|${value}?)*|-?[\\p{L}\\p{N}_]+${relation}`,
  'gu',
);
const eachValue = new RegExp(value, 'gu');
const term = new RegExp(`^(-?)([\\p{L}\\p{N}_]+)(${relation})(.*)$`, 'su');

const unquote = (text: string): string =>
  text.replace(/"((?:[^"\\]|\\.)*)"?/g, (_, inner: string) => inner.replace(/\\(["\\])/g, '$1'));

export const tokenOf = (text: string): Token => {
  const match = term.exec(text);
  if (!match) {
    const not = text.startsWith('-') && text.length > 1;
    return { text, not, field: null, relation: '', value: unquote(not ? text.slice(1) : text) };
  }
  const [, minus, field = '', sign = '', rest = ''] = match;
  return { text, not: minus === '-', field, relation: sign, value: unquote(rest) };
};

export const tokensOf = (where: string): Token[] => (where.match(piece) ?? []).map(tokenOf);

/** Typed so far but not yet a question: `score>` would only be refused. */
export const isUnfinished = (token: Token): boolean => token.field !== null && token.value === '';

/** Its last quote is not closed yet: a space belongs to the value. */
export const isOpen = ({ text }: Token): boolean => text.replace(/\\./g, '').split('"').length % 2 === 0;

/** Complete pieces with a field become tokens; free text stays where it is typed. */
export const isTerm = (token: Token): boolean => token.field !== null && !isUnfinished(token);

/** Where in the library one looks: a client or a folder, of which the side list shows one at a time. */
export const placeTerm = (field: 'client' | 'in', value: string): string => `${field}:${quoted(value)}`;

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const isPlace = ({ field, not }: Token): boolean =>
  !not && (field?.toLowerCase() === 'client' || field?.toLowerCase() === 'in');

export const placeTermOf = (where: string): string | null => tokensOf(where).find(isPlace)?.text ?? null;

/** The filter with another place in it, or with none. */
export const withPlace = (where: string, term: string | null): string => {
  const rest = tokensOf(where).filter((token) => !isPlace(token));
  return join(term === null ? rest : [tokenOf(term), ...rest]);
};

/** The filter after a client got another name, as the host renames it in saved views: also as one of several. */
export const withClientNamed = (where: string, from: string, to: string): string => {
  const named = quoted(to);
  const renamed = (written: string): string =>
    unquote(written).toLowerCase() === from.toLowerCase() ? named : written;
  return join(
    tokensOf(where).map((token) => {
      const [, minus, field, sign, values] = term.exec(token.text) ?? [];
      return field?.toLowerCase() === 'client' && values !== undefined
        ? tokenOf(`${minus}${field}${sign}${values.replace(eachValue, renamed)}`)
        : token;
    }),
  );
};

export const join = (tokens: readonly Token[], draft = ''): string =>
  [...tokens.map(({ text }) => text), draft.trim()].filter((text) => text !== '').join(' ');
