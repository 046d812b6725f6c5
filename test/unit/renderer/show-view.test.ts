import { beforeEach, expect, test } from 'vitest';
import { showView } from '../../../src/renderer/features/score/show-view.ts';
import { redo, undo, useUndo } from '../../../src/renderer/state/undo.ts';
import { useView, viewState } from '../../../src/renderer/state/view.ts';

const own = [{ id: 'score', shown: true, width: 90 }];
const state = {
  where: 'score>70',
  sort: 'name',
  direction: 'asc',
  layout: 'table',
  columns: null,
} as const;

beforeEach(() => {
  useUndo.setState({ past: [], future: [] });
  useView.getState().set({ where: 'kind:video', sort: 'hook', direction: 'desc', layout: 'tiles' });
  useView.getState().chooseColumns(own);
});

test('what was filtered, and how it stood, comes back from a view by undo', async () => {
  const before = viewState();
  showView({ name: 'Strong', state });
  expect(viewState()).toEqual(state);
  await undo();
  expect(viewState()).toEqual(before);
  await redo();
  expect(viewState()).toEqual(state);
});

test('the columns of a view are not taken for one’s own, which are kept', () => {
  showView({ name: 'Strong', state });
  expect(useView.getState()).toMatchObject({ columns: null, ownColumns: own });
});
