import type { App } from '../app.ts';
import { call } from './client.ts';
import type { Flags } from './options.ts';
import { say, writeResult } from './output.ts';

export async function refreshHubspot(app: App, _args: readonly string[], flags: Flags): Promise<number> {
  const done = await call(app, 'learn.refreshHubspot', {});
  for (const { deal, problem } of done.bad) say(`deal ${deal}: ${problem}`);
  const { days, won, open } = await call(app, 'learn.salesCycle', {});
  const { joined } = done;
  const text = [
    `${done.deals} deals: ${done.added} said something new, ${done.known} did not, ${done.bad.length} cannot be used.`,
    `${joined.ad} name an ad, ${joined.campaign} a campaign alone, ${joined.neither} neither.`,
    days
      ? `Half of the deals are won within ${days.p50?.toFixed(1) ?? 'more than is known yet'} days (${won} won, ${open} open).`
      : `${won} deals were won; from 30 on the sales cycle is told.`,
  ];
  await writeResult(flags.json ? JSON.stringify(done) : text.join('\n'), flags.out);
  return 0;
}
