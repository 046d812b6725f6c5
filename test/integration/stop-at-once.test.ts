import { expect, onTestFinished, test, vi } from 'vitest';
import { metaAt, openAccount } from '../support/act/meta-account.ts';
import { atRest, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

const targets = Array.from({ length: 12 }, (_, n) => `${11 + n}`);

test('"Stop everything" ends a batch at once, also while the library is busy with a long write', async () => {
  const account = await openAccount();
  for (const id of targets) account.target(id);
  const desk = await openDesk({ home: tempFolder(), adAccount: metaAt(account.origin) });
  onTestFinished(async () => {
    await desk.close();
    await account.close();
  });
  const changes = targets.map((target) => ({ target, after_minor: 5100 }));
  const { item } = await desk.ask('approve.proposeBudgets', { changes }, program);
  const { writer } = desk.store;
  const write = writer.setApprovalPolicy;
  const busy = Promise.withResolvers<void>();
  vi.spyOn(writer, 'setApprovalPolicy').mockImplementation((...asked) =>
    busy.promise.then(() => write(...asked)),
  );
  const confirming = desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });
  await expect.poll(() => account.effects().length, { interval: 1 }).toBeGreaterThan(0);
  const stopping = desk.ask('approve.kill', { stop: true });
  const pressed = account.effects().length;
  await vi.waitFor(async () => {
    const { parts } = await desk.ask('approve.show', { id: item.id });
    expect(parts.some(({ state }) => state === 'not done')).toBe(true);
  });
  // The call that had left may still arrive.
  expect(account.effects().length).toBeLessThanOrEqual(pressed + 1);
  busy.resolve();
  expect(await stopping).toEqual({ stopped: true, cancelled: 0 });
  await confirming;
  await atRest(desk);
  expect(account.effects().length).toBeLessThanOrEqual(pressed + 1);
  expect((await desk.ask('approve.show', { id: item.id })).item.state).toBe('failed');
});

test('"Stop everything" while it is still being let go of ends what began in between', async () => {
  const begun = Promise.withResolvers<AbortSignal>();
  const desk = await openDesk({
    home: tempFolder(),
    tagged: {
      publish: {
        async send(_content, _tag, _signal, stop) {
          begun.resolve(stop);
          await new Promise((resolve) => stop.addEventListener('abort', resolve));
          return { kind: 'refused', code: 'STOPPED', detail: 'Everything was stopped.' };
        },
      },
    },
  });
  onTestFinished(() => desk.close());
  await desk.ask('approve.kill', { stop: true });
  const { writer } = desk.store;
  const write = writer.setApprovalPolicy;
  const busy = Promise.withResolvers<void>();
  vi.spyOn(writer, 'setApprovalPolicy').mockImplementation((change, said) =>
    said.what === 'let go on' ? write(change, said) : busy.promise.then(() => write(change, said)),
  );
  const letting = desk.ask('approve.kill', { stop: false });
  const stopping = desk.ask('approve.kill', { stop: true });
  await letting;
  const place = { account: '1203844', client: '1203844', currency: 'EUR' };
  const { item } = await desk.approvals.request({
    content: { ...place, kind: 'publish', amountMinor: 0, details: {} },
    by: { kind: 'agent', id: 'mcp' },
    adId: null,
    decisionId: null,
  });
  const confirming = desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });
  const signal = await begun.promise;
  busy.resolve();
  await stopping;
  expect(signal.aborted).toBe(true);
  expect((await confirming).item.state).toBe('failed');
});
