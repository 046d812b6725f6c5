import { expect, test } from 'vitest';
import { viewsOfFile } from '../../../src/renderer/features/score/read-view-file.ts';
import { viewFile } from '../../../src/renderer/features/score/view-file.ts';

const view = {
  id: 'view_00000001',
  name: 'Strong "Fjord"',
  state: {
    where: 'score>70',
    sort: 'score',
    direction: 'desc',
    group: 'hook',
    layout: 'table',
    columns: null,
  },
} as const;

test('a file of views reads back as it was, without the ids of this library', () => {
  expect(viewsOfFile(viewFile([view]))).toEqual([{ name: view.name, state: view.state }]);
});

test('what is no file of views is none', () => {
  const wrong = JSON.stringify({ titan_views: 1, views: [{ name: '', state: view.state }] });
  for (const text of ['', '{', '[]', '{"titan_views":2,"views":[]}', wrong])
    expect(viewsOfFile(text)).toBeNull();
});
