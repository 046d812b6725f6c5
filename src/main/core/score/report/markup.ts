/** Markup that may stand in a document as it is. Only `html` makes it, so text from outside is always escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | null | readonly Markup[];

/** A template whose values are text unless they are markup themselves; null leaves nothing. */
export const html = (fixed: TemplateStringsArray, ...values: readonly Part[]): Markup =>
  new Markup(fixed.reduce((text, piece, at) => text + print(values[at - 1] ?? null) + piece));

function print(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  return typeof part === 'object' ? part.map(({ text }) => text).join('') : escaped(String(part));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] as string);

/** For a list of which there may be nothing. */
export const when = (shown: unknown, markup: () => Markup): Markup | null => (shown ? markup() : null);
