import { expect, it } from 'vitest';
import type { Job } from '../../../../src/contract/index.ts';
import { type QuitChoice, quitGuard } from '../../../../src/main/hosts/electron/quit-guard.ts';
import { runningJobs } from '../../../../src/main/hosts/electron/running-jobs.ts';
import { aJob } from '../../../support/fake-api/a-job.ts';

const start = (answer: QuitChoice) => {
  const jobs = runningJobs();
  const did: string[] = [];
  const guard = quitGuard({
    jobs: jobs.list,
    ask: async (asked) => {
      did.push(`ask ${asked.length}`);
      return answer;
    },
    hide: () => did.push('hide'),
    quit: () => did.push('quit'),
  });
  let seq = 0;
  const tell = (job: Job): void => {
    seq += 1;
    jobs.receive({ type: 'job', seq, job });
    guard.afterEvent();
  };
  return { guard, did, tell, settled: () => new Promise((resolve) => setImmediate(resolve)) };
};
const job = (state: Job['state']) => aJob(1, { state }, {});

it('lets go at once while nothing runs; paused and waiting jobs lose nothing', () => {
  const { guard, did, tell } = start('stay');
  expect(guard.holds()).toBe(false);
  tell(job('paused'));
  tell(aJob(2, { state: 'waiting' }, {}));
  expect(guard.holds()).toBe(false);
  expect(did).toEqual([]);
});

it('asks once, however often the window is closed, and stays when it is told to', async () => {
  const { guard, did, tell, settled } = start('stay');
  tell(job('running'));
  expect([guard.holds(), guard.holds()]).toEqual([true, true]);
  await settled();
  expect(did).toEqual(['ask 1']);
  expect(guard.holds()).toBe(true);
});

it('quits now', async () => {
  const { guard, did, tell, settled } = start('quit');
  tell(job('running'));
  guard.holds();
  await settled();
  expect(did).toEqual(['ask 1', 'quit']);
  expect(guard.holds()).toBe(false);
});

it('finishes out of sight, then quits by itself', async () => {
  const { guard, did, tell, settled } = start('finish');
  tell(job('running'));
  guard.holds();
  await settled();
  tell(job('running'));
  expect(did).toEqual(['ask 1', 'hide']);
  tell(job('done'));
  expect(did).toEqual(['ask 1', 'hide', 'quit']);
  expect(guard.holds()).toBe(false);
});

it('stays when the window is called back before the job ends', async () => {
  const { guard, did, tell, settled } = start('finish');
  tell(job('running'));
  guard.holds();
  await settled();
  guard.stay();
  tell(job('done'));
  expect(did).toEqual(['ask 1', 'hide']);
});

it('does not hold up the system', () => {
  const { guard, tell } = start('stay');
  tell(job('running'));
  guard.giveWay();
  expect(guard.holds()).toBe(false);
});
