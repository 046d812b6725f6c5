import {
  AppError,
  type ConversionsImported,
  type EventsChecked,
  type ParsedInput,
  type Rate,
  type Revenue,
} from '../../../src/contract/index.ts';
import { answerOf } from '../../../src/main/core/learn/ledger/answer.ts';
import { type LedgerRow, type Statement, wordsOf } from '../../../src/main/core/learn/ledger/row.ts';
import { previewConversions } from '../../../src/main/stages/import-conversions.ts';
import { checkedOf, eventsIn } from '../../../src/main/stages/send-conversions.ts';

const now = '2026-11-20T09:15:00.000Z';

/** It knows the clock of no ad account. */
const zoned = (file: ParsedInput<'learn.importConversions'>) => ({
  ...file,
  time_zone: file.time_zone ?? 'UTC',
});

/** The ledger of the fake host: the real rules over rows in memory, without accounts. */
export class FakeLedger {
  /** Names of the ad accounts of every ad, where they are several. */
  several: readonly string[] = [];
  readonly rows: LedgerRow[] = [];
  rates: Rate[] = [];

  preview = (file: ParsedInput<'learn.previewConversions'>) => previewConversions(zoned(file), now).read;

  /** Nothing was taken before: there is no Meta behind it. */
  checkEvents({ pixel: given, ...file }: ParsedInput<'learn.checkEvents'>): EventsChecked {
    const pixel = given ?? null;
    const found = eventsIn({ ...file, pixel }, now, (text) => `hash of ${text.length} letters`);
    return checkedOf(pixel, found, new Set()).checked;
  }

  import(file: ParsedInput<'learn.importConversions'>): ConversionsImported {
    const { rows, read } = previewConversions(zoned(file), now);
    const words = (row: Statement): string => JSON.stringify(wordsOf(row));
    const { shop } = file;
    const gone = this.rows.filter(({ takenBack }) => takenBack).map(({ eventId }) => eventId);
    this.rows.splice(0, this.rows.length, ...this.rows.filter(({ eventId }) => !gone.includes(eventId)));
    const fresh = rows.filter((row) => !this.rows.some((known) => words(known) === words(row)));
    this.rows.push(...fresh.map((row) => ({ ...row, shop, account: null })));
    return { ...read, added: fresh.length, known: rows.length - fresh.length, overruled: 0, taken_back: 0 };
  }

  /** All that was told by this name: there is one file of each here. */
  takeBack({ source }: ParsedInput<'learn.takeBackImport'>): { taken_back: number } {
    const told = this.rows.filter((row) => row.source === source);
    this.rows.push(...told.map((row) => ({ ...row, status: 'declined' as const, takenBack: true })));
    return { taken_back: told.length };
  }

  revenue(question: ParsedInput<'learn.revenue'>): Revenue {
    const { kind, id } = question;
    const rows = this.rows.filter((row) => row[kind] === id);
    if (rows.length + this.several.length === 0) throw new AppError('NOT_FOUND', id);
    const place = {
      ads: kind === 'ad' ? [id] : [],
      campaigns: kind === 'campaign' ? [id] : [],
      account: null,
      several: this.several,
    };
    return answerOf(question, { place, rows, metaDays: [], rates: this.rates, now });
  }

  setRate({ from, to, day, rate }: ParsedInput<'learn.setRate'>): { rates: Rate[] } {
    this.rates = this.rates.filter((one) => one.from !== from || one.to !== to || one.day !== day);
    if (rate !== null) this.rates.push({ from, to, day, rate });
    return { rates: this.rates };
  }
}
