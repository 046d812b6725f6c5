/** A process with the app opened, asked over IPC: started in numbers, and killed, by owner.test.ts. */
import { openApp } from '../../src/main/hosts/compose.ts';

const app = await openApp({ role: 'app' });
app.subscribe((event) => {
  if (event.type === 'settings') process.send?.({ event: event.type });
});
process.on(
  'message',
  async (message: { n: number; id: string; input?: unknown; person?: true; close?: true }) => {
    if (message.close) {
      await app.close();
      process.disconnect();
      return;
    }
    if (message.id === 'locate') {
      const value = await app.locate('thumb', message.input as string);
      process.send?.({ n: message.n, result: { ok: true, value } });
      return;
    }
    const program = { host: 'cli', scopes: ['read', 'propose'], person: false } as const;
    const person = { host: 'cli', scopes: ['read', 'propose', 'approve'], person: true } as const;
    const caller = message.person ? person : program;
    process.send?.({ n: message.n, result: await app.call(message.id, message.input, caller) });
  },
);
process.send?.({ open: true });
