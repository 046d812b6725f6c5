import { expect, test } from 'vitest';
import type { Transport } from '../../../src/renderer/api/transport.ts';
import { PAGE, RowPages } from '../../../src/renderer/features/score/row-pages.ts';
import { useToasts } from '../../../src/renderer/state/toasts.ts';
import { FakeHost } from '../../support/fake-api/fake-host.ts';
import { rows } from '../../support/fake-api/rows.ts';

const over = (host: FakeHost, where = ''): RowPages =>
  new RowPages(((id, input) => host.call(id, input)) as Transport['call'], {
    where,
    sort: 'score',
    direction: 'desc',
  });

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('pages are read once each, and only where rows are needed', async () => {
  const host = new FakeHost({ rows: rows(1000) });
  const pages = over(host);
  await pages.open();
  pages.need(-20, 150);
  pages.need(100, 180);
  await settled();
  expect(pages.total).toBe(1000);
  expect(pages.row(150)?.id).toMatch(/^[0-9a-f]{16}$/);
  expect(pages.row(5 * PAGE)).toBeNull();
  expect(host.calls.map(({ input }) => (input as { offset: number }).offset)).toEqual([0, PAGE]);
});

test('an ad that is scored later moves no row of an open view', async () => {
  const host = new FakeHost({ rows: rows(250) });
  const pages = over(host);
  await pages.open();
  const first = pages.row(0)?.id;
  const { job_id } = (
    (await host.call('ingest.analyze', { paths: ['/ads'] })) as { value: { job_id: string } }
  ).value;
  host.advance(job_id, 40, { score: 99 });
  pages.need(0, 249);
  await settled();
  const ids = Array.from({ length: 250 }, (_, at) => pages.row(at)?.id);
  expect(pages.total).toBe(250);
  expect(ids[0]).toBe(first);
  expect(new Set(ids).size).toBe(250);
  expect(await pages.ids()).toEqual(ids);
});

test('everything is chosen of the view that is asked for, also while the rows of the last one still stand', async () => {
  const host = new FakeHost({ rows: rows(250) });
  const pages = over(host);
  await pages.open();
  const films = await pages.idsOf({ ...pages.input, where: 'kind:video' });
  expect(films).toEqual(host.library.view({ where: 'kind:video', sort: 'score' }).map(({ id }) => id));
  expect(films.length).toBeLessThan(250);
  expect(await pages.idsOf(pages.input)).toHaveLength(250);
  expect(host.calls.filter(({ id }) => id === 'score.ids')).toHaveLength(2);
});

test('order that could not be read is told, and asked for again', async () => {
  const host = new FakeHost({ rows: rows(250) });
  const pages = over(host);
  await pages.open();
  host.refuse('score.ids', 'DISK_FULL');
  expect(await pages.ids()).toEqual([]);
  expect(useToasts.getState().toasts).toMatchObject([{ tone: 'error', text: 'The disk is full.' }]);
  host.refuse('score.ids', null);
  expect(await pages.ids()).toHaveLength(250);
});

test('the same view read again has what was looked at, another begins anew', async () => {
  const host = new FakeHost({ rows: rows(400) });
  const pages = over(host);
  await pages.open();
  pages.need(230, 290);
  await settled();
  const [gone, after] = [pages.row(250)?.id as string, pages.row(251)?.id];
  await host.call('library.remove', { ads: [gone] });
  const again = pages.again(pages.input);
  await again.open();
  expect(again).toMatchObject({ continues: true, total: 399 });
  expect([again.row(250)?.id, again.row(150)]).toEqual([after, null]);
  expect(pages.again({ ...pages.input, where: 'kind:video' }).continues).toBe(false);
});

test('a refused page keeps what was read and says why', async () => {
  const host = new FakeHost({ rows: rows(300) });
  const pages = over(host);
  await pages.open();
  host.refuse('score.rows', 'STORE_CORRUPT');
  pages.need(0, 250);
  await settled();
  expect(pages.error?.code).toBe('STORE_CORRUPT');
  expect(pages.row(0)).not.toBeNull();
});

test('deciding on ads shifts no page of the view that they were chosen from', async () => {
  const host = new FakeHost({ rows: rows(350) });
  const pages = over(host, 'pick:none');
  await pages.open();
  const order = await pages.ids();
  expect(order).toHaveLength(350);
  // As if the first hundred were gone through with P and X.
  await host.call('review.mark', { changes: [{ ads: order.slice(0, 100), pick: 'picked' }] });
  pages.need(100, 349);
  await settled();
  expect(Array.from({ length: 350 }, (_, at) => pages.row(at)?.id)).toEqual(order);
  await pages.refresh();
  expect(pages.row(0)).toMatchObject({ id: order[0], pick: 'picked' });
  expect(pages.total).toBe(350);
});

test('the first rows stay, however far one has gone: the best of the view are shown above all others', async () => {
  const pages = over(new FakeHost({ rows: rows(100 * PAGE) }));
  await pages.open();
  const first = pages.row(0);
  for (let page = 1; page < 100; page += 1) {
    pages.need(page * PAGE, page * PAGE + 1);
    await settled();
  }
  expect(pages.row(0)).toEqual(first);
  expect(pages.row(PAGE)).toBeNull();
});
