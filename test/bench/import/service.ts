import { metaEmulator } from '../../emulators/meta/emulator.ts';
import { token } from '../../support/meta/token.ts';
import { berlin, makeAccounts } from '../../support/meta/world.ts';

/** Meta with one account, in a process of its own; its clock stands still, at a moment that may be given. */
const [ads = 1000, days = 90, nowMs = Date.parse('2026-10-20T12:00:00Z')] = process.argv.slice(2).map(Number);
const plan = {
  ...berlin,
  campaigns: 10,
  adSetsEach: 5,
  adsEach: Math.ceil(ads / 50),
};
const accounts = makeAccounts([plan], days, nowMs, 11);
const emulator = await metaEmulator({ accounts, nowMs: () => nowMs, token, quickReports: true });
process.on('message', () => {
  process.send?.(
    emulator.seen
      .filter(({ method, path }) => method === 'GET' && !path.includes('/me/'))
      .map(({ path, query }) => `${path}?${query}`),
  );
});
process.send?.(emulator.origin);
