import { correlation } from '../../math/ranks.ts';
import { type JudgeRecord, minResults, type PastVote, placed } from './record.ts';

/** What a judge thought of each ad beside what it thinks of ads that ended so on average. */
function beyondResult(votes: readonly PastVote[]): Map<string, number> {
  const values = placed(votes.map(({ score }) => score));
  const known = votes.flatMap(({ adId, hit }, at) =>
    hit === null ? [] : [{ adId, hit, value: values[at] as number }],
  );
  const meanOf = (result: boolean): number => {
    const alike = known.filter(({ hit }) => hit === result);
    return alike.reduce((sum, { value }) => sum + value, 0) / alike.length;
  };
  const means = { hit: meanOf(true), miss: meanOf(false) };
  return new Map(known.map(({ adId, value, hit }) => [adId, value - (hit ? means.hit : means.miss)]));
}

/**
 * How many independent judges a panel is worth: K / (1 + (K - 1) rho), rho the mean correlation of their opinions on the
 * same ads beyond what the results explain (`scoring.md` 5.4). Null until every pair shares enough results: agreement alone cannot tell
 * a shared truth from a shared error.
 */
export function effectiveJudges(records: readonly JudgeRecord[], past: readonly PastVote[]): number | null {
  if (records.length < 2) return null;
  const wrong = records.map(({ judge }) => beyondResult(past.filter((vote) => vote.judge === judge)));
  const rhos: number[] = [];
  for (const [at, first] of wrong.entries()) {
    for (const second of wrong.slice(at + 1)) {
      const shared = [...first.keys()].filter((ad) => second.has(ad));
      if (shared.length < minResults) return null;
      const rho = correlation(
        shared.map((ad) => first.get(ad) as number),
        shared.map((ad) => second.get(ad) as number),
      );
      if (rho === null) return null;
      rhos.push(rho);
    }
  }
  const rho = Math.min(1, Math.max(0, rhos.reduce((sum, one) => sum + one, 0) / rhos.length));
  return records.length / (1 + (records.length - 1) * rho);
}
