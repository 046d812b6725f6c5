import { randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../../contract/index.ts';
import { isTimeZone } from '../../core/learn/ledger/days.ts';
import { askWhose, zoneOf } from '../../stages/ask-whose.ts';
import { isHeard, previewConversions } from '../../stages/import-conversions.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { sha256 } from '../sha256.ts';

type HookHandlers = Pick<Handlers, 'learn.hooks' | 'learn.openHook' | 'learn.closeHook' | 'learn.receive'>;

/** A source that was not let in takes as long to refuse as a wrong token. */
const nobody = sha256('');

export function hookHandlers({
  store: { reader, writer },
  clock,
  events,
  log,
}: Pick<Owner, 'store' | 'clock' | 'events' | 'log'>): HookHandlers {
  return {
    'learn.hooks': async () => ({ hooks: await reader.hooks() }),
    async 'learn.openHook'({ source, shop, currency, time_zone }) {
      await askWhose(reader, shop);
      const timeZone = await zoneOf(reader, { shop, time_zone });
      if (!isTimeZone(timeZone))
        throw new AppError('INVALID_INPUT', `time_zone: "${timeZone}" is no time zone.`);
      const token = randomBytes(24).toString('base64url');
      const digest = sha256(token);
      await writer.openHook({ source, shop, currency, timeZone, digest }, clock.now());
      const hook = (await reader.hooks()).find((one) => one.source === source);
      if (!hook) throw new AppError('CONFLICT', source);
      return { hook, token };
    },
    async 'learn.closeHook'({ source }) {
      if (!(await writer.closeHook(source))) throw new AppError('NOT_FOUND', `${source} was not let in.`);
      return { hooks: await reader.hooks() };
    },
    async 'learn.receive'({ source, token, text }) {
      const known = await reader.hookDigest(source);
      const right = timingSafeEqual(Buffer.from(sha256(token)), Buffer.from(known ?? nobody));
      if (known === null || !right)
        throw new AppError('AUTH_EXPIRED', `The token is not the one of ${source}.`);
      const hook = (await reader.hooks()).find((one) => one.source === source);
      const file = {
        source,
        text,
        map: {},
        time_zone: hook?.time_zone ?? 'UTC',
        currency: hook?.currency ?? null,
      };
      const at = clock.now();
      const { rows, read } = previewConversions(file, at);
      const bad = read.missing.length > 0 ? read.rows : read.bad.length;
      const { added } = await writer.addLedgerRows(rows, {
        words: text,
        shop: hook?.shop ?? null,
        told: isHeard(rows.length, bad) ? { source, at, how: 'post' } : null,
      });
      if (added > 0) events.emit({ type: 'revenue' });
      await writer.countHook(source, rows.length, bad, at);
      if (bad > 0) log.warn({ source, bad }, 'a tracker posted what cannot be read');
      if (rows.length === 0 && bad > 0)
        throw new AppError(
          'INVALID_INPUT',
          read.missing.length > 0
            ? `There is no ${read.missing.join(' and no ')}.`
            : `${read.bad[0]?.field ?? 'event'}: ${read.bad[0]?.problem}.`,
        );
      const noSale = read.no_sale.reduce((sum, one) => sum + one.rows, 0);
      return { added, known: rows.length - added, no_sale: noSale, bad: read.bad };
    },
  };
}
