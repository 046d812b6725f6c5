import { expect, onTestFinished, test } from 'vitest';
import type { ApprovalDetail } from '../../../src/contract/index.ts';
import type { Content } from '../../../src/main/core/approve/content.ts';
import { systemClock } from '../../../src/main/hosts/clock.ts';
import type { Reach } from '../../../src/main/ports.ts';
import { consentContent, consentExecutor } from '../../../src/main/stages/let-data-leave.ts';
import { modelSpendExecutor, runContent } from '../../../src/main/stages/spend-on-models.ts';
import { atRest, openDesk } from '../../support/act/open-desk.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const service = { judge: 'anthropic', model: 'claude-x', account: 'api.anthropic.com …4f2a' } as const;
const reached: Reach = async () => ({ off: null, model: service.model, account: service.account });
const never = <T>(): Promise<T> => new Promise(() => undefined);
type Moment = 'agree' | 'begin' | 'begun';

/** A queue over a real store. What hangs at `diesAt` is a process that is gone: it never hears of anything again. */
async function queue(home: string, { reach = reached, diesAt }: { reach?: Reach; diesAt?: Moment } = {}) {
  const runs: number[] = [];
  const at = <T>(moment: Moment, then: () => Promise<T>): Promise<T> =>
    moment === diesAt ? never() : then();
  const store = () => desk.store;
  const agreeTo = (key: string, account: string) =>
    at('agree', () => store().writer.agreeTo(key, account, systemClock.now()));
  const desk: Awaited<ReturnType<typeof openDesk>> = await openDesk({
    home,
    tagged: {
      'model spend': modelSpendExecutor({
        reach,
        agreeTo,
        job: (id) => store().reader.job(id),
        begin: (id, title, payload) =>
          at('begin', async () => {
            const job = await store().writer.createJudgeJob(title, payload, systemClock.now(), id);
            runs.push(payload.ceilingMicroUsd);
            await at('begun', async () => job);
          }),
      }),
      'data leaves': consentExecutor({
        reach,
        agreeTo,
        agreedTo: () => store().reader.agreedTo(),
      }),
    },
  });
  onTestFinished(() => (diesAt ? desk.store.close() : desk.close()));
  await desk.ask('approve.setLimits', { settling_s: 0 });
  const asked = (content: Content): Promise<ApprovalDetail> =>
    desk.approvals.request({
      content,
      by: { kind: 'agent', id: 'mcp' },
      adId: null,
      decisionId: null,
    });
  const confirm = ({ item }: ApprovalDetail) =>
    desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });
  const jobs = () => desk.store.reader.jobs({ kinds: ['judge'], limit: 100 });
  return { desk, asked, confirm, jobs, runs };
}

const ads = [{ id: 'aaaa', file: 'spring.mp4' }];
const run = runContent(ads, [{ ...service, gets: 'up to 12 frames of each ad' }], {
  cents: 1250,
  cheaper: false,
});
const consent = consentContent(service.account, {
  service: 'openai',
  use: 'answer questions',
  host: 'api.openai.com',
  gets: 'questions',
});

test('a run is begun once it is approved, once, with exactly the ceiling and the models that were shown', async () => {
  const { desk, asked, confirm, jobs } = await queue(tempFolder());
  const request = await asked(run);
  expect(request.item).toMatchObject({
    kind: 'model spend',
    title: 'Have 1 ad judged for at most 12.50 USD',
    amount_minor: 1250,
    currency: 'USD',
  });
  expect(request.facts.find(({ name }) => name === 'services')?.value).toContain('model claude-x');
  expect(request.facts.find(({ name }) => name === 'ads')?.value).toBe('aaaa spring.mp4');
  expect(await jobs()).toEqual([]);
  expect(await desk.store.reader.agreedTo()).toEqual([]);
  const presses = await Promise.allSettled(Array.from({ length: 20 }, () => confirm(request)));
  expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [job, ...more] = await jobs();
  expect(more).toEqual([]);
  expect(await desk.store.reader.judgePayload(job?.id ?? '')).toMatchObject({
    adIds: ['aaaa'],
    ceilingMicroUsd: 12_500_000,
    only: [service],
  });
  expect(await desk.ask('approve.show', { id: request.item.id })).toMatchObject({
    item: { state: 'confirmed' },
    parts: [{ answer_id: job?.id }],
    undo: false,
  });
});

test.each(['agree', 'begin', 'begun'] as const)(
  'killed at "%s", it has begun once after the next start',
  async (diesAt) => {
    const home = tempFolder();
    const first = await queue(home, { diesAt });
    const request = await first.asked(run);
    void first.confirm(request).catch(() => undefined);
    await expect
      .poll(async () => (await first.desk.store.reader.approvalParts(request.item.id))[0]?.state)
      .toBe('intent');
    if (diesAt === 'begun') await expect.poll(() => first.runs.length).toBe(1);
    const next = await queue(home);
    await next.desk.approvals.restarted();
    await atRest(next.desk);
    expect((await next.desk.ask('approve.show', { id: request.item.id })).item.state).toBe('confirmed');
    expect(await next.jobs()).toHaveLength(1);
    expect([...first.runs, ...next.runs]).toEqual([12_500_000]);
  },
);

test('a model or an account that is another by now gets nothing', async () => {
  for (const now of [
    { off: null, model: 'claude-y', account: service.account },
    { off: null, model: service.model, account: 'api.anthropic.com …9999' },
    { off: 'Nothing is connected for anthropic.' },
  ]) {
    const { desk, asked, confirm, jobs } = await queue(tempFolder(), { reach: async () => now });
    expect((await confirm(await asked(run))).item).toMatchObject({ state: 'failed' });
    expect(await jobs()).toEqual([]);
    expect(await desk.store.reader.agreedTo()).toEqual([]);
  }
});

test('a consent is kept once it is approved, for that use of that account, and no other', async () => {
  const { desk, asked, confirm } = await queue(tempFolder());
  const request = await asked(consent);
  expect(request.item.title).toBe('Let api.openai.com get data to answer questions');
  await desk.ask('approve.reject', { id: (await asked(consent)).item.id, reason: 'Not there.' });
  expect(await desk.store.reader.agreedTo()).toEqual([]);
  expect((await confirm(request)).item.state).toBe('confirmed');
  expect(await desk.store.reader.agreedTo()).toEqual([
    { judge: 'director openai', account: service.account },
  ]);
  const other = consentContent('api.openai.com …0000', { ...consentDetails, use: 'judge ads' });
  expect((await confirm(await asked(other))).item.state).toBe('failed');
  expect(await desk.store.reader.agreedTo()).toHaveLength(1);
});

const consentDetails = { service: 'openai', host: 'api.openai.com', gets: 'frames' } as const;
