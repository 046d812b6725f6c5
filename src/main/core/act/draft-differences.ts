import { quoted, shownText } from '../approve/shown-name.ts';

/** What a person reads of each part of a story, by the field that holds it at Meta. */
const words: Readonly<Record<string, string>> = {
  message: 'the text',
  name: 'the headline',
  title: 'the headline',
  link: 'the link',
  type: 'the button',
  page_id: 'the Page',
  image_hash: 'the picture',
  video_id: 'the film',
};

/** In quotes of ours, and nothing in it turns round or hides what stands beside it. */
const toldOf = (found: unknown): string =>
  typeof found === 'string' ? quoted(shownText(found)) : quoted(JSON.stringify(found));

/** What was asked for and is not there, or not as it was asked for; what Meta adds by itself is none of it. */
export function draftDifferences(asked: object, shown: unknown): string[] {
  const held = (typeof shown === 'object' && shown !== null ? shown : {}) as Readonly<
    Record<string, unknown>
  >;
  return Object.entries(asked).flatMap(([field, wanted]): string[] => {
    // Meta may keep a copy of its own of the picture in front of a film.
    if (field === 'image_hash' && 'video_id' in asked) return [];
    const found = held[field];
    if (typeof wanted === 'object' && wanted !== null) return draftDifferences(wanted, found);
    if (String(wanted) === String(found)) return [];
    const what = words[field] ?? field;
    return [`${what} is ${found === undefined ? 'missing' : toldOf(found)}`];
  });
}
