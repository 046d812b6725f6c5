import type { AdRow } from '../../../src/contract/index.ts';
import { matches } from '../../../src/main/core/score/filter.ts';
import { filterOrThrow } from '../../../src/main/core/score/parse-filter.ts';
import { fakeRoot } from './collections.ts';

/** The real filter language; a row of the fake has the facts of its ad that are no column of the grid. */
export const matcher = (where: string): ((row: AdRow) => boolean) => {
  const filter = filterOrThrow(where);
  return (row) =>
    matches(filter, { ...row, root: fakeRoot, codec: row.kind === 'video' ? 'h264' : 'png', words: '' });
};
