import type { AutoLink, LinkableAd, LinkableMetaAd } from './link-all.ts';

/** Somebody else's ad may be called the same. */
const stranger = 0.2;

export type ByHand = Pick<AutoLink, 'metaAdId' | 'adId'>;
type Films = Map<string, Set<string>>;

/**
 * Names such as "UGC 01" are anybody's, so a name alone links a file only with an account that is its client's, as far as
 * other films tell, or where that is not known with the only account that has an ad of that name. The rest is proposed.
 * Films tell whose an account is by their pictures, else by names that no other account has; a person's word counts beside
 * either as much as one of them, since one film of another client says little against forty of one's own.
 */
export function doubtStrangers(
  links: readonly AutoLink[],
  byHand: readonly ByHand[],
  metaAds: readonly Pick<LinkableMetaAd, 'id' | 'account'>[],
  ads: readonly Pick<LinkableAd, 'id' | 'client'>[],
): AutoLink[] {
  const accounts = new Map(metaAds.map(({ id, account }) => [id, account]));
  const accountOf = ({ metaAdId }: ByHand): string => accounts.get(metaAdId) ?? '';
  const clients = new Map(ads.map(({ id, client }) => [id, client]));
  const clientOf = ({ adId }: ByHand): string | null => clients.get(adId) ?? null;
  const filmsOf = (telling: readonly ByHand[]) => {
    const found = new Map<string, Films>();
    for (const link of telling) {
      const client = clientOf(link);
      if (client === null) continue;
      const own = found.get(accountOf(link)) ?? new Map();
      found.set(accountOf(link), add(own, client, link.adId));
    }
    return found;
  };
  const sharedBy = new Map<string, Set<string>>();
  for (const link of [...links, ...byHand]) add(sharedBy, link.adId, accountOf(link));
  const sharing = ({ adId }: ByHand): number => sharedBy.get(adId)?.size ?? 1;
  const made = links.filter(({ state }) => state === 'linked');
  const seen = made.filter(({ how }) => how !== 'name');
  const shown = new Set(seen.map(accountOf));
  const certain = filmsOf([...seen, ...byHand.filter((link) => shown.has(accountOf(link)))]);
  const named = filmsOf([
    ...made.filter((link) => link.how === 'name' && sharing(link) === 1),
    ...byHand.filter((link) => !shown.has(accountOf(link))),
  ]);
  return links.map((link) => {
    if (link.how !== 'name' || link.state !== 'linked') return link;
    const client = clientOf(link);
    const telling = certain.get(accountOf(link)) ?? named.get(accountOf(link));
    const films = othersOf(telling, link.adId);
    const most = Math.max(0, ...films.values());
    if (client !== null && most > 0)
      return films.get(client) === most ? link : { ...link, state: 'proposed', certainty: stranger };
    const of = sharing(link);
    return of === 1 ? link : { ...link, state: 'proposed', certainty: link.certainty / of };
  });
}

const add = (to: Films, key: string, value: string): Films =>
  to.set(key, (to.get(key) ?? new Set()).add(value));

/** How many films of each client there are beside this one. */
const othersOf = (films: Films | undefined, but: string): Map<string, number> =>
  new Map([...(films ?? [])].map(([client, own]) => [client, own.size - (own.has(but) ? 1 : 0)]));
