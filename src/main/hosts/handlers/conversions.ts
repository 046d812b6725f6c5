import { randomBytes } from 'node:crypto';
import { AppError, type ParsedInput } from '../../../contract/index.ts';
import { checkEvents, keepEvents } from '../../stages/send-conversions.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { sha256 } from '../sha256.ts';
import { actorOf, proposer } from './approve.ts';

type ConversionHandlers = Pick<Handlers, 'learn.checkEvents' | 'learn.proposeEvents' | 'learn.sentEvents'>;

export function conversionHandlers({ store, clock, approvals, metaPixel }: Owner): ConversionHandlers {
  const { reader, writer } = store;
  const parts = { reader, writer, clock, sha256 };
  const check = ({ pixel, ...file }: ParsedInput<'learn.checkEvents'>) =>
    checkEvents(parts, { ...file, pixel: pixel ?? metaPixel });

  return {
    'learn.checkEvents': async (file) => (await check(file)).checked,
    async 'learn.proposeEvents'(file, caller) {
      const { checked, ready } = await check(file);
      if (checked.pixel === null)
        throw new AppError('INVALID_INPUT', 'pixel: name the data set, or set META_PIXEL_ID.');
      if (ready.length === 0)
        throw new AppError('NOT_ENOUGH_DATA', 'No event of the file can be sent; the check says why.');
      await approvals.roomFor(actorOf(caller, approvals.person));
      const batch = `cb_${randomBytes(8).toString('hex')}`;
      const content = await keepEvents(parts, batch, checked.pixel, file.test_event_code, ready);
      const { item } = await proposer(approvals)(content, caller);
      return { ...checked, batch, approval: item.id };
    },
    async 'learn.sentEvents'({ batch }) {
      if (!(await reader.eventBatch(batch))) throw new AppError('NOT_FOUND', `No batch is called ${batch}.`);
      const events = await reader.sentEvents(batch);
      return { events: events.map(({ name, id, ...rest }) => ({ event_name: name, event_id: id, ...rest })) };
    },
  };
}
