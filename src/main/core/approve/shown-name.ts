import { visibleName } from '../ingest/visible-name.ts';
import { visibleText } from '../ingest/visible-text.ts';

/** Names and words that somebody else chose, as an approver is shown them: none may turn round or hide what stands beside it. */

/** Null where there is nothing to see. */
export const shownName = (name: string | undefined): string | null =>
  name === undefined || name.trim() === '' ? null : visibleName(name);

/** In a sentence of ours, with its ends told: it may read like the rest of that sentence. */
export const quoted = (name: string): string =>
  `\u201c${visibleName(name).replace(/[\u201c\u201d]/g, '"')}\u201d`;

/** What a target is called in a sentence of ours; its id where it has no name. */
export const nameOf = ({
  target,
  name,
}: {
  readonly target: string;
  readonly name?: string | undefined;
}): string => {
  const shown = shownName(name);
  return shown === null ? target : quoted(shown);
};

/** Words that would be published: a space that breaks no line is seen as what it is there, a space. */
export const shownText = (text: string): string =>
  visibleText(text.replace(/[\u00a0\u202f]/g, ' '), Number.POSITIVE_INFINITY);
