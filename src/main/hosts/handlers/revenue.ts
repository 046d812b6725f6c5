import { ratesAt } from '../../core/learn/ledger/rates.ts';
import { zoneOf } from '../../stages/ask-whose.ts';
import { importConversions, previewConversions } from '../../stages/import-conversions.ts';
import { revenueFor } from '../../stages/learn-revenue.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type RevenueHandlers = Pick<
  Handlers,
  | 'learn.revenue'
  | 'learn.previewConversions'
  | 'learn.importConversions'
  | 'learn.takeBackImport'
  | 'learn.rates'
  | 'learn.setRate'
>;

export function revenueHandlers({ store: { reader, writer }, clock, events }: Owner): RevenueHandlers {
  const rates = async () => ({ rates: ratesAt(await reader.rates(), null) });
  return {
    'learn.revenue': (input) => revenueFor({ reader, clock }, input),
    'learn.previewConversions': async (file) => {
      const time_zone = await zoneOf(reader, file);
      return previewConversions({ ...file, time_zone }, clock.now()).read;
    },
    async 'learn.importConversions'(file) {
      const done = await importConversions({ reader, writer, clock }, file);
      if (done.added + done.taken_back > 0) events.emit({ type: 'revenue' });
      return done;
    },
    async 'learn.takeBackImport'({ source, text }) {
      const taken_back = await writer.takeBack({ source, words: text, at: clock.now() });
      if (taken_back > 0) events.emit({ type: 'revenue' });
      return { taken_back };
    },
    'learn.rates': rates,
    async 'learn.setRate'(rate) {
      await writer.setRate(rate, clock.now());
      events.emit({ type: 'revenue' });
      return rates();
    },
  };
}
