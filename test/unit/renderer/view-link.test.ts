import { expect, test } from 'vitest';
import { viewOfLink } from '../../../src/renderer/features/score/read-view-link.ts';
import { linkOf } from '../../../src/renderer/features/score/view-link.ts';

const state = {
  where: 'client:"Fjörd & Søn" score>70',
  sort: 'score',
  direction: 'desc',
  layout: 'table',
  columns: [{ id: 'name', width: 300, shown: true }],
} as const;
const view = { id: 'view_00000001', name: 'Stark – 名', state: { ...state, columns: [...state.columns] } };

test('a view comes back from its link, and from the address of the window, without its id', () => {
  const link = linkOf(view);
  expect(link).toMatch(/^titan-ads:\/\/view\/[\w-]+$/);
  expect(viewOfLink(link)).toEqual({ name: view.name, state: view.state });
  expect(viewOfLink(link.replace('titan-ads://', '/'))).toEqual({ name: view.name, state: view.state });
});

test.each([
  '',
  'titan-ads://view/',
  'titan-ads://view/%%%',
  'titan-ads://view/e30',
  `titan-ads://view/${btoa('{"name":"x","state":{"where":1}}')}`,
  linkOf(view).slice(0, -5),
  'https://example.com/',
])('what is no link to a view is none: %s', (link) => {
  expect(viewOfLink(link)).toBeNull();
});

test('a place in the side list takes the place of the one before, and leaves the rest of the filter', async () => {
  const { placeTerm, placeTermOf, withPlace } = await import(
    '../../../src/renderer/features/score/filter-text.ts'
  );
  const term = placeTerm('in', 'C:\\ads "old"');
  expect(withPlace('client:"Nord" score>70 -in:old', term)).toBe(`${term} score>70 -in:old`);
  expect(placeTermOf(`score>70 ${term}`)).toBe(term);
  expect(withPlace(`${term} score>70`, null)).toBe('score>70');
});
