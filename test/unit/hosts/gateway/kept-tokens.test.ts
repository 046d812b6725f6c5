import { expect, it } from 'vitest';
import type { AppError } from '../../../../src/contract/index.ts';
import type { App } from '../../../../src/main/hosts/app.ts';
import { systemClock } from '../../../../src/main/hosts/clock.ts';
import { createEvents } from '../../../../src/main/hosts/events.ts';
import { createKeptTokens } from '../../../../src/main/hosts/gateway/kept-tokens.ts';
import { accessHandlers } from '../../../../src/main/hosts/handlers/access.ts';
import { tempStore } from '../../../support/temp-store.ts';

it('a token that is taken away while it is asked whose it is opens nothing', async () => {
  const store = await tempStore(systemClock.now);
  const events = createEvents();
  const handlers = accessHandlers({ store, clock: systemClock, events });
  const person = { host: 'electron', scopes: ['read', 'propose', 'approve'], person: true } as const;
  const make = (name: string) => handlers['access.makeToken']({ name, scopes: 'read' }, person);
  let afterAnswer: (() => Promise<unknown>) | undefined;
  const call: App['call'] = async (_id, input) => {
    try {
      const value = await handlers['access.whose'](input as { digest: string }, person);
      await afterAnswer?.();
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: (error as AppError).toFailure() };
    } finally {
      afterAnswer = undefined;
    }
  };
  const tokens = createKeptTokens({ call }, () => 0);
  events.subscribe(({ type }) => type === 'tokens' && tokens.endStreams());
  const [mine, other] = [await make('mine'), await make('other')];

  afterAnswer = () => handlers['access.revokeToken']({ id: other.made.id }, person);
  expect((await tokens.clientOf(mine.token))?.ended.signal.aborted).toBe(false);
  afterAnswer = () => handlers['access.revokeToken']({ id: mine.made.id }, person);
  await expect(tokens.clientOf(mine.token)).rejects.toMatchObject({ code: 'AUTH_EXPIRED' });
});
