import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ApprovalDetail } from '../../src/contract/index.ts';
import type { Applied } from '../../src/main/ports.ts';
import { setStopped } from '../../src/main/stages/approve.ts';
import { type ActAccount, metaBehind, openAccount } from '../support/act/meta-account.ts';
import { type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** What was allowed before a stop does not leave behind it, however soon things go on again. */

let account: ActAccount;
let desk: Desk;
let home: string;
/** What comes of a change; `go` has Meta asked for it. */
let answer: (target: string, go: () => Promise<Applied>) => Promise<Applied>;
let look: () => Promise<void>;
let asking: Promise<unknown>;

async function open(): Promise<void> {
  const meta = metaBehind(account.origin, () => look());
  desk = await openDesk({
    home,
    adAccount: {
      ...meta,
      async apply(place, mutation, ...signals) {
        return answer(mutation.target, () => meta.apply(place, mutation, ...signals));
      },
    },
  });
}
const asMetaDoes: typeof answer = (_, go) => go();
const restsForAnHour: Applied = { kind: 'at rest', detail: 'Meta rests.', afterMs: 3_600_000 };
const kill = (stop: boolean) => desk.ask('approve.kill', { stop });
const stopAndGoOn = async () => {
  await kill(true);
  await kill(false);
};
const show = ({ item }: ApprovalDetail) => desk.ask('approve.show', { id: item.id });
const told = async (asked: ApprovalDetail) => {
  const { item, parts } = await show(asked);
  return [item.state, ...parts.map(({ state }) => state)];
};
const effects = () => account.effects().map(({ target, value }) => [target, value]);

/** The cut of 11 goes first. */
async function approved(): Promise<ApprovalDetail> {
  const changes = [
    { target: '11', after_minor: 4000 },
    { target: '12', after_minor: 6000 },
  ];
  const asked = await desk.ask('approve.proposeBudgets', { changes }, program);
  const { id, content_hash } = asked.item;
  asking = desk.ask('approve.confirm', { id, content_hash });
  return asked;
}
/** A batch of which one change is done, and the other waits an hour. */
async function halfSent(): Promise<ApprovalDetail> {
  answer = async (target, go) => (target === '12' ? restsForAnHour : go());
  const asked = await approved();
  await asking;
  expect(await told(asked)).toEqual(['sent', 'done', 'waiting']);
  answer = asMetaDoes;
  return asked;
}
async function endsHalfWay(asked: ApprovalDetail): Promise<void> {
  await expect.poll(() => told(asked)).toEqual(['failed', 'done', 'not done']);
  expect((await show(asked)).item.problem).toBe('1 of 2 done. Everything was stopped.');
  expect(effects()).toEqual([['11', '4000']]);
}

beforeEach(async () => {
  account = await openAccount();
  home = tempFolder();
  answer = asMetaDoes;
  look = async () => undefined;
  await open();
  for (const id of ['11', '12']) account.target(id);
});
afterEach(async () => {
  await asking;
  await desk.close();
  await account.close();
});

test('a batch whose rest waits an hour ends with the stop itself', async () => {
  const asked = await halfSent();
  await kill(true);
  await endsHalfWay(asked);
});

test('let go of at once, it ends all the same', async () => {
  const asked = await halfSent();
  await stopAndGoOn();
  await endsHalfWay(asked);
});

test('a process that ends behind the word of the stop alone leaves nothing that goes on', async () => {
  const asked = await halfSent();
  await setStopped(desk.approvals.parts, true, async () => undefined);
  await setStopped(desk.approvals.parts, false, async () => undefined);
  await desk.close();
  await open();
  await desk.approvals.restarted();
  await endsHalfWay(asked);
});

test('what Meta keeps waiting just while it is stopped and let go of does not wait on', async () => {
  answer = async () => {
    answer = asMetaDoes;
    await stopAndGoOn();
    return restsForAnHour;
  };
  const asked = await approved();
  await expect.poll(() => told(asked)).toEqual(['failed', 'not done', 'not done']);
  expect(effects()).toEqual([]);
});

test('a change that Meta took meanwhile comes to its end, and nothing follows it', async () => {
  answer = async (_, go) => {
    answer = asMetaDoes;
    const end = await go();
    await stopAndGoOn();
    return end;
  };
  await endsHalfWay(await approved());
});

test('a look that takes that long sends nothing', async () => {
  const asked = await halfSent();
  const looking = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  look = () => {
    begun.resolve();
    return looking.promise;
  };
  await desk.approvals.resume();
  await begun.promise;
  await stopAndGoOn();
  looking.resolve();
  await endsHalfWay(asked);
});

test('stopped and let go of between the last check and the call, the call does not leave', async () => {
  const { writer } = desk.store;
  const keep = writer.saveApproval;
  writer.saveApproval = async (...row) => {
    const kept = await keep(...row);
    if (row[1].some(({ state }) => state === 'intent')) {
      writer.saveApproval = keep;
      await stopAndGoOn();
    }
    return kept;
  };
  const asked = await approved();
  await expect.poll(() => told(asked)).toEqual(['failed', 'failed', 'not done']);
  expect(effects()).toEqual([]);
});

test.each([
  ['that Meta took is found, and the rest of its batch stays', 'lost', ['failed', 'done', 'not done']],
  ['that Meta never got is not sent again', 'reset', ['unknown', 'unknown', 'waiting']],
] as const)('a change with a lost reply %s', async (_, kind, end) => {
  await desk.ask('approve.setLimits', { settling_s: 1 });
  account.faults.push({ on: 'write', target: '11', kind });
  const found = Promise.withResolvers<void>();
  answer = (_, go) => {
    look = () => found.promise;
    return go();
  };
  const asked = await approved();
  await expect.poll(async () => (await show(asked)).item.state).toBe('unknown');
  await stopAndGoOn();
  found.resolve();
  if (kind === 'reset')
    await expect.poll(async () => (await show(asked)).item.problem).toContain('does not show the change');
  await expect.poll(() => told(asked)).toEqual(end);
  expect(effects()).toEqual(kind === 'lost' ? [['11', '4000']] : []);
});
