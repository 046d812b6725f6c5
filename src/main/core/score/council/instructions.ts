import { patterns, together } from './order-signs.ts';

/** In letters; among more words than this some signs always are. */
const longestSaid = 140;

/** Letters of other alphabets that look like Latin ones, as far as they are used to hide words. */
const lookalikes: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ο: 'o',
  α: 'a',
  ι: 'i',
};

/**
 * Whether a text speaks to a judge or a program and not to a customer. Only a sign for people and a reason to keep the
 * line out of a prompt: what protects the score is that the ad's words are data, the judge has no tools, and the score
 * follows from items (`reliability.md` 8).
 */
export const readsLikeAnOrder = (text: string): boolean => {
  const shown = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    // Lines of these are joined without a space.
    .replace(/(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]) (?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])/gu, '')
    .toLowerCase();
  const latin = /[a-z]/.test(shown)
    ? shown.replace(/[а-яіѕοαι]/g, (letter) => lookalikes[letter] ?? letter)
    : shown;
  return [...new Set([shown, latin, spelled(latin)])].some(isOrder);
};

/** "i g n o r e" and "1gn0re" as words. */
const spelled = (text: string): string =>
  text
    .replace(/\b(\p{L}) (?=\p{L}\b)/gu, '$1')
    .replace(/(?<=[a-z])0|0(?=[a-z])/g, 'o')
    .replace(/(?<=[a-z])1|1(?=[a-z])/g, 'i')
    .replace(/(?<=[a-z])3|3(?=[a-z])/g, 'e')
    .replace(/(?<=[a-z])4|4(?=[a-z])/g, 'a');

const isOrder = (text: string): boolean =>
  patterns.some((pattern) => pattern.test(text)) ||
  text
    .split(/(?<=[.!?])\s+/)
    .filter((said) => said.length <= longestSaid)
    .some((said) => together.some((signs) => signs.every((sign) => sign.test(said))));
