import { AppError } from '../../../contract/index.ts';
import { compareAds } from '../../core/score/compare.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

export const compareHandlers = ({ store, library }: Owner): Pick<Handlers, 'score.compare'> => ({
  async 'score.compare'({ ads }) {
    const ids: string[] = [];
    for (const ad of ads) ids.push(await store.reader.resolve(ad));
    if (new Set(ids).size < ids.length)
      throw new AppError('INVALID_INPUT', 'ads: two of them are the same ad.');
    return compareAds(await store.reader.ads(ids, library.factsOf));
  },
});
