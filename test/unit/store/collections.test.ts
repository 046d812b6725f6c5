import { beforeEach, describe, expect, it } from 'vitest';
import type { Assignment } from '../../../src/contract/index.ts';
import { filterOrThrow } from '../../../src/main/core/score/parse-filter.ts';
import type { Store } from '../../../src/main/store/index.ts';
import { tempStore } from '../../support/temp-store.ts';
import { aJob, anAd, analyzed, at, shaOf } from './ads.ts';

const id = (n: number): string => shaOf(n).slice(0, 16);
const fjord = { id: 'client_0000000f', name: 'Fjord' };
const nord = { id: 'client_00000000', name: 'Nord' };
const state = {
  where: '',
  sort: 'score',
  direction: 'desc',
  layout: 'table',

  columns: null,
} as const;
const paths = ['a.mp4', 'spring/b.mp4', 'spring/cut/c.mp4', 'springtime/d.mp4'];

let store: Store;
beforeEach(async () => {
  store = await tempStore(() => at);
  const items = await aJob(store, '/ads', paths);
  for (const [n, item] of items.entries()) await store.writer.finishItem(item, analyzed(anAd(shaOf(n))));
  await store.writer.saveClient(fjord);
  await store.writer.saveClient(nord);
});

const given = (change: Partial<Assignment>): Assignment => ({
  client: null,
  ads: [],
  folders: [],
  ...change,
});
/** Indices of the ads that a filter finds. */
const found = async (where: string): Promise<number[]> =>
  (await store.reader.ids({ filter: filterOrThrow(where), sort: 'added', direction: 'asc' })).map((each) =>
    Number.parseInt(each, 16),
  );

describe('clients', () => {
  it('have the ads and the folders that were given to them; the nearest folder counts, and the ad itself most', async () => {
    await store.writer.assign([
      given({ client: fjord.id, folders: [{ root: '/ads', folder: 'spring' }] }),
      given({ client: nord.id, folders: [{ root: '/ads', folder: 'spring/cut' }], ads: [id(0)] }),
    ]);
    expect(await found('client:fjord')).toEqual([1]);
    expect(await found('client:nord')).toEqual([0, 2]);
    expect(await found('client:none')).toEqual([3]);
    await store.writer.assign([given({ client: fjord.id, ads: [id(2)] })]);
    expect(await found('client:fjord')).toEqual([1, 2]);
    expect((await store.reader.collections()).clients).toEqual([
      { ...fjord, ads: 2 },
      { ...nord, ads: 1 },
    ]);
  });

  it('are given and taken by changes that undo each other exactly', async () => {
    const all = given({ client: fjord.id, folders: [{ root: '/ads', folder: '' }], ads: [id(1), id(2)] });
    await store.writer.assign([given({ client: nord.id, ads: [id(1)] })]);
    const before = await store.reader.collections();
    const undo = await store.writer.assign([all, given({ ads: [id(1)] })]);
    expect(await found('client:fjord')).toEqual([0, 1, 2, 3]);
    await store.writer.assign(undo);
    expect(await store.reader.collections()).toEqual(before);
    expect(await store.writer.assign([given({ client: nord.id, ads: [id(1)] })])).toEqual([]);
  });

  it('take their views along to another name, and back', async () => {
    const view = (n: number, where: string) => ({
      id: `view_0000000${n}`,
      name: `V${n}`,
      state: { ...state, where },
    });
    const wheres = [
      'client:"Fjord" score>70',
      '-client:nord|fjord tag:"x y"',
      'client:"Fjordline" fjord',
      '(',
    ];
    for (const [n, where] of wheres.entries()) await store.writer.saveView(view(n, where));
    const kept = async () => (await store.reader.collections()).views.map((each) => each.state.where);
    await store.writer.saveClient({ ...fjord, name: 'Fjord "& Sons' });
    expect(await kept()).toEqual([
      'client:"Fjord \\"& Sons" score>70',
      '-client:"nord"|"Fjord \\"& Sons" tag:"x y"',
      ...wheres.slice(2),
    ]);
    await store.writer.saveClient(fjord);
    expect((await kept())[0]).toBe(wheres[0]);
  });

  it('leave their ads behind when they go, and come back with them', async () => {
    await store.writer.assign([
      given({ client: fjord.id, folders: [{ root: '/ads', folder: 'spring' }], ads: [id(0)] }),
    ]);
    const before = await store.reader.collections();
    const removed = await store.writer.removeClient(fjord.id);
    expect(await found('client:none')).toEqual([0, 1, 2, 3]);
    await store.writer.saveClient(removed.client);
    await store.writer.assign(removed.given);
    expect(await store.reader.collections()).toEqual(before);
  });

  it('have names of their own, whatever their case', async () => {
    await expect(store.writer.saveClient({ id: 'client_00000009', name: 'FJORD' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(store.writer.removeClient('client_00000009')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const stranger = given({ client: 'client_00000009', ads: [id(0)] });
    await expect(store.writer.assign([stranger])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('folders and views', () => {
  it('folders are told with what lies below them, and filter as they are told', async () => {
    const { folders } = await store.reader.collections();
    expect(folders.map(({ folder, ads }) => [folder, ads])).toEqual([
      ['', 4],
      ['spring', 2],
      ['spring/cut', 1],
      ['springtime', 1],
    ]);
    for (const { root, folder, ads } of folders)
      expect(await found(`in:"${root}${folder && `/${folder}`}"`)).toHaveLength(ads);
  });

  it('are found by name, with what lies below them, and by the end of a path', async () => {
    expect(await found('in:spring')).toEqual([1, 2]);
    expect(await found('in:CUT')).toEqual([2]);
    expect(await found('in:"spring/cut/"')).toEqual([2]);
    expect(await found('in:ads')).toEqual([0, 1, 2, 3]);
    expect(await found('in:"ads/spring"')).toEqual([1, 2]);
    expect(await found('in:"/spring"')).toEqual([]);
    expect(await found('-in:spring')).toEqual([0, 3]);
    const [item] = await aJob(store, 'C:\\Ads\\summer', ['reels ü/e.mp4']);
    if (item) await store.writer.finishItem(item, analyzed(anAd(shaOf(4))));
    for (const where of ['in:summer', 'in:"reels Ü"', 'in:"c:\\\\ads"', 'in:"C:\\\\Ads\\\\summer/reels ü"'])
      expect(await found(where), where).toEqual([4]);
  });

  it('views keep what they were saved with', async () => {
    const view = { id: 'view_00000001', name: 'Strong', state };
    await store.writer.saveView(view);
    await store.writer.saveView({ ...view, name: 'Strong ones' });
    expect((await store.reader.collections()).views).toEqual([{ ...view, name: 'Strong ones' }]);
    expect(await store.writer.removeView(view.id)).toEqual({ ...view, name: 'Strong ones' });
    expect((await store.reader.collections()).views).toEqual([]);
  });
});
