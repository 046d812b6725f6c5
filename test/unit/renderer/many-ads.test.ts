import { beforeEach, expect, test, vi } from 'vitest';
import type { Input } from '../../../src/contract/index.ts';
import { failure } from '../../../src/renderer/api/failures.ts';
import { inParts } from '../../../src/renderer/api/in-parts.ts';
import { failed, type Transport } from '../../../src/renderer/api/transport.ts';
import { adActions } from '../../../src/renderer/features/score/use-ad-actions.ts';
import { collectionChanges } from '../../../src/renderer/features/score/use-collections.ts';
import { undo, useUndo } from '../../../src/renderer/state/undo.ts';
import { FakeHost } from '../../support/fake-api/fake-host.ts';
import { aRow } from '../../support/fake-api/rows.ts';

const rows = Array.from({ length: 60_000 }, (_, index) => aRow(index));
const every = rows.map(({ id }) => id);
const start = () => {
  const host = new FakeHost({ rows });
  const call = ((id: never, input: never) => host.call(id, input)) as Transport['call'];
  const asked = (id: string) => host.calls.filter((one) => one.id === id).map(({ input }) => input);
  return { host, call, asked };
};
const inAll = (inputs: readonly unknown[]): number =>
  inputs.reduce<number>((sum, input) => sum + (input as { ads: string[] }).ads.length, 0);

beforeEach(() => {
  vi.stubGlobal('window', { location: { hash: '' } });
  useUndo.setState({ past: [], future: [] });
  return () => vi.unstubAllGlobals();
});

test('any number of ads is taken out of the library, and one step brings all of them back', async () => {
  const { host, call, asked } = start();
  expect(await adActions(call).remove(every, '60,000 ads')).toBe(true);
  expect(host.library.removed.size).toBe(60_000);
  for (const input of asked('library.remove')) expect(JSON.stringify(input).length).toBeLessThan(1024 * 1024);
  expect(useUndo.getState().past).toHaveLength(1);
  await undo();
  expect(host.library.removed.size).toBe(0);
  expect(inAll(asked('library.restore'))).toBe(60_000);
});

test('any number of ads is given to a client, and one step takes all of them back', async () => {
  const { host, call, asked } = start();
  const change = collectionChanges(call);
  const id = await change.newClient('Vellune');
  expect(await change.assign({ id: id as string, name: 'Vellune' }, every, [])).toBe(true);
  const given = () =>
    asked('collections.assign').flatMap((input) => (input as Input<'collections.assign'>).changes);
  expect(inAll(given())).toBe(60_000);
  expect(useUndo.getState().past).toHaveLength(2);
  await undo();
  expect(inAll(given())).toBe(120_000);
  expect(host.calls.at(-1)?.id).toBe('collections.assign');
});

test('all of them are measured again by one job', async () => {
  const { call, asked } = start();
  await adActions(call).again(every, '60,000 ads');
  expect(asked('library.again')).toHaveLength(1);
});

test('a part that is refused takes all back', async () => {
  const members = new Set<string>();
  const answer = await inParts(
    [{ ads: every.slice(0, 12_000) }],
    async (part) => {
      if (members.size === 10_000) return failed(failure('DISK_FULL', 'full'));
      for (const { ads } of part) for (const id of ads) members.add(id);
      return { ok: true, value: part };
    },
    async (part) => {
      for (const { ads } of part) for (const id of ads) members.delete(id);
      return { ok: true, value: [] };
    },
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } });
  expect(members.size).toBe(0);
});
