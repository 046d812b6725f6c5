import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { MarkWriter } from '../../../src/renderer/api/mark-writer.ts';
import type { Transport } from '../../../src/renderer/api/transport.ts';
import { turning } from '../../../src/renderer/api/turning.ts';
import { marking } from '../../../src/renderer/features/review/use-marking.ts';
import { useToasts } from '../../../src/renderer/state/toasts.ts';
import { did, forget, redo, type Step, undo, useUndo } from '../../../src/renderer/state/undo.ts';
import { FakeHost } from '../../support/fake-api/fake-host.ts';
import { aRow } from '../../support/fake-api/rows.ts';

/** A number that a step moves by one, there and back. */
const counting = () => {
  const at = { value: 0, refused: false };
  const step = (text: string): Step => {
    let by = -1;
    at.value += 1;
    return {
      text,
      turn: async () => {
        if (at.refused) return false;
        at.value += by;
        by = -by;
        return true;
      },
    };
  };
  return { at, step };
};
const texts = () => useToasts.getState().toasts.map(({ text }) => text);

beforeEach(() => {
  useUndo.setState({ past: [], future: [] });
  useToasts.setState({ toasts: [] });
});

test('steps go back in their order and come again in theirs', async () => {
  const { at, step } = counting();
  for (const text of ['a', 'b', 'c']) did(step(text));
  expect(at.value).toBe(3);
  await undo();
  await undo();
  expect(at.value).toBe(1);
  expect(texts()).toEqual(['Undone: b']);
  await redo();
  expect(at.value).toBe(2);
  expect(texts()).toEqual(['Done again: b']);
  did(step('d'));
  await redo();
  expect(at.value).toBe(3);
  expect(useUndo.getState().future).toEqual([]);
});

test('a step aside leaves what can be done again, and is undone in its turn', async () => {
  const { at, step } = counting();
  for (const text of ['a', 'b']) did(step(text));
  await undo();
  did({ ...step('aside'), aside: true });
  expect(texts()).toEqual(['aside']);
  await redo();
  expect(texts()).toEqual(['Done again: b']);
  for (const text of ['b', 'aside', 'a']) {
    await undo();
    expect(texts()).toEqual([`Undone: ${text}`]);
  }
  expect(at.value).toBe(0);
});

test('it holds a hundred steps, and forgets the oldest', async () => {
  const { at, step } = counting();
  for (let n = 0; n < 130; n += 1) did(step(String(n)));
  for (let n = 0; n < 130; n += 1) await undo();
  expect(at.value).toBe(30);
});

test('a turn that is refused leaves the step where it was', async () => {
  const { at, step } = counting();
  did(step('a'));
  at.refused = true;
  await undo();
  expect(useUndo.getState()).toMatchObject({ past: [{ text: 'a' }], future: [] });
  expect(texts()).toEqual([]);
  at.refused = false;
  await undo();
  at.refused = true;
  await redo();
  expect(useUndo.getState()).toMatchObject({ past: [], future: [{ text: 'a' }] });
  expect(texts()).toEqual([]);
  expect(at.value).toBe(0);
});

test('of many steps one message stands, and one that came to nothing takes its message away', () => {
  const { step } = counting();
  const last = step('b');
  did(step('a'));
  did(last);
  expect(texts()).toEqual(['b']);
  forget(last);
  expect(texts()).toEqual([]);
  expect(useUndo.getState().past).toMatchObject([{ text: 'a' }]);
});

test('undo and redo before the first has answered come in their turn, whatever becomes of it', async () => {
  const at = { done: false, refused: false };
  const turn = (to: boolean) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (at.refused) return false;
    at.done = to;
    return true;
  };
  await turning('a', turn(true), turn(false));
  await Promise.all([undo(), redo()]);
  expect(at.done).toBe(true);
  await undo();
  expect(at.done).toBe(false);
  expect(useUndo.getState()).toMatchObject({ past: [], future: [{ text: 'a' }] });

  await redo();
  at.refused = true;
  await Promise.all([undo(), redo()]);
  expect(at.done).toBe(true);
  expect(useUndo.getState()).toMatchObject({ past: [{ text: 'a' }], future: [] });
  at.refused = false;
  await undo();
  expect(at.done).toBe(false);
});

test('undo while something is still being written takes that back, and not the step before it', async () => {
  const { at, step } = counting();
  const done = { removed: false };
  const turn = (to: boolean) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    done.removed = to;
    return true;
  };
  did(step('Picked'));
  const removing = turning('Removed', turn(true), turn(false));
  await undo();
  await removing;
  expect(done.removed).toBe(false);
  expect(at.value).toBe(1);
  expect(useUndo.getState()).toMatchObject({ past: [{ text: 'Picked' }], future: [{ text: 'Removed' }] });
});

test('what is refused leaves no step, and what could be done again', async () => {
  const { step } = counting();
  did(step('Picked'));
  await undo();
  expect(
    await turning(
      'Removed',
      async () => false,
      async () => true,
    ),
  ).toBe(false);
  expect(useUndo.getState()).toMatchObject({ past: [], future: [{ text: 'Picked' }] });
});

/** A host of one ad, and what marks it. */
function aMarking() {
  const rows = [aRow(0)];
  const host = new FakeHost({ rows });
  const mark = marking(
    new MarkWriter(((id: never, input: never) => host.call(id, input)) as Transport['call']),
  );
  return { host, mark, ids: rows.map(({ id }) => id) };
}

test('a mark undone and done again before it was written ends as was said, and one that changed nothing is no step', async () => {
  const { host, mark, ids } = aMarking();
  const pick = () => host.library.row(ids[0] as string)?.pick;
  const release = host.hold('review.mark');
  mark(ids, { pick: 'picked' }, 'Picked');
  const turned = Promise.all([undo(), redo()]);
  release();
  await turned;
  expect(pick()).toBe('picked');
  await undo();
  expect(pick()).toBe('none');
  await redo();
  expect(pick()).toBe('picked');
  mark(ids, { pick: 'picked' }, 'Picked again');
  await expect.poll(() => useUndo.getState().past).toMatchObject([{ text: 'Picked' }]);
  host.refuse('review.mark', 'DISK_FULL');
  mark(ids, { pick: 'rejected' }, 'Rejected');
  await undo();
  expect(pick()).toBe('picked');
  expect(useUndo.getState()).toMatchObject({ past: [{ text: 'Picked' }], future: [] });
  host.refuse('review.mark', 'DISK_FULL');
  await undo();
  expect(pick()).toBe('picked');
  expect(texts().at(-1)).toMatch(/^Not undone: Picked\. /);
});

test('of steps on the same ad, keys pressed one after the other end at what the last of them says', async () => {
  const { host, mark, ids } = aMarking();
  const rating = () => host.library.row(ids[0] as string)?.rating;
  const rate = (to: 1 | 3 | 5) => mark(ids, { rating: to }, `Rated ${to}`);
  const held = async (keys: () => Promise<void>[]): Promise<void> => {
    const release = host.hold('review.mark');
    const turned = keys();
    release();
    await Promise.all(turned);
  };
  await held(() => {
    rate(3);
    rate(5);
    return [undo(), undo()];
  });
  expect(rating()).toBeNull();
  await held(() => [redo(), redo()]);
  expect(rating()).toBe(5);
  await held(() => [undo(), undo(), redo(), redo()]);
  expect(rating()).toBe(5);
  // Also a mark that is made before the undo was written.
  await held(() => {
    rate(3);
    const undone = undo();
    rate(1);
    return [undone];
  });
  await expect.poll(rating).toBe(1);
  await undo();
  expect(rating()).toBe(5);
});

test('one that never answers holds what is marked behind it for 20 s and not for good', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { host, mark, ids } = aMarking();
  const pick = () => host.library.row(ids[0] as string)?.pick;
  await turning(
    'Set',
    async () => true,
    () => new Promise(() => undefined),
  );
  void undo();
  mark(ids, { pick: 'picked' }, 'Picked');
  await vi.advanceTimersByTimeAsync(19_900);
  expect(pick()).toBe('none');
  await vi.advanceTimersByTimeAsync(200);
  expect(pick()).toBe('picked');
});

test('a step that came to nothing leaves the message of the next, and what could be done again', async () => {
  const { step } = counting();
  const idle = step('idle');
  did(step('a'));
  await undo();
  did(idle);
  forget(idle);
  expect(useUndo.getState()).toMatchObject({ past: [], future: [{ text: 'a' }] });
  did(idle);
  did(step('b'));
  forget(idle);
  expect(texts()).toEqual(['b']);
  expect(useUndo.getState()).toMatchObject({ past: [{ text: 'b' }], future: [] });
});

test('of more than three messages those go first that close by themselves', () => {
  const { show } = useToasts.getState();
  show({ tone: 'error', text: 'not written' });
  for (const text of ['1', '2', '3']) show({ tone: 'done', text });
  expect(texts()).toEqual(['not written', '2', '3']);
  for (const text of ['no room', 'no line', 'no key']) show({ tone: 'error', text });
  expect(texts()).toEqual(['no room', 'no line', 'no key']);
  for (const text of ['picked', 'rated']) show({ tone: 'done', text });
  expect(texts()).toEqual(['no room', 'no line', 'no key', 'rated']);
  show({ tone: 'error', text: 'no ads' });
  expect(texts()).toEqual(['no line', 'no key', 'no ads']);
});
