import { importConversions, previewConversions } from '../../stages/import-conversions.ts';
import { revenueFor } from '../../stages/learn-revenue.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type RevenueHandlers = Pick<
  Handlers,
  'learn.revenue' | 'learn.previewConversions' | 'learn.importConversions' | 'learn.rates' | 'learn.setRate'
>;

export function revenueHandlers({ store: { reader, writer }, clock }: Owner): RevenueHandlers {
  return {
    'learn.revenue': (input) => revenueFor({ reader, clock }, input),
    'learn.previewConversions': async (file) => previewConversions(file, clock.now()).read,
    'learn.importConversions': (file) => importConversions({ writer, clock }, file),
    'learn.rates': async () => ({ rates: await reader.rates() }),
    async 'learn.setRate'(rate) {
      await writer.setRate(rate);
      return { rates: await reader.rates() };
    },
  };
}
