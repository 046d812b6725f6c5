import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ActAccount, metaAt, openAccount } from '../support/act/meta-account.ts';
import { type Desk, openDesk, program } from '../support/act/open-desk.ts';
import { tempFolder } from '../support/temp-folder.ts';

let account: ActAccount;
let desk: Desk;

beforeEach(async () => {
  account = await openAccount();
  desk = await openDesk({ home: tempFolder(), adAccount: metaAt(account.origin) });
});
afterEach(async () => {
  await desk.close();
  await account.close();
});

/** `reliability.md` A10. */
test('of two requests for one budget that are approved at once the later never overwrites the earlier', async () => {
  const ask = (target: string, after_minor: number) =>
    desk.ask('approve.proposeBudgets', { changes: [{ target, after_minor }] }, program);
  const ends: string[][] = [];
  for (let race = 0; race < 30; race += 1) {
    const target = `${100 + race}`;
    account.target(target);
    const asked = [await ask(target, 5200), await ask(target, 4900)];
    const ways = await Promise.all(
      asked.map(({ item }) =>
        desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash, typed_minor: null }).then(
          (end) => `${end.item.state} ${end.item.problem ?? ''}`,
          (error: { failure: { message: string } }) => error.failure.message,
        ),
      ),
    );
    ends.push(ways);
  }
  expect(account.effects()).toHaveLength(30);
  const won = 'confirmed ';
  const late = ends.map((ways) => ways.filter((way) => way !== won));
  expect(late.every((ways) => ways.length === 1)).toBe(true);
  for (const [way] of late)
    expect(way).toMatch(/Changed outside: budget of “Ad set \d+” is (52|49)\.00 EUR, not 50\.00 EUR/);
});
