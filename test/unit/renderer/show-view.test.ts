import { beforeEach, expect, test } from 'vitest';
import { columnsAsUsual, showView } from '../../../src/renderer/features/score/show-view.ts';
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

test('columns as usual under a view come back with one’s own as they were', async () => {
  showView({ name: 'Strong', state: { ...state, columns: [{ id: 'hook', shown: true, width: 40 }] } });
  const before = useView.getState().columns;
  columnsAsUsual();
  expect(useView.getState()).toMatchObject({ columns: null, ownColumns: null });
  await undo();
  expect(useView.getState()).toMatchObject({ columns: before, ownColumns: own });
  await redo();
  expect(useView.getState()).toMatchObject({ columns: null, ownColumns: null });
});
