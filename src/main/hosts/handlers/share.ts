import { setImmediate } from 'node:timers/promises';
import { AppError, type ParsedInput } from '../../../contract/index.ts';
import { type Question, type SharedAd, whatTheyShare } from '../../core/score/share.ts';
import { kindQuestions, readNumbers, readWords } from '../../core/score/share-questions.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { toView } from './score.ts';

type Asked = ParsedInput<'score.share'>;

/** Whole ads read at a time, so that other calls are answered in between. */
const batch = 50;
/** Any number: the same ads give the same intervals. */
const seed = 1;

export function shareHandlers({ store, library }: Owner): Pick<Handlers, 'score.share'> {
  const { reader } = store;
  const idsOf = (where: string, asked: Asked): Promise<string[]> =>
    reader.ids(toView({ ...asked, where: `${asked.where} ${where}`, sort: 'score' }));

  /** The chosen ads, and those that they are compared with. */
  async function sidesOf(asked: Asked): Promise<{ chosen: ReadonlySet<string>; all: readonly string[] }> {
    if (asked.ids) {
      const all = await idsOf('', asked);
      return { chosen: new Set(asked.ids), all: [...new Set([...all, ...asked.ids])] };
    }
    if (asked.top === 'pick')
      return { chosen: new Set(await idsOf('pick:picked', asked)), all: await idsOf('', asked) };
    if (asked.top === 'rating')
      return { chosen: new Set(await idsOf('rating>=4', asked)), all: await idsOf('-rating:none', asked) };
    const all = await idsOf('-score:none', asked);
    return { chosen: new Set(all.slice(0, Math.floor(all.length / 4))), all };
  }

  return {
    async 'score.share'(asked) {
      if ((asked.ids === undefined) === (asked.top === undefined))
        throw new AppError('INVALID_INPUT', 'Give either ids or top.');
      const { chosen, all } = await sidesOf(asked);
      await library.settled(reader);
      const numbers = new Map<string, Question>();
      const shared: SharedAd[] = [];
      for (let at = 0; at < all.length; at += batch) {
        for (const ad of await reader.ads(all.slice(at, at + batch), library.factsOf))
          shared.push({
            concept: ad.library.near_duplicate_of ?? ad.id,
            chosen: chosen.has(ad.id),
            numbers: readNumbers(ad, numbers),
            words: readWords(ad),
          });
        await setImmediate();
      }
      return whatTheyShare(shared, [...numbers.values()], kindQuestions, seed);
    },
  };
}
