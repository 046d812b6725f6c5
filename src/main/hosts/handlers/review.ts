import type { AdId } from '../../../contract/index.ts';
import { placements } from '../../core/weights/placements-1.ts';
import type { Handlers } from '../bind.ts';
import { readCurves } from '../curves-file.ts';
import type { Owner } from '../owner.ts';

type Review = Pick<Handlers, Extract<keyof Handlers, `review.${string}`>>;

/** Beyond this a window reads what it shows again; that is less than what it would be told. */
const mostToldAds = 500;

export function reviewHandlers({ store, events, clock }: Owner): Review {
  const { reader, writer } = store;
  async function tell(ids: readonly AdId[]): Promise<void> {
    const marks = ids.length > mostToldAds ? [] : await reader.marksOf(ids);
    if (ids.length > 0) events.emit({ type: 'marks', marks });
  }
  return {
    async 'review.mark'({ changes }) {
      const before = await writer.mark(changes);
      await tell([...new Set(before.flatMap(({ ads }) => ads))]);
      return { before };
    },
    async 'review.note'({ ad, id, note }) {
      const written = await writer.setNote(ad, id, note, clock.now());
      await tell([ad]);
      return written;
    },
    async 'review.curves'({ ad }) {
      return { curves: await readCurves(store.pictureFolder(await reader.resolve(ad))) };
    },
    'review.placements': async () => ({
      placements: placements.map(({ keepOut, ...placement }) => ({ ...placement, keep_out: keepOut })),
    }),
    'review.tags': async () => ({ tags: await reader.tags() }),
  };
}
