import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '../../src/contract/index.ts';
import { metaAt, openAccount } from '../support/act/meta-account.ts';
import { openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('of several ad accounts a request is for the one that its targets were read in', async () => {
  const account = await openAccount();
  for (const id of ['11', '12']) account.target(id);
  const several = () => Promise.reject(new AppError('NOT_CONNECTED', 'Several ad accounts are connected.'));
  const desk = await openDesk({
    home: tempFolder(),
    adAccount: { ...metaAt(account.origin), account: several },
  });
  onTestFinished(async () => {
    await desk.close();
    await account.close();
  });
  const { writer } = desk.store;
  const at = new Date().toISOString();
  const running = { status: 'ACTIVE', effectiveStatus: 'ACTIVE', lifetimeBudgetMinor: null };
  for (const [id, ids] of [
    ['1203844', ['11', '12']],
    ['7', ['71']],
  ] as const) {
    await writer.saveMetaAccount({ id, name: `Account ${id}`, currency: 'EUR', timeZone: 'UTC' }, at);
    const campaignId = `9${id}`;
    const campaign = { ...running, id: campaignId, name: 'All', dailyBudgetMinor: null, objective: null };
    const adSets = ids.map((own) => ({
      ...running,
      id: own,
      name: `Ad set ${own}`,
      campaignId,
      dailyBudgetMinor: 5000,
      optimizationGoal: null,
      learningStatus: null,
      editedAt: null,
    }));
    await writer.saveStructure(id, { campaigns: [campaign], adSets }, at);
  }
  const change = (...targets: string[]) =>
    desk.ask(
      'approve.proposeBudgets',
      { changes: targets.map((target) => ({ target, after_minor: 6000 })) },
      program,
    );
  expect((await change('11', '12')).item).toMatchObject({ state: 'proposed', account: '1203844' });
  const paused = await desk.ask('approve.proposeSwitch', { to: 'pause', targets: ['11'] }, program);
  expect(paused.item).toMatchObject({ kind: 'pause', account: '1203844' });
  await expect(change('11', '71')).rejects.toMatchObject({
    failure: { code: 'INVALID_INPUT', message: expect.stringContaining('several ad accounts') },
  });
  await expect(change('13')).rejects.toMatchObject({ failure: { code: 'NOT_CONNECTED' } });
});
