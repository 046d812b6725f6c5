/** What a file looked like at one look at its folder. */
export interface Look {
  readonly size: number;
  readonly mtimeNs: string;
}

export const sameLook = (a: Look | undefined, b: Look): boolean =>
  a !== undefined && a.size === b.size && a.mtimeNs === b.mtimeNs;

/**
 * Of the files that have not been measured: whether all of them stood still between two looks. A file that is still
 * being copied would be measured half, and fail.
 */
export const hasSettled = (before: ReadonlyMap<string, Look>, now: ReadonlyMap<string, Look>): boolean =>
  now.size > 0 && [...now].every(([path, look]) => sameLook(before.get(path), look));
