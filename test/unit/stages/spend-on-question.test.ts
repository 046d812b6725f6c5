import { expect, onTestFinished, test } from 'vitest';
import { directorHandlers } from '../../../src/main/hosts/handlers/director.ts';
import { eitherSpend, questionExecutor } from '../../../src/main/stages/spend-on-question.ts';
import { emulateAnthropic } from '../../emulators/anthropic.ts';
import { aDirector } from '../../support/act/a-director.ts';
import { openDesk, window } from '../../support/act/open-desk.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const never = <T>(): Promise<T> => new Promise(() => undefined);
const noRun = { send: () => Promise.reject(new Error('No run is begun here.')) };

interface Choice {
  readonly home?: string;
  /** A process that is gone once the question is asked: it never hears of anything again. */
  readonly dies?: boolean;
}

/** A Director and a queue over one real store; the model is the emulator's. */
async function open({ home = tempFolder(), dies = false }: Choice = {}) {
  const claude = await emulateAnthropic({ play: () => ({ text: 'All three are alike.' }) });
  const seat = { account: 'host 4f2a' };
  const desk = await openDesk({
    home,
    tagged: {
      'model spend': eitherSpend(
        noRun,
        questionExecutor({
          async goOn(...asked) {
            await director.goOn(...asked);
            if (dies) await never();
          },
          hasTurn: (turn) => desk.store.reader.hasTurn(turn),
        }),
      ),
    },
  });
  const director = aDirector(desk.store, claude, { seat });
  const handlers = directorHandlers({ director, approvals: desk.approvals }, desk.call);
  onTestFinished(async () => {
    await director.close();
    await (dies ? desk.store.close() : desk.close());
    await claude.close();
  });
  await desk.ask('approve.setLimits', { settling_s: 0 });
  return {
    home,
    desk,
    director,
    seat,
    asked: () => claude.log.length,
    turns: async (id: string) => (await director.show(id)).turns,
    more: async (id: string, ceiling_usd: number) =>
      handlers['director.proposeMore']({ id, ceiling_usd }, { ...window, person: false }),
    /** Its ceiling is below what the first call may cost. */
    async refused(): Promise<string> {
      const question = { question: 'Which of them?', service: 'anthropic' as const, ads: [], agree: true };
      const { conversation } = await director.ask({ ...question, ceiling_usd: 0.0001 }, window);
      await expect.poll(async () => (await director.show(conversation)).turns[0]?.state).toBe('failed');
      return conversation;
    },
    confirm: ({ item: { id, content_hash } }: { item: { id: string; content_hash: string } }) =>
      desk.ask('approve.confirm', { id, content_hash }),
  };
}

test('a question above its ceiling asks for approval, and once it is approved goes on by itself, once', async () => {
  const { refused, more, confirm, turns, asked } = await open();
  const talk = await refused();
  expect(await turns(talk)).toMatchObject([{ problem: { code: 'BUDGET_REACHED' }, cost_usd: 0 }]);
  await expect(more(talk, 0.00005)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const request = await more(talk, 2.5);
  expect(request.item).toMatchObject({
    kind: 'model spend',
    title: 'Answer a question for at most 2.50 USD',
    amount_minor: 250,
    account: 'host 4f2a',
  });
  expect(request.facts.find(({ name }) => name === 'question')?.value).toBe('Which of them?');
  await expect(more(talk, 3)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(asked()).toBe(0);

  const presses = await Promise.allSettled(Array.from({ length: 20 }, () => confirm(request)));
  expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect.poll(async () => (await turns(talk)).map(({ state }) => state)).toEqual(['failed', 'done']);
  expect((await turns(talk)).at(-1)).toMatchObject({
    id: request.item.id.replace('ap_', 'turn_'),
    question: 'Which of them?',
    ceiling_usd: 2.5,
    answer: { text: 'All three are alike.' },
  });
  expect(asked()).toBe(1);
  await expect(more(talk, 9)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('killed once it was asked, it is not asked a second time, and says that it was cut off', async () => {
  const first = await open({ dies: true });
  const talk = await first.refused();
  const request = await first.more(talk, 2.5);
  void first.confirm(request).catch(() => undefined);
  await expect.poll(async () => (await first.turns(talk)).length).toBe(2);
  await first.director.close();
  const next = await open({ home: first.home });
  await next.desk.approvals.restarted();
  const state = async () => (await next.desk.ask('approve.show', { id: request.item.id })).item.state;
  await expect.poll(state).toBe('confirmed');
  expect(await next.turns(talk)).toHaveLength(2);
  expect(next.asked()).toBe(0);
});

test('by another account by now, nothing is asked, and the request says so', async () => {
  const { refused, more, confirm, turns, seat, asked } = await open();
  const talk = await refused();
  const request = await more(talk, 2.5);
  seat.account = 'host 9999';
  expect((await confirm(request)).item).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('host 9999'),
  });
  expect(await turns(talk)).toHaveLength(1);
  expect(asked()).toBe(0);
});
