import type { AdId, Result } from '../../contract/index.ts';

/** As many ads as one call takes through every host, with room for what it answers. */
const ADS_PER_CALL = 5000;
const CHANGES_PER_CALL = 1000;

interface OfAds {
  readonly ads?: readonly AdId[] | undefined;
}

/**
 * A change of any number of ads, in several calls where one does not take it: all of it or none. `there` answers what
 * takes its part back; what was done is handed to `back` where a part is refused, and answered where none is.
 */
export const inParts = async <Change extends OfAds>(
  changes: readonly Change[],
  there: (part: Change[]) => Promise<Result<Change[]>>,
  back = there,
): Promise<Result<Change[]>> => {
  let before: Change[] = [];
  for (const part of inCalls(changes)) {
    const result = await there(part);
    if (!result.ok) {
      for (const done of inCalls(before)) await back(done);
      return result;
    }
    before = [...result.value, ...before];
  }
  return { ok: true, value: before };
};

/** What a change holds beside ads, such as folders, comes with each part of it; once more changes nothing. */
function* inCalls<Change extends OfAds>(changes: readonly Change[]): Generator<Change[]> {
  let part: Change[] = [];
  let size = 0;
  for (const change of changes) {
    const ads = change.ads ?? [];
    for (let at = 0; at < Math.max(1, ads.length); at += ADS_PER_CALL) {
      const some = ads.slice(at, at + ADS_PER_CALL);
      if (part.length === CHANGES_PER_CALL || (part.length > 0 && size + some.length > ADS_PER_CALL)) {
        yield part;
        part = [];
        size = 0;
      }
      part.push({ ...change, ads: some });
      size += some.length;
    }
  }
  if (part.length > 0) yield part;
}
