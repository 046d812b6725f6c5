/** An ad of the library that is one of an ad account, and the client that it was given to. */
export interface LinkedAd {
  readonly ad: string;
  readonly account: string;
  readonly client: string | null;
}

/**
 * Whose results speak for an ad: those of the account that it is linked with, else of its client's, of several the one with
 * the most linked ads. Of ads that were given to nobody it is not known whose they are, so they have an account only where
 * all of them that run do so in the same. Otherwise none: another client's results would say nothing of it.
 */
export function accountChooser(
  linked: readonly LinkedAd[],
): (ad: { readonly id: string; readonly client: string | null }) => string | null {
  const byAd = Map.groupBy(linked, ({ ad }) => ad);
  const countsOfClient = new Map(
    [...Map.groupBy(linked, ({ client }) => client)].map(([client, ads]) => [client, countsOf(ads)]),
  );
  const sizes = countsOf(linked);
  return ({ id, client }) => {
    const own = byAd.get(id);
    if (own) return largest(countsOf(own).keys(), sizes);
    const counts = countsOfClient.get(client);
    return !counts || (client === null && counts.size > 1) ? null : largest(counts.keys(), counts);
  };
}

function countsOf(linked: readonly LinkedAd[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { account } of linked) counts.set(account, (counts.get(account) ?? 0) + 1);
  return counts;
}

const largest = (accounts: Iterable<string>, sizes: ReadonlyMap<string, number>): string | null =>
  [...accounts].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || (a < b ? -1 : 1))[0] ?? null;
