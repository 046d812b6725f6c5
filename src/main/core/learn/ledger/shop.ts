/**
 * Whose sales are told of: an ad account by its id, whichever way it was named, else a shop by its name in small letters. Where
 * nobody says and one account alone is known, they are of that one; else null.
 */
export function shopOf(
  given: string | null,
  accounts: readonly { readonly id: string; readonly name: string }[],
): string | null {
  if (given === null) return accounts.length === 1 ? (accounts[0]?.id ?? null) : null;
  const folded = given.toLowerCase();
  const named = accounts.filter(({ name }) => name.toLowerCase() === folded);
  const byId = accounts.find(({ id }) => id === given.replace(/^act_/, ''));
  return byId?.id ?? (named.length === 1 ? (named[0]?.id ?? null) : folded);
}
