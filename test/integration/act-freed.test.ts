import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError, type ApprovalDetail } from '../../src/contract/index.ts';
import type { Content } from '../../src/main/core/approve/content.ts';
import { type ActAccount, metaBehind, openAccount } from '../support/act/meta-account.ts';
import { type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A decision: 12 is paused (−50.00), 11 cut (−10.00), 14 resumed (+50.00); a person says yes to each on its own. */

let account: ActAccount;
let desk: Desk;
let requests: Record<'pause' | 'cut' | 'resume', ApprovalDetail>;
/** What happens, once, before the n-th look at the account from now. */
let atLook: { n: number; happens: () => void } | null = null;

const place = { account: '1203844', client: '1203844', currency: 'EUR' };
const asked = (content: Content) =>
  desk.approvals.request({ content, by: { kind: 'agent', id: 'gateway' }, adId: null, decisionId: 'dec_1' });
const confirm = ({ item }: ApprovalDetail): Promise<ApprovalDetail> =>
  desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'allowed',
    (error: { failure: { message: string } }) => error.failure.message,
  );
const effects = () => account.effects().map(({ target, value }) => `${target} ${value}`);

beforeEach(async () => {
  account = await openAccount();
  for (const id of ['11', '12', '14']) account.target(id);
  atLook = null;
  desk = await openDesk({
    home: tempFolder(),
    adAccount: metaBehind(account.origin, async () => {
      if (atLook) atLook.n -= 1;
      if (atLook?.n === 0) {
        const { happens } = atLook;
        atLook = null;
        happens();
      }
    }),
  });
  await confirm(await desk.ask('approve.proposeSwitch', { to: 'pause', targets: ['14'] }, program));
  account.changes.length = 0;
  const switches = (target: string) => [{ target, budgetMinor: 5000 }];
  const changes = [{ target: '11', beforeMinor: 5000, afterMinor: 4000 }];
  requests = {
    pause: await asked({ ...place, kind: 'pause', switches: switches('12') }),
    cut: await asked({ ...place, kind: 'budget change', changes }),
    resume: await asked({ ...place, kind: 'resume', switches: switches('14') }),
  };
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

test('what is resumed waits for the pause as for the cut, in whichever order a person says yes', async () => {
  const { pause, cut, resume } = requests;
  expect(await refusal(confirm(resume))).toContain('approve that request first');
  await confirm(cut);
  expect(await refusal(confirm(resume))).toContain('what pausing 12 would free');
  await confirm(pause);
  expect((await confirm(resume)).item.state).toBe('confirmed');
  expect(effects()).toEqual(['11 4000', '12 PAUSED', '14 ACTIVE']);
});

test('what was freed at the yes and is spent again before the call ends it', async () => {
  const { pause, cut, resume } = requests;
  await confirm(pause);
  await confirm(cut);
  // Two before the yes, one for the claim; then the money that it spends is looked for.
  atLook = { n: 4, happens: () => account.target('11', 5000) };
  const { item } = await confirm(resume);
  expect(item).toMatchObject({ state: 'voided', problem: expect.stringContaining('11 has more a day') });
  expect(effects()).toEqual(['12 PAUSED', '11 4000']);
});

test('a line that is lost at that look is waited for', async () => {
  const { pause, cut, resume } = requests;
  await confirm(pause);
  await confirm(cut);
  atLook = {
    n: 4,
    happens: () => {
      throw new AppError('OFFLINE', 'There is no line.');
    },
  };
  await confirm(resume);
  await expect.poll(effects).toEqual(['12 PAUSED', '11 4000', '14 ACTIVE']);
});
