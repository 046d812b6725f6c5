import type { AdRow, Link, Linkable, Output, ParsedInput } from '../../../src/contract/index.ts';
import type { FakeHost } from './fake-host.ts';

/** A link that the looks of both have made. */
export const aLink = (
  at: number,
  { id, name }: Pick<AdRow, 'id' | 'name'>,
  change: Partial<Link> = {},
): Link => ({
  meta_ad_id: `12024130000000000${at}`,
  meta_ad_name: `Mia_founder-story_v${at}`,
  ad_id: id,
  ad_name: name,
  shows: [],
  how: 'look',
  certainty: 0.97,
  state: 'linked',
  left_out: null,
  ...change,
});

const partOf = ({ side, text }: ParsedInput<'learn.linkable'>, host: FakeHost): Linkable[] => {
  const fileOf = ({ id, name }: AdRow) => ({ id, name, place: `Autumn/${name}`, account: null, picture: id });
  const all = side === 'meta' ? host.unlinked : host.library.all().map(fileOf);
  return all.filter(({ name }) => name.includes(text));
};

export const linkable = (host: FakeHost, input: ParsedInput<'learn.linkable'>): Output<'learn.linkable'> => {
  const done = new Set(host.links.flatMap(({ meta_ad_id, ad_id }) => [meta_ad_id, ad_id]));
  const ads = partOf(input, host).filter(({ id }) => !input.open || !done.has(id));
  return { total: ads.length, ads: ads.slice(0, input.limit) };
};

/** As the program does it: of several files that a person links with one ad at Meta none counts. */
export function decideLink(
  host: FakeHost,
  { meta_ad, ad, to }: ParsedInput<'learn.link'>,
): Output<'learn.link'> {
  const is = ({ meta_ad_id, ad_id }: Link) => meta_ad_id === meta_ad && ad_id === ad;
  const before = host.links.find(is);
  const others = host.links.filter((link) => !is(link));
  const link = before ?? linkOf(host, meta_ad, ad);
  const decided: Link[] =
    to !== 'none'
      ? [{ ...link, state: to, how: 'hand' }]
      : before?.how === 'hand' && before.shows.length === 0
        ? []
        : [{ ...link, state: 'proposed', how: 'look' }];
  const all = [...others, ...decided];
  const byHand = (id: string) =>
    all.filter(({ meta_ad_id, state, how }) => meta_ad_id === id && state === 'linked' && how === 'hand');
  host.links = all.map((one) => ({
    ...one,
    left_out:
      byHand(one.meta_ad_id).includes(one) && byHand(one.meta_ad_id).length > 1 ? 'several files' : null,
  }));
  return { before: before?.state ?? null };
}

const linkOf = (host: FakeHost, metaAd: string, ad: string): Link => ({
  meta_ad_id: metaAd,
  meta_ad_name: host.unlinked.find(({ id }) => id === metaAd)?.name ?? metaAd,
  ad_id: ad,
  ad_name: host.library.row(ad)?.name ?? ad,
  shows: [],
  how: 'hand',
  certainty: 1,
  state: 'linked',
  left_out: null,
});
