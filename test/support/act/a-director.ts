import { systemClock } from '../../../src/main/hosts/clock.ts';
import { createDirector } from '../../../src/main/hosts/director.ts';
import { createProgramSpend } from '../../../src/main/hosts/program-spend.ts';
import type { Clock } from '../../../src/main/ports.ts';
import type { Store } from '../../../src/main/store/index.ts';
import type { Emulator } from '../../emulators/server.ts';
import { silent } from '../silent-log.ts';

interface Choice {
  /** May change under it. */
  readonly seat?: { readonly account: string };
  readonly clock?: Clock;
}

/** A Director over a real store that asks an emulator. */
export const aDirector = (
  store: Store,
  claude: Pick<Emulator, 'url'>,
  { seat = { account: 'a' }, clock = systemClock }: Choice = {},
) =>
  createDirector({
    access: async () => ({
      off: null,
      connection: { apiKey: 'anthropic-key', baseUrl: claude.url, timeoutMs: 30_000 },
      model: 'claude-sonnet-5-5',
      host: 'h',
      ...seat,
    }),
    store,
    programs: createProgramSpend(store.reader, clock),
    clock,
    events: { emit: () => undefined },
    log: silent,
  });
